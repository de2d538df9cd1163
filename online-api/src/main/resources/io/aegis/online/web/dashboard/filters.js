// What the inbox is narrowed to, and the bar that it is chosen with.

import {get, query} from './http.js';
import {h, put} from './dom.js';
import {languageName} from './format.js';
import {departmentNames, rememberTopics, select, sentimentName, SENTIMENTS, TOPICS} from './parts.js';

const FILTERS = ['status', 'department', 'topic', 'own_topic', 'sentiment', 'urgent', 'possibly_urgent', 'source', 'needs_review', 'language', 'reliable', 'pack', 'group', 'assigned', 'tag', 'snoozed', 'q', 'since'];
const SINCE = [['Any time', ''], ['Last hour', '1h'], ['Last day', '24h'], ['Last week', '7d'], ['Last 30 days', '30d']];
const HOURS = {'1h': 1, '24h': 24, '7d': 168, '30d': 720};
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'tr', 'sv', 'da', 'no', 'fi', 'cs', 'ro', 'id', 'hu', 'sw', 'cy', 'tl', 'vi', 'hr', 'et', 'ca', 'sq', 'eu', 'ga', 'so', 'sk', 'sl', 'lv', 'lt', 'af', 'gl', 'mt', 'is', 'zh', 'ja', 'ko', 'ar', 'ru', 'el', 'he', 'th', 'hi', 'und'];
const PACKS = ['en', 'de', 'fr', 'es'];

/** What the API is asked for when the address says `params`. */
export function filters(params) {
  // Who looks for what is open does not look for what was put aside.
  const values = {status: 'Open', snoozed: (params.status ?? 'Open') === 'Open' ? 'false' : '', ...params};
  const wanted = Object.fromEntries(FILTERS.map((name) => [name, values[name] === 'all' ? '' : values[name]]));
  if (HOURS[wanted.since]) {
    // Whole minutes, so that the pages of a list agree.
    wanted.since = new Date(Math.floor(Date.now() / 60000) * 60000 - HOURS[wanted.since] * 3600000).toISOString();
  }
  return wanted;
}

/** Whether only what is open is shown, so that what is resolved goes from the list. */
export const openOnly = (params) => (params.status ?? 'Open') === 'Open';

/** Whether something narrows the list besides its status. */
export const narrowed = (params) => FILTERS.some((name) => name !== 'status' && params[name]);

/**
 * The bar above the list.
 * @param params gives what the address says
 * @param set is called with the name of a filter and its new value
 * @param clear is called when no filter is to stay
 * @param items gives the rows that are shown: what they have is offered
 * @param me the name of whoever looks
 */
