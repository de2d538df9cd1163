// Triage: a list with filters, one text in detail, all of it by keyboard.

import {get, patch, query} from './http.js';
import {h, icon, put} from './dom.js';
import {languageName, millis, percent} from './format.js';
import {stateChip} from './groups.js';
import {chip, complain, department, departmentNames, empty, failed, labels, loading, newcomers, ownTopic, rememberTopics, select, sentiment, sentimentName, SENTIMENTS, time, toast, TOPICS, urgent} from './parts.js';
import {bulkBar} from './bulk.js';
import {opening, turning} from './opening.js';
import {saveView} from './views.js';
import {viewers} from './viewers.js';
import {address, go} from './state.js';
import {routedBy} from './routing.js';
import {triageChips, triagePanel} from './triage.js';

const PAGE = 50;
const FILTERS = ['status', 'department', 'topic', 'own_topic', 'sentiment', 'urgent', 'possibly_urgent', 'source', 'needs_review', 'language', 'reliable', 'group', 'assigned', 'tag', 'snoozed', 'q', 'since'];
const SINCE = [['Any time', ''], ['Last hour', '1h'], ['Last day', '24h'], ['Last week', '7d'], ['Last 30 days', '30d']];
const HOURS = {'1h': 1, '24h': 24, '7d': 168, '30d': 720};

function filters(params) {
  // Who looks for what is open does not look for what was put aside.
  const values = {status: 'Open', snoozed: (params.status ?? 'Open') === 'Open' ? 'false' : '', ...params};
  const wanted = Object.fromEntries(FILTERS.map((name) => [name, values[name] === 'all' ? '' : values[name]]));
  if (HOURS[wanted.since]) {
    // Whole minutes, so that the pages of a list agree.
    wanted.since = new Date(Math.floor(Date.now() / 60000) * 60000 - HOURS[wanted.since] * 3600000).toISOString();
  }
  return wanted;
}

const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'tr', 'sv', 'da', 'no', 'fi', 'cs', 'ro', 'id', 'zh', 'ja', 'ko', 'ar', 'ru', 'el', 'he', 'th', 'hi', 'und'];
const foreign = (item) => item.language !== 'en' && item.language !== 'und';
/** A rule that fired, or a labelled text whose topics were learned. */
const reason = (rule) => (rule.startsWith('similar:') ? h('a', {class: 'chip', href: address('inbox', {status: 'all', id: rule.slice('similar:'.length)})}, 'A labelled text like it') : h('code', {class: 'rule'}, rule));

const refused = (item) => item.ai_refused && h('span', {class: 'chip warn', title: 'An LLM, or its provider, did not want to deal with this text; none is asked about it again.'}, 'LLM refused');
const possibly = (item) => item.possibly_urgent && h('span', {class: 'chip warn', title: 'It may be urgent in other words than the rules know.'}, 'Possibly urgent');
const unread = (item) => !item.heuristic.reliable && item.source !== 'ai' && chip('Unreadable', 'warn');

const countText = (group) => `${group.size} say the same`;

const excerpt = (text) => (text.length > 280 ? `${text.slice(0, 280)}…` : text);

/** How many say the same as a row. A click shows them; by keyboard the link in the detail does. */
const groupBadge = (group) => group && [h('span', {class: 'chip', data: {group: group.id}, title: 'Show all of them', on: {click(event) {
  event.preventDefault();
  go('inbox', {status: 'all', group: group.id});
}}}, countText(group)), group.state === 'Regressed' && stateChip(group)];

