// One text in detail: what it says, what was found in it and why, what colleagues agreed on, and who else reads it.

import {get} from './http.js';
import {h, icon, put} from './dom.js';
import {languageName, millis, percent} from './format.js';
import {labelling} from './labelling.js';
import {chip, department, empty, failed, labels, loading, time} from './parts.js';
import {routedBy} from './routing.js';
import {address} from './state.js';
import {countText, refused} from './textrow.js';
import {triagePanel} from './triage.js';
import {viewers} from './viewers.js';

const LANES = {heuristic: 'Heuristic', llm: 'LLM', person: 'Person'};

/** A rule that fired, or a labelled text whose topics were learned. */
const reason = (rule) => (rule.startsWith('similar:') ? h('a', {class: 'chip', href: address('inbox', {status: 'all', id: rule.slice('similar:'.length)})}, 'A labelled text like it') : h('code', {class: 'rule'}, rule));

function verdict(each, created) {
  const later = new Date(each.created_at) - new Date(created);
  return h('li', {class: `verdict ${each.applied ? 'applied' : ''}`},
    h('div', {class: 'verdict-head'}, h('strong', {}, LANES[each.lane] ?? each.lane), h('span', {class: 'hint'}, each.ai_provider),
      each.applied && chip('applied', 'good'), each.lane === 'llm' && later > 1500 && chip('came later', 'busy')),
    h('div', {class: 'chips'}, labels(each)),
    h('p', {class: 'hint'}, `${percent(each.confidence_score)} sure`, each.latency_ms !== null && `, took ${millis(each.latency_ms)}`, ', ', time(each.created_at)));
}

function facts(item) {
  const fact = (name, ...value) => h('div', {}, h('dt', {}, name), h('dd', {}, value));
  return h('dl', {class: 'facts'},
    fact('Department', department(item.department)),
    fact('Labelled by', item.source === 'ai' ? 'LLM' : 'Heuristic', ' (', item.ai_provider, `), ${percent(item.confidence_score)} sure`, item.ai_refused && ', as the LLM refused the text'),
    fact('Language', languageName(item.language), item.heuristic.pack ? `, read by the rules for ${languageName(item.heuristic.pack)}` : ', which no rules can read'),
    fact('Received', time(item.created_at), item.submissions > 1 && `, ${item.submissions} times`),
    fact('Status', item.status, item.resolution_note && `: ${item.resolution_note}`));
}

function why(heuristic) {
  return h('section', {}, h('h2', {}, 'Why'), heuristic.evidence.length
    ? h('p', {class: 'chips'}, heuristic.evidence.map(reason))
    : h('p', {class: 'hint'}, 'No rule fired.'),
  h('p', {class: 'hint'}, `VADER ${heuristic.vader.compound}, adjusted by rules ${heuristic.adjusted_compound}`));
}

function submissionList(submissions) {
  return submissions?.length > 0 && h('section', {}, h('h2', {}, 'Submissions'), h('ul', {class: 'plain'}, submissions.map((each) =>
    h('li', {class: 'line-item'}, time(each.submitted_at), [each.channel, each.customer_ref, each.external_id].filter(Boolean).map((text) => chip(text))))));
}

/**
 * What stands beside the list.
 * @param list knows rows before they are read, and selects them
 * @param me the name of whoever looks
 * @param labels whether whoever looks may label texts
 * @param unchosen whether a text was opened by no person, so that colleagues are told of no reader
 * @param again is called when the text is to be shown anew
 * @param close is called when none is to be shown
 * @param resolve is called with the text, and whether the next one is to be opened
 * @param reopen is called with the text
 */
