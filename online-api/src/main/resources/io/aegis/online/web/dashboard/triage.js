// What colleagues agree on about one text: whose it is, its tags, whether it is put aside, and what they tell each other.

import {get, patch, post} from './http.js';
import {h, put} from './dom.js';
import {full} from './format.js';
import {chip, complain, departmentNames, time, toast} from './parts.js';

const MORNING = 9;

function morning(days) {
  const at = new Date();
  at.setDate(at.getDate() + days);
  at.setHours(MORNING, 0, 0, 0);
  return at.toISOString();
}

const SNOOZES = [
  ['For an hour', () => ({snooze_until: new Date(Date.now() + 3600000).toISOString()})],
  ['Until tomorrow morning', () => ({snooze_until: morning(1)})],
  ['For a week', () => ({snooze_until: morning(7)})],
  ['Until it comes again', () => ({snooze_until_again: true})],
];

const WORDS = {resolve: 'resolved it', reopen: 'opened it again', assign: 'assigned it', tag: 'changed the tags', priority: 'changed the priority', snooze: 'changed the snooze', note: 'wrote a note', review: 'decided its labels'};

const snoozedText = (state) => [state.snoozed_until && `until ${full(state.snoozed_until)}`, state.snoozed_until_again && 'until it comes again'].filter(Boolean).join(' or ');

/** What a row of a list shows of it. */
export function triageChips(state) {
  return state && [state.assigned_to && h('span', {class: 'chip assigned', title: 'Assigned to'}, `@ ${state.assigned_to}`),
    state.tags.map((tag) => h('span', {class: 'chip tag'}, `# ${tag}`)),
    state.snoozed && h('span', {class: 'chip', title: snoozedText(state)}, 'Snoozed'),
    state.notes > 0 && h('span', {class: 'chip', title: 'Notes of colleagues'}, state.notes === 1 ? '1 note' : `${state.notes} notes`)];
}

/**
 * The panel of one text. It stays while the text is shown, so that what somebody types is kept.
 * @param me name of who looks
 * @param told is called with what was agreed on, whenever that changes
 * @param again shows the text anew
 */
export function triagePanel(id, me, told, again) {
  let state = null;
  const assigned = h('div', {class: 'inline-field'});
  const tags = h('div', {class: 'chips'});
  const snooze = h('div', {class: 'inline-field'});
  const notes = h('ul', {class: 'plain'});
  const history = h('ol', {class: 'plain history'});
  const person = h('input', {id: 'assign-to', type: 'text', maxlength: '128', placeholder: 'Nobody', list: 'assignees', autocomplete: 'off'});
  const tag = h('input', {id: 'add-tag', type: 'text', maxlength: '32', placeholder: 'Add a tag', 'aria-label': 'Add a tag', autocomplete: 'off'});
  const note = h('textarea', {class: 'colleagues-note', rows: '2', maxlength: '2000', placeholder: 'Only colleagues see it', 'aria-label': 'Note to colleagues'});
  const aside = h('select', {id: 'snooze', 'aria-label': 'Snooze', on: {change() {
    const chosen = SNOOZES[Number(aside.value)];
    if (chosen) {
      change(chosen[1](), 'Snoozed.');
    }
  }}}, h('option', {value: ''}, 'Snooze…'), SNOOZES.map(([name], index) => h('option', {value: String(index)}, name)));
  const past = h('details', {on: {toggle: () => past.open && tellHistory()}}, h('summary', {}, 'Who did what'), history);
  const element = h('section', {class: 'triage', 'aria-label': 'Shared with colleagues'},
    h('h2', {}, 'Colleagues'),
    h('form', {on: {submit(event) {
      event.preventDefault();
      assign(person.value.trim());
    }}}, h('label', {for: 'assign-to'}, 'Assigned to'), assigned,
    h('datalist', {id: 'assignees'}, [me, ...departmentNames()].filter(Boolean).map((name) => h('option', {value: name})))),
    h('form', {class: 'inline-field', on: {submit(event) {
      event.preventDefault();
      if (tag.value.trim()) {
        change({add_tags: [tag.value.trim()]}).then((done) => {
          if (done) {
            tag.value = '';
          }
        });
      }
    }}}, tags, tag),
    snooze,
    notes,
    h('form', {class: 'act', on: {submit(event) {
      event.preventDefault();
      write();
    }}}, note, h('div', {class: 'actions'}, h('button', {class: 'button small', type: 'submit'}, 'Add the note'))),
    past);

  const assign = (name) => change({assigned_to: name}, name ? `Assigned to ${name}.` : 'Assigned to nobody.');

  async function change(what, text) {
    try {
      show(await patch(`/feedback/${encodeURIComponent(id)}/triage`, {version: state.version, ...what}));
      told(state);
      if (text) {
        toast(text);
      }
      return true;
    } catch (error) {
      complain(error);
      if (error.status === 409) {
        again();
      }
      return false;
    }
  }

  async function write() {
    const text = note.value.trim();
    if (!text) {
      return;
    }
    try {
      const page = await post(`/feedback/${encodeURIComponent(id)}/notes`, {text});
      note.value = '';
      tell(page.items);
      show({...state, notes: page.items.length});
      told(state);
    } catch (error) {
      complain(error);
    }
  }

  function tell(items) {
    put(notes, items.map((each) => h('li', {class: 'colleague-note'},
      h('p', {class: 'hint'}, h('strong', {}, each.author), ' ', time(each.written_at)), h('p', {class: 'note-text'}, each.text))));
  }

  async function tellHistory() {
    try {
      const page = await get(`/feedback/${encodeURIComponent(id)}/history`);
      put(history, page.items.length === 0 ? h('li', {class: 'hint'}, 'Nobody has done anything yet.') : page.items.map((each) =>
        h('li', {class: 'line-item'}, h('strong', {}, each.actor.name), ` ${WORDS[each.action] ?? each.action} `, time(each.at),
          each.action !== 'note' && h('code', {class: 'rule'}, JSON.stringify(each.after)))));
    } catch (error) {
      complain(error);
    }
  }

  function show(next) {
    const changed = next.version !== state?.version;
    const more = next.notes !== state?.notes;
    state = next;
    if (changed) {
      if (person !== document.activeElement) {
        person.value = state.assigned_to ?? '';
      }
      put(assigned, person, h('button', {class: 'button small', type: 'submit'}, 'Assign'),
        me && state.assigned_to !== me && h('button', {class: 'button small', type: 'button', on: {click: () => assign(me)}}, 'Take it ', h('kbd', {}, 'a')));
      put(tags, state.tags.map((each) => h('span', {class: 'chip tag'}, `# ${each}`,
        h('button', {class: 'button link', type: 'button', 'aria-label': `Remove the tag ${each}`, on: {click: () => change({remove_tags: [each]})}}, '×'))));
      aside.value = '';
      put(snooze, aside, state.snoozed && [chip(`Snoozed ${snoozedText(state)}`), h('button', {class: 'button small', type: 'button', on: {click: () => change({wake: true}, 'Back in the list.')}}, 'Wake')]);
    }
    if (more && state.notes > 0) {
      get(`/feedback/${encodeURIComponent(id)}/notes`).then((page) => tell(page.items)).catch(complain);
    }
    if (past.open && (changed || more)) {
      tellHistory();
    }
  }

  return {
    id,
    element,
    show,
    take: () => me && state && assign(me),
    tag: () => tag.focus(),
    snooze: () => aside.focus(),
    note: () => note.focus(),
  };
}