function rowOf(item, params, group, pick) {
  const box = h('input', {type: 'checkbox', 'aria-label': `Select: ${excerpt(item.raw_content).slice(0, 60)}`, on: {click: (event) => pick(item.id, event.shiftKey)}});
  return h('div', {class: 'row-line'}, h('label', {class: 'row-pick'}, box), h('a', {class: `row ${item.is_urgent ? 'is-urgent' : ''} ${item.status === 'Resolved' ? 'is-resolved' : ''}`,
    href: address('inbox', {...params, id: item.id}), data: {row: item.id}},
  h('span', {class: 'row-head'}, item.is_urgent && urgent(), sentiment(item.sentiment), h('span', {class: 'row-department'}, department(item.department)),
    item.status === 'Resolved' && chip('Resolved', 'good'), item.needs_review && chip('Review', 'warn'), possibly(item), refused(item), unread(item), item.own_topics.map((topic) => ownTopic(topic)), triageChips(item.triage), groupBadge(group)),
  h('span', {class: 'row-text'}, excerpt(item.raw_content)),
  h('span', {class: 'row-foot'}, item.topics.join(', '), ' · ', item.source === 'ai' ? 'LLM' : 'heuristic', foreign(item) && ` · ${languageName(item.language)}`, item.submissions > 1 && ` · sent ${item.submissions} times`, time(item.created_at))));
}