export function textDetail({list, me, labels: mayLabel, unchosen, again, close, resolve, reopen}) {
  let panel = null;
  let abort = new AbortController();
  const element = h('section', {class: 'detail', 'aria-label': 'Selected feedback', tabindex: '-1'});
  const others = viewers();
  const own = labelling(() => again());
  const noteField = () => element.querySelector('#note');

  function head(item) {
    const group = list.groupOf(item);
    return h('div', {class: 'detail-head'},
      h('button', {class: 'button small back', type: 'button', on: {click: close}}, icon('back'), 'List'),
      h('button', {class: 'button small', type: 'button', on: {click: () => list.bulk.toggle(item.id)}}, 'Select ', h('kbd', {}, 'x')),
      mayLabel && h('button', {class: 'button small', type: 'button', on: {click: () => own.toggle(item.id)}}, 'Label ', h('kbd', {}, 'l')),
      h('div', {class: 'chips'}, labels(item), chip(`${item.priority} priority`), item.needs_review && h('a', {class: 'chip warn', href: address('reviews')}, 'Needs review'), refused(item),
        item.group_id && h('a', {class: 'chip', href: address('groups', {id: item.group_id})}, group ? countText(group) : 'Others say the same')));
  }

  function actions(item, note) {
    return h('div', {class: 'act'}, item.status === 'Resolved'
      ? h('button', {class: 'button', type: 'button', on: {click: () => reopen(item)}}, 'Open again ', h('kbd', {}, 'o'))
      : [h('label', {for: 'note'}, 'Note'), note, h('div', {class: 'actions'},
        h('button', {class: 'button primary', type: 'button', on: {click: () => resolve(item, false)}}, 'Resolve'),
        h('button', {class: 'button', type: 'button', on: {click: () => resolve(item, true)}}, 'Resolve and next ', h('kbd', {}, 'e')))]);
  }

  function panelOf(item) {
    if (panel?.id !== item.id) {
      panel = triagePanel(item.id, me, (state) => list.agreed(item.id, state), again);
    }
    if (item.triage) {
      panel.show(item.triage);
    }
    return panel;
  }

  /** Draws a text with what is known of it by now. */
  function draw(item, {history, submissions, routed} = {}) {
    const same = element.dataset.id === item.id;
    const draft = same ? noteField()?.value : '';
    const focused = same && element.querySelector('#note:focus');
    // Who writes goes on writing, whatever is drawn anew around it.
    const writing = panel?.element.contains(document.activeElement) || own.element.contains(document.activeElement) ? document.activeElement : null;
    element.dataset.id = item.id;
    own.shown(item.id);
    const note = h('textarea', {id: 'note', rows: '2', maxlength: '2000', placeholder: 'What was done? (optional)', value: draft ?? ''});
    put(element,
      head(item),
      others.element,
      h('p', {class: 'text'}, item.raw_content),
      own.element,
      facts(item),
      actions(item, note),
      panelOf(item).element, routed,
      h('section', {}, h('h2', {}, 'Verdicts'), history ? h('ol', {class: 'verdicts'}, history.map((each) => verdict(each, item.created_at))) : loading()),
      why(item.heuristic),
      submissionList(submissions));
    if (focused) {
      note.focus();
    } else if (writing?.isConnected) {
      writing.focus();
    }
  }

  /** Reads the text with an id and shows it; without one, what to do. */
  async function show(id) {
    abort.abort();
    abort = new AbortController();
    const {signal} = abort;
    others.open(unchosen(id) ? null : id ?? null);
    if (!id) {
      put(element, empty('Select feedback', 'Press j to begin, ? for all keys.'));
      return;
    }
    const known = list.items()[list.indexOf(id)];
    if (known) {
      draw(known);
    } else if (element.dataset.id !== id) {
      put(element, loading());
    }
    try {
      const path = `/feedback/${encodeURIComponent(id)}`;
      const [item, history, submissions, routed] = await Promise.all([get(path, signal), get(`${path}/analyses`, signal), get(`${path}/submissions?limit=20`, signal), routedBy(id, signal)]);
      draw(item, {history: history.items, submissions: submissions.items, routed});
    } catch (error) {
      if (error.name !== 'AbortError') {
        put(element, failed(error, again));
      }
    }
  }

  return {
    element,
    draw,
    show,
    /** Tells colleagues that somebody reads the text with this id, or none. */
    read: (id) => others.open(id ?? null),
    /** What is written about a text, as long as it is the one that is shown. */
    noteAbout: (id) => (element.dataset.id === id ? noteField()?.value.trim() : ''),
    /** Whether somebody writes here. */
    isWrittenIn: () => Boolean(element.querySelector('textarea:focus, .triage :focus, .labelling :focus')),
    writeNote: () => noteField()?.focus(),
    /** Labels the text that is shown. */
    label: () => mayLabel && element.dataset.id && own.toggle(element.dataset.id),
    panel: () => panel,
    leave() {
      others.open(null);
      abort.abort();
    },
  };
}