export function filterBar({params, set, clear, items, me}) {
  let ownTopics = [];
  const element = h('form', {class: 'filters', role: 'search', on: {submit: (event) => event.preventDefault()}});
  const exports = h('div', {class: 'actions', role: 'group', 'aria-label': 'Export what the filters show'});
  const topicFilter = h('div', {class: 'topic-filter'});
  const departmentFilter = h('div', {class: 'topic-filter'});
  const any = (name) => [name, ''];
  const same = (names) => names.map((each) => [each, each]);
  const choice = (name, label, choices) => select(name, label, choices, params()[name], (value) => set(name, value));

  /** Who may not read the list of topics chooses among those that are seen. */
  function topicNames() {
    return [...new Set([...ownTopics, ...items().flatMap((item) => item.own_topics), params().own_topic].filter(Boolean))].sort((a, b) => a.localeCompare(b));
  }

  /** Offers the departments and topics that are known by now. */
  function offer() {
    const departments = [...new Set([...departmentNames(), ...items().map((item) => item.department), params().department].filter(Boolean))];
    put(departmentFilter, choice('department', 'Department', [any('All'), ...same(departments)]));
    const names = topicNames();
    put(topicFilter, names.length > 0 && choice('own_topic', 'Own topic', [any('All'), ...same(names)]));
  }

  /** Languages that come with rules, and those whose rules have read what is seen. */
  function packs() {
    return [...new Set([...PACKS, ...items().map((item) => item.heuristic.pack), params().pack].filter((each) => each && each !== 'none'))];
  }

  /** A filter for any text, which offers some. */
  function textFilter(name, label, placeholder, offered) {
    const id = `offered-${name}`;
    return h('label', {class: 'filter'}, h('span', {}, label),
      h('input', {name, list: id, placeholder, maxlength: '128', autocomplete: 'off', value: params()[name] ?? '', on: {change: (event) => set(name, event.target.value.trim())}}),
      h('datalist', {id}, offered.filter(Boolean).map((each) => h('option', {value: each}))));
  }

  function searchField() {
    const search = h('input', {type: 'search', name: 'q', placeholder: 'Search the text', 'aria-label': 'Search the text', maxlength: '200', value: params().q ?? '',
      on: {search: () => set('q', search.value.trim()), keydown: (event) => {
        if (event.key === 'Enter') {
          set('q', search.value.trim());
        }
      }}});
    return search;
  }

  function grid() {
    return h('div', {class: 'filter-grid'},
      choice('urgent', 'Urgency', [any('Any'), ['Urgent only', 'true'], ['Not urgent', 'false']]),
      choice('possibly_urgent', 'Implied urgency', [any('Any'), ['Possibly urgent', 'true'], ['Not so', 'false']]),
      departmentFilter,
      choice('topic', 'Topic', [any('All'), ...same(TOPICS)]),
      topicFilter,
      choice('sentiment', 'Sentiment', [any('All'), ...SENTIMENTS.map((each) => [sentimentName(each), each])]),
      choice('source', 'Labelled by', [any('Any'), ['LLM', 'ai'], ['Heuristic', 'fallback']]),
      choice('needs_review', 'Review', [any('Any'), ['Needs review', 'true'], ['No review', 'false']]),
      choice('language', 'Language', [any('Any'), ...LANGUAGES.map((each) => [languageName(each), each])]),
      choice('reliable', 'Read by rules', [any('Any'), ['Could be read', 'true'], ['Could not be read', 'false']]),
      choice('pack', 'Rules', [any('Any'), ...packs().map((each) => [languageName(each), each]), ['None', 'none']]),
      textFilter('assigned', 'Assigned to', 'Anybody', [me, 'nobody', ...departmentNames()]),
      textFilter('tag', 'Tag', 'Any', [...new Set(items().flatMap((item) => item.triage?.tags ?? []))]),
      choice('snoozed', 'Snoozed', [['Not snoozed', ''], ['Snoozed', 'true'], ['Either', 'all']]),
      choice('since', 'Received', SINCE),
      FILTERS.some((name) => params()[name]) && h('button', {class: 'button small', type: 'button', on: {click: clear}}, 'Clear all'));
  }

  return {
    element,
    /** Links to files of what the filters show. */
    exports,
    offer,
    /** Shows what the address says. */
    build() {
      offer();
      put(exports, [['CSV', 'csv'], ['JSON Lines', 'jsonl']].map(([name, ending]) => h('a', {class: 'button small', download: `feedback.${ending}`,
        href: `/feedback/export.${ending}${query(filters(params()))}`}, name)));
      const narrow = FILTERS.filter((name) => name !== 'status' && name !== 'q' && params()[name]).length;
      put(element,
        h('div', {class: 'filter-main'},
          h('div', {class: 'segments', role: 'group', 'aria-label': 'Status'}, [['Open', 'Open'], ['Resolved', 'Resolved'], ['All', 'all']].map(([name, value]) =>
            h('button', {class: 'segment', type: 'button', 'aria-pressed': String((params().status ?? 'Open') === value), on: {click: () => set('status', value)}}, name))),
          searchField()),
        h('details', {class: 'filter-more', open: narrow > 0 || innerWidth > 900}, h('summary', {}, narrow ? `Filters (${narrow})` : 'Filters'), grid()));
    },
    /** Reads the topics and departments of one's own, which an administrator may; gives whether there are any. */
    async learn() {
      const answer = await get('/admin/topics').catch(() => ({topics: [], own_departments: []}));
      if (answer.topics.length + answer.own_departments.length === 0) {
        return false;
      }
      ownTopics = answer.topics.map((each) => each.name);
      rememberTopics(answer);
      offer();
      return true;
    },
    focus: () => element.querySelector('input[type=search]').focus(),
  };
}