export const inbox = {
  title: 'Inbox',
  show(root, first, {roles, me} = {roles: []}) {
    let params = first;
    let items = [];
    let next = null;
    let shownFor = null;
    let loadingMore = false;
    let undo = null;
    let panel = null;
    let ownTopics = [];
    const told = new Map();
    let abort = new AbortController();
    let left = false;

    const list = h('div', {class: 'rows', role: 'region', 'aria-label': 'Feedback'});
    const detail = h('section', {class: 'detail', 'aria-label': 'Selected feedback', tabindex: '-1'});
    const bar = h('form', {class: 'filters', role: 'search', on: {submit: (event) => event.preventDefault()}});
    const fresh = newcomers(() => load());
    const bulk = bulkBar({filter: () => filters(params), shown: () => items.map((item) => item.id), changed: () => mark(), done: () => load()});
    const others = viewers();
    const line = (item) => rowOf(item, without('id'), groupOf(item), (id, range) => bulk.toggle(id, {range}));
    const lineOf = (id) => list.querySelector(`[data-row="${CSS.escape(id)}"]`)?.closest('.row-line');
    // A time that a filter counts back from would be another tomorrow.
    const views = saveView(() => Object.fromEntries(Object.entries(filters(params)).filter(([name]) => name !== 'since')));
    const layout = h('div', {class: 'two-panes'}, h('div', {class: 'pane-list'}, bulk.element, fresh.element, list), detail);
    const exports = h('div', {class: 'actions', role: 'group', 'aria-label': 'Export what the filters show'});
    put(root, h('div', {class: 'page-head'}, h('h1', {}, 'Inbox'), exports), views, bar, layout);

    const without = (name) => Object.fromEntries(Object.entries(params).filter(([each]) => each !== name));
    const set = (name, value) => go('inbox', value ? {...without('id'), [name]: value} : Object.fromEntries(Object.entries(without('id')).filter(([each]) => each !== name)));
    const chosen = () => items.findIndex((item) => item.id === params.id);

    /** Who may not read the list of topics chooses among those that are seen. */
    function topicNames() {
      return [...new Set([...ownTopics, ...items.flatMap((item) => item.own_topics), params.own_topic].filter(Boolean))].sort((a, b) => a.localeCompare(b));
    }

    async function learnTopics() {
      if (!roles.includes('admin')) {
        return;
      }
      const answer = await get('/admin/topics').catch(() => ({topics: [], own_departments: []}));
      if (!left && answer.topics.length + answer.own_departments.length > 0) {
        ownTopics = answer.topics.map((each) => each.name);
        rememberTopics(answer);
        drawTopicFilter();
        if (items.length > 0) {
          draw();
        }
      }
    }

    const topicFilter = h('div', {class: 'topic-filter'});
    const departmentFilter = h('div', {class: 'topic-filter'});
    function drawTopicFilter() {
      const departments = [...new Set([...departmentNames(), ...items.map((item) => item.department), params.department].filter(Boolean))];
      put(departmentFilter, select('department', 'Department', [['All', ''], ...departments.map((each) => [each, each])], params.department, (value) => set('department', value)));
      const names = topicNames();
      put(topicFilter, names.length > 0 && select('own_topic', 'Own topic', [['All', ''], ...names.map((each) => [each, each])], params.own_topic, (value) => set('own_topic', value)));
    }

    /** A filter for any text, which offers some. */
    function textFilter(name, label, placeholder, offered) {
      const id = `offered-${name}`;
      return h('label', {class: 'filter'}, h('span', {}, label),
        h('input', {name, list: id, placeholder, maxlength: '128', autocomplete: 'off', value: params[name] ?? '', on: {change: (event) => set(name, event.target.value.trim())}}),
        h('datalist', {id}, offered.filter(Boolean).map((each) => h('option', {value: each}))));
    }

    function buildFilters() {
      drawTopicFilter();
      const search = h('input', {type: 'search', name: 'q', placeholder: 'Search the text', 'aria-label': 'Search the text', maxlength: '200', value: params.q ?? '',
        on: {search: () => set('q', search.value.trim()), keydown: (event) => {
          if (event.key === 'Enter') {
            set('q', search.value.trim());
          }
        }}});
      const any = (name) => [name, ''];
      put(exports, [['CSV', 'csv'], ['JSON Lines', 'jsonl']].map(([name, ending]) => h('a', {class: 'button small', download: `feedback.${ending}`,
        href: `/feedback/export.${ending}${query(filters(params))}`}, name)));
      const narrow = FILTERS.filter((name) => name !== 'status' && name !== 'q' && params[name]).length;
      put(bar,
        h('div', {class: 'filter-main'},
          h('div', {class: 'segments', role: 'group', 'aria-label': 'Status'}, [['Open', 'Open'], ['Resolved', 'Resolved'], ['All', 'all']].map(([name, value]) =>
            h('button', {class: 'segment', type: 'button', 'aria-pressed': String((params.status ?? 'Open') === value), on: {click: () => set('status', value)}}, name))),
          search),
        h('details', {class: 'filter-more', open: narrow > 0 || innerWidth > 900}, h('summary', {}, narrow ? `Filters (${narrow})` : 'Filters'),
          h('div', {class: 'filter-grid'},
            select('urgent', 'Urgency', [any('Any'), ['Urgent only', 'true'], ['Not urgent', 'false']], params.urgent, (value) => set('urgent', value)),
            select('possibly_urgent', 'Implied urgency', [any('Any'), ['Possibly urgent', 'true'], ['Not so', 'false']], params.possibly_urgent, (value) => set('possibly_urgent', value)),
            departmentFilter,
            select('topic', 'Topic', [any('All'), ...TOPICS.map((each) => [each, each])], params.topic, (value) => set('topic', value)),
            topicFilter,
            select('sentiment', 'Sentiment', [any('All'), ...SENTIMENTS.map((each) => [sentimentName(each), each])], params.sentiment, (value) => set('sentiment', value)),
            select('source', 'Labelled by', [any('Any'), ['LLM', 'ai'], ['Heuristic', 'fallback']], params.source, (value) => set('source', value)),
            select('needs_review', 'Review', [any('Any'), ['Needs review', 'true'], ['No review', 'false']], params.needs_review, (value) => set('needs_review', value)),
            select('language', 'Language', [any('Any'), ...LANGUAGES.map((each) => [languageName(each), each])], params.language, (value) => set('language', value)),
            select('reliable', 'Read by rules', [any('Any'), ['Could be read', 'true'], ['Could not be read', 'false']], params.reliable, (value) => set('reliable', value)),
            textFilter('assigned', 'Assigned to', 'Anybody', [me, 'nobody', ...departmentNames()]),
            textFilter('tag', 'Tag', 'Any', [...new Set(items.flatMap((item) => item.triage?.tags ?? []))]),
            select('snoozed', 'Snoozed', [['Not snoozed', ''], ['Snoozed', 'true'], ['Either', 'all']], params.snoozed, (value) => set('snoozed', value)),
            select('since', 'Received', SINCE, params.since, (value) => set('since', value)),
            FILTERS.some((name) => params[name]) && h('button', {class: 'button small', type: 'button', on: {click: () => go('inbox')}}, 'Clear all'))));
    }

    function draw() {
      if (items.length === 0) {
        const filtered = FILTERS.some((name) => name !== 'status' && params[name]);
        put(list, filtered
          ? empty('Nothing matches', 'No feedback meets these filters.', h('button', {class: 'button', type: 'button', on: {click: () => go('inbox')}}, 'Clear the filters'))
          : empty((params.status ?? 'Open') === 'Open' ? 'All done' : 'Nothing here', 'New feedback appears here by itself. To see some:',
            h('pre', {tabindex: '0'}, `curl ${location.origin}/feedback -H 'Content-Type: application/json' \\\n  -d '{"raw_content": "I was charged twice!"}'`),
            h('p', {}, 'or ', h('a', {href: address('imports')}, 'import a CSV file'), '.')));
        return;
      }
      put(list, items.map(line),
        next && h('button', {class: 'button more', type: 'button', on: {click: more}}, 'Load older'));
      mark();
    }

    const groupOf = (item) => told.get(item.group_id);

    /** Asks about the groups of the rows that are shown, and shows their sizes. */
    async function tellGroups(rows, signal) {
      const ids = [...new Set(rows.map((item) => item.group_id).filter(Boolean))].slice(0, 64);
      if (ids.length === 0) {
        return;
      }
      const page = await get(`/feedback/groups${query({ids: ids.join(',')})}`, signal).catch(() => ({items: []}));
      if (left) {
        return;
      }
      page.items.forEach((group) => told.set(group.id, group));
      for (const item of rows) {
        const head = list.querySelector(`[data-row="${CSS.escape(item.id)}"] .row-head`);
        if (head && groupOf(item)) {
          head.querySelector('[data-group]')?.nextElementSibling?.remove();
          head.querySelector('[data-group]')?.remove();
          head.append(...groupBadge(groupOf(item)).filter(Boolean));
        }
      }
    }

    function mark() {
      for (const row of list.querySelectorAll('[data-row]')) {
        const selected = bulk.has(row.dataset.row);
        row.closest('.row-line').classList.toggle('is-selected', selected);
        row.closest('.row-line').querySelector('input').checked = selected;
        if (row.dataset.row === params.id) {
          row.setAttribute('aria-current', 'true');
        } else {
          row.removeAttribute('aria-current');
        }
      }
      layout.classList.toggle('has-detail', Boolean(params.id));
    }

    async function load() {
      abort.abort();
      abort = new AbortController();
      const wanted = query({...filters(params), limit: PAGE});
      shownFor = JSON.stringify(filters(without('since')));
      fresh.tell(0);
      if (items.length === 0) {
        put(list, loading());
      }
      try {
        const page = await get(`/feedback${wanted}`, abort.signal);
        items = page.items;
        next = page.next_cursor;
        draw();
        bulk.prune();
        drawTopicFilter();
        tellGroups(items, abort.signal);
      } catch (error) {
        if (error.name !== 'AbortError' && !left) {
          items = [];
          put(list, failed(error, load));
        }
      }
    }

    async function more() {
      if (!next || loadingMore) {
        return;
      }
      loadingMore = true;
      try {
        const page = await get(`/feedback${query({...filters(params), limit: PAGE, cursor: next})}`, abort.signal);
        const known = new Set(items.map((item) => item.id));
        const older = page.items.filter((item) => !known.has(item.id));
        items.push(...older);
        next = page.next_cursor;
        const button = list.querySelector('.more');
        button.before(...older.map(line));
        bulk.prune();
        tellGroups(older, abort.signal);
        if (!next) {
          button.remove();
        }
      } catch (error) {
        complain(error);
      } finally {
        loadingMore = false;
      }
    }

    function replace(item) {
      const index = items.findIndex((each) => each.id === item.id);
      if (index >= 0) {
        items[index] = item;
        const old = lineOf(item.id);
        const focused = old?.contains(document.activeElement) && document.activeElement.tagName;
        const row = line(item);
        old?.replaceWith(row);
        if (focused) {
          row.querySelector(focused).focus();
        }
        mark();
      }
      if (item.id === params.id && !detail.querySelector('textarea:focus, .triage :focus')) {
        showDetail();
      }
    }

    async function open(id, {replaceStep = true} = {}) {
      go('inbox', {...without('id'), ...(id ? {id} : {})}, {replace: replaceStep});
    }

    let detailAbort = new AbortController();
    async function showDetail() {
      detailAbort.abort();
      detailAbort = new AbortController();
      const {signal} = detailAbort;
      const {id} = params;
      mark();
      others.open(itself.unchosen(id) ? null : id ?? null);
      if (!id) {
        put(detail, empty('Select feedback', 'Press j to begin, ? for all keys.'));
        return;
      }
      const known = items.find((item) => item.id === id);
      if (known) {
        drawDetail(known, null, null);
      } else if (detail.dataset.id !== id) {
        put(detail, loading());
      }
      try {
        const [item, history, submissions, routed] = await Promise.all([get(`/feedback/${encodeURIComponent(id)}`, signal),
          get(`/feedback/${encodeURIComponent(id)}/analyses`, signal), get(`/feedback/${encodeURIComponent(id)}/submissions?limit=20`, signal), routedBy(id, signal)]);
        drawDetail(item, history.items, submissions.items, routed);
      } catch (error) {
        if (error.name !== 'AbortError') {
          put(detail, failed(error, showDetail));
        }
      }
    }

    const LANES = {heuristic: 'Heuristic', llm: 'LLM', person: 'Person'};

    function verdict(each, created) {
      const later = new Date(each.created_at) - new Date(created);
      return h('li', {class: `verdict ${each.applied ? 'applied' : ''}`},
        h('div', {class: 'verdict-head'}, h('strong', {}, LANES[each.lane] ?? each.lane), h('span', {class: 'hint'}, each.ai_provider),
          each.applied && chip('applied', 'good'), each.lane === 'llm' && later > 1500 && chip('came later', 'busy')),
        h('div', {class: 'chips'}, labels(each)),
        h('p', {class: 'hint'}, `${percent(each.confidence_score)} sure`, each.latency_ms !== null && `, took ${millis(each.latency_ms)}`, ', ', time(each.created_at)));
    }

    function drawDetail(item, history, submissions, routed) {
      const draft = detail.dataset.id === item.id ? detail.querySelector('#note')?.value : '';
      const focused = detail.dataset.id === item.id && detail.querySelector('#note:focus');
      // Who writes goes on writing, whatever is drawn anew around it.
      const writing = panel?.element.contains(document.activeElement) ? document.activeElement : null;
      detail.dataset.id = item.id;
      if (panel?.id !== item.id) {
        panel = triagePanel(item.id, me, (state) => agreed(item.id, state), showDetail);
      }
      if (item.triage) {
        panel.show(item.triage);
      }
      const note = h('textarea', {id: 'note', rows: '2', maxlength: '2000', placeholder: 'What was done? (optional)', value: draft ?? ''});
      const resolved = item.status === 'Resolved';
      put(detail,
        h('div', {class: 'detail-head'},
          h('button', {class: 'button small back', type: 'button', on: {click: () => open(null)}}, icon('back'), 'List'),
          h('button', {class: 'button small', type: 'button', on: {click: () => bulk.toggle(item.id)}}, 'Select ', h('kbd', {}, 'x')),
          h('div', {class: 'chips'}, labels(item), chip(`${item.priority} priority`), item.needs_review && h('a', {class: 'chip warn', href: address('reviews')}, 'Needs review'), refused(item),
            item.group_id && h('a', {class: 'chip', href: address('groups', {id: item.group_id})}, groupOf(item) ? countText(groupOf(item)) : 'Others say the same'))),
        others.element,
        h('p', {class: 'text'}, item.raw_content),
        h('dl', {class: 'facts'}, h('div', {}, h('dt', {}, 'Department'), h('dd', {}, department(item.department))),
          h('div', {}, h('dt', {}, 'Labelled by'), h('dd', {}, item.source === 'ai' ? 'LLM' : 'Heuristic', ' (', item.ai_provider, `), ${percent(item.confidence_score)} sure`, item.ai_refused && ', as the LLM refused the text')),
          h('div', {}, h('dt', {}, 'Language'), h('dd', {}, languageName(item.language), item.heuristic.pack ? `, read by the rules for ${languageName(item.heuristic.pack)}` : ', which no rules can read')),
          h('div', {}, h('dt', {}, 'Received'), h('dd', {}, time(item.created_at), item.submissions > 1 && `, ${item.submissions} times`)),
          h('div', {}, h('dt', {}, 'Status'), h('dd', {}, item.status, item.resolution_note && `: ${item.resolution_note}`))),
        h('div', {class: 'act'}, resolved
          ? h('button', {class: 'button', type: 'button', on: {click: () => reopen(item)}}, 'Open again ', h('kbd', {}, 'o'))
          : [h('label', {for: 'note'}, 'Note'), note, h('div', {class: 'actions'},
            h('button', {class: 'button primary', type: 'button', on: {click: () => resolve(item, false)}}, 'Resolve'),
            h('button', {class: 'button', type: 'button', on: {click: () => resolve(item, true)}}, 'Resolve and next ', h('kbd', {}, 'e')))]),
        panel.element, routed,
        h('section', {}, h('h2', {}, 'Verdicts'), history ? h('ol', {class: 'verdicts'}, history.map((each) => verdict(each, item.created_at))) : loading()),
        h('section', {}, h('h2', {}, 'Why'), item.heuristic.evidence.length
          ? h('p', {class: 'chips'}, item.heuristic.evidence.map(reason))
          : h('p', {class: 'hint'}, 'No rule fired.'),
        h('p', {class: 'hint'}, `VADER ${item.heuristic.vader.compound}, adjusted by rules ${item.heuristic.adjusted_compound}`)),
        submissions?.length > 0 && h('section', {}, h('h2', {}, 'Submissions'), h('ul', {class: 'plain'}, submissions.map((each) =>
          h('li', {class: 'line-item'}, time(each.submitted_at), [each.channel, each.customer_ref, each.external_id].filter(Boolean).map((text) => chip(text)))))));
      if (focused) {
        note.focus();
      } else if (writing?.isConnected) {
        writing.focus();
      }
    }

    /** Shows in the list what was agreed on. */
    function agreed(id, state) {
      const index = items.findIndex((each) => each.id === id);
      if (index >= 0) {
        items[index] = {...items[index], triage: state};
        lineOf(id)?.replaceWith(line(items[index]));
        mark();
      }
    }

    async function resolve(item, goOn) {
      const note = detail.dataset.id === item.id ? detail.querySelector('#note')?.value.trim() : '';
      const index = items.findIndex((each) => each.id === item.id);
      const hides = (params.status ?? 'Open') === 'Open';
      const following = items[index + 1] ?? (hides ? items[index - 1] : undefined);
      try {
        const row = await patch(`/feedback/${item.id}/resolve`, note ? {note} : {});
        undo = async () => {
          undo = null;
          const again = await patch(`/feedback/${item.id}/reopen`);
          if (hides && !items.some((each) => each.id === again.id)) {
            items.splice(Math.min(index, items.length), 0, again);
            draw();
          }
          replace(again);
          open(again.id);
          toast('Open again.');
        };
        toast('Resolved.', {action: 'Undo (z)', run: () => undo?.().catch(complain)});
        if (hides && index >= 0) {
          items = items.filter((each) => each.id !== item.id);
          lineOf(item.id)?.remove();
          bulk.prune();
          if (items.length === 0 && !next) {
            draw();
          }
          if (items.length < 10 && next) {
            more();
          }
        } else {
          replace(row);
        }
        if (goOn || (hides && index >= 0)) {
          if (goOn && following) {
            select1(following.id);
          } else if (goOn) {
            open(null);
          } else {
            drawDetail(row, null, null);
            showDetail();
          }
        }
      } catch (error) {
        complain(error);
      }
    }

    async function reopen(item) {
      try {
        const row = await patch(`/feedback/${item.id}/reopen`);
        replace(row);
        toast('Open again.');
      } catch (error) {
        complain(error);
      }
    }

    function select1(id) {
      open(id);
      const row = list.querySelector(`[data-row="${CSS.escape(id)}"]`);
      row?.focus({preventScroll: true});
      row?.scrollIntoView({block: 'nearest'});
    }

    const itself = opening((id) => open(id));
    /** From now on somebody reads what is open, and colleagues are told. */
    function choose() {
      itself.choose();
      others.open(params.id ?? null);
    }
    turning(list, detail, () => params.id, choose);

    function move(by) {
      const index = itself.unchosen(params.id) ? -1 : chosen();
      choose();
      const target = index < 0 ? items[0] : items[index + by];
      if (target) {
        select1(target.id);
      }
      if (by > 0 && index > items.length - 5) {
        more();
      }
    }

    /** Selects the current text and the next one, and goes there. */
    function extend(by) {
      if (params.id) {
        bulk.add(params.id);
      }
      const target = items[chosen() + by];
      if (target) {
        bulk.add(target.id);
      }
      move(by);
    }

    let soon = null;
    let soonGroups = null;
    const changed = new Set();
    async function look() {
      soon = null;
      const shownNow = new Set(items.map((item) => item.id));
      const ids = [...changed].filter((id) => shownNow.has(id) || id === params.id).slice(0, 20);
      const others = [...changed].some((id) => !shownNow.has(id));
      changed.clear();
      try {
        await Promise.all(ids.map(async (id) => replace(await get(`/feedback/${id}`))));
        if (others) {
          const page = await get(`/feedback${query({...filters(params), limit: PAGE})}`);
          const top = items[0]?.created_at ?? '';
          const news = page.items.filter((item) => !shownNow.has(item.id) && item.created_at >= top);
          if (items.length === 0 && news.length > 0) {
            items = page.items;
            next = page.next_cursor;
            draw();
          } else {
            fresh.tell(news.length, PAGE);
          }
        }
      } catch {
        // Asked again with the next change.
      }
    }

    buildFilters();
    learnTopics();
    load().then(() => !left && !itself.first(items, params.id) && showDetail());
    return {
      update(now) {
        const before = params;
        params = now;
        itself.went(now.id);
        if (JSON.stringify(filters(without('since'))) !== shownFor || before.since !== now.since) {
          buildFilters();
          items = [];
          load();
        }
        if (before.id !== now.id) {
          showDetail();
        }
      },
      event(kind, data) {
        if (kind === 'feedback') {
          changed.add(data.id);
        } else if (kind === 'group') {
          if (told.has(data.group_id)) {
            soonGroups ??= setTimeout(() => {
              soonGroups = null;
              tellGroups(items, abort.signal);
            }, 3000);
          }
          return;
        } else if (kind === 'reset') {
          items.slice(0, 20).forEach((item) => changed.add(item.id));
          changed.add('');
        } else {
          return;
        }
        soon ??= setTimeout(look, 700);
      },
      leave() {
        left = true;
        others.open(null);
        abort.abort();
        detailAbort.abort();
        clearTimeout(soon);
        clearTimeout(soonGroups);
      },
      keys: {
        j: () => move(1),
        k: () => move(-1),
        e() {
          const item = items[chosen()];
          if (item && item.status !== 'Resolved') {
            resolve(item, true);
          }
        },
        o() {
          const item = items[chosen()];
          if (item?.status === 'Resolved') {
            reopen(item);
          }
        },
        n: () => detail.querySelector('#note')?.focus(),
        x: () => params.id && bulk.toggle(params.id),
        X: () => params.id && bulk.toggle(params.id, {range: true}),
        A: () => bulk.all(),
        J: () => extend(1),
        K: () => extend(-1),
        a: () => panel?.take(),
        t: () => panel?.tag(),
        s: () => panel?.snooze(),
        m: () => panel?.note(),
        z: () => undo?.().catch(complain),
        '/': () => bar.querySelector('input[type=search]').focus(),
        Enter() {
          const row = document.activeElement.closest('[data-row]');
          if (row) {
            open(row.dataset.row);
          }
          detail.focus();
        },
        Escape(event) {
          if (event.target.closest('input, textarea')) {
            list.querySelector('[aria-current]')?.focus();
          } else if (params.id) {
            open(null);
          }
        },
      },
    };
  },
};
