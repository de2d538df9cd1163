// The list of the inbox: what the filters show, a page at a time, with what is selected of it and how many say the same.

import {get, query} from './http.js';
import {h, put} from './dom.js';
import {bulkBar} from './bulk.js';
import {filters, narrowed, openOnly} from './filters.js';
import {full} from './format.js';
import {complain, empty, failed, loading, newcomers} from './parts.js';
import {address, go, without} from './state.js';
import {groupBadge, textRow} from './textrow.js';

const PAGE = 50;
// Pages without a row, one after the other, that one click asks for: half a second each.
const PARTS = 10;

/**
 * The list, with the bar for many rows above it.
 * @param params gives what the address says
 * @param loaded is called when other rows are there
 */
export function textList({params, loaded}) {
  let items = [];
  let next = null;
  // To where was looked, when there may be more that took too long to find.
  let searched = null;
  let shownFor = null;
  let loadingMore = false;
  let left = false;
  let abort = new AbortController();
  const groups = new Map();

  const rows = h('div', {class: 'rows', role: 'region', 'aria-label': 'Feedback'});
  const fresh = newcomers(() => load());
  const bulk = bulkBar({filter: () => filters(params()), shown: () => items.map((item) => item.id), changed: () => mark(), done: () => load()});
  const groupOf = (item) => groups.get(item.group_id);
  const line = (item) => textRow(item, without(params(), 'id'), groupOf(item), (id, range) => bulk.toggle(id, {range}));
  const rowOf = (id) => rows.querySelector(`[data-row="${CSS.escape(id)}"]`);
  const lineOf = (id) => rowOf(id)?.closest('.row-line');
  const indexOf = (id) => items.findIndex((item) => item.id === id);
  // Without the time that a filter counts back from: it goes on by itself.
  const wanted = () => JSON.stringify(filters(without(params(), 'since')));

  function nothing() {
    if (searched) {
      return empty('Nothing so far', `No feedback that came since ${full(searched)} meets these filters. What is older was not looked at yet.`, further());
    }
    return narrowed(params())
      ? empty('Nothing matches', 'No feedback meets these filters.', h('button', {class: 'button', type: 'button', on: {click: () => go('inbox')}}, 'Clear the filters'))
      : empty(openOnly(params()) ? 'All done' : 'Nothing here', 'New feedback appears here by itself. To see some:',
        h('pre', {tabindex: '0'}, `curl ${location.origin}/feedback -H 'Content-Type: application/json' \\\n  -d '{"raw_content": "I was charged twice!"}'`),
        h('p', {}, 'or ', h('a', {href: address('imports')}, 'import a CSV file'), '.'));
  }

  function draw() {
    if (items.length === 0) {
      put(rows, nothing());
      return;
    }
    put(rows, items.map(line), next && onward());
    mark();
  }

  const further = () => h('button', {class: 'button more', type: 'button', on: {click: more}}, searched ? 'Look further back' : 'Load older');

  /** Leads to what is older, and says so when that was not looked at yet. */
  const onward = () => h('div', {class: 'onward'},
    searched && h('p', {class: 'hint', role: 'status'}, `These are all that came since ${full(searched)}. What is older was not looked at yet.`), further());

  /** Shows what is selected, and what is open. */
  function mark() {
    for (const row of rows.querySelectorAll('[data-row]')) {
      const selected = bulk.has(row.dataset.row);
      row.closest('.row-line').classList.toggle('is-selected', selected);
      row.closest('.row-line').querySelector('input').checked = selected;
      if (row.dataset.row === params().id) {
        row.setAttribute('aria-current', 'true');
      } else {
        row.removeAttribute('aria-current');
      }
    }
  }

  const page = ({cursor, signal}) => get(`/feedback${query({...filters(params()), limit: PAGE, cursor})}`, signal);

  function take(answer) {
    items = answer.items;
    next = answer.next_cursor;
    searched = answer.searched_to;
    draw();
  }

  async function load() {
    abort.abort();
    abort = new AbortController();
    const {signal} = abort;
    shownFor = wanted();
    fresh.tell(0);
    if (items.length === 0) {
      put(rows, loading());
    }
    try {
      take(await page({signal}));
      bulk.prune();
      loaded();
      tellGroups(items);
    } catch (error) {
      if (error.name !== 'AbortError' && !left) {
        items = [];
        put(rows, failed(error, load));
      }
    }
  }

  async function more() {
    if (!next || loadingMore) {
      return;
    }
    loadingMore = true;
    const {signal} = abort;
    try {
      for (let parts = 0; next && parts < PARTS && !left && !signal.aborted; parts += 1) {
        if (await part(signal) > 0) {
          break;
        }
      }
    } catch (error) {
      complain(error);
    } finally {
      loadingMore = false;
    }
  }

  /** Adds the next page, and tells how many rows it had that were not there. */
  async function part(signal) {
    const answer = await page({cursor: next, signal});
    const known = new Set(items.map((item) => item.id));
    const older = answer.items.filter((item) => !known.has(item.id));
    const focused = rows.querySelector('.more')?.matches(':focus');
    const first = items.length === 0;
    items.push(...older);
    next = answer.next_cursor;
    searched = answer.searched_to;
    if (first) {
      draw();
    } else {
      const last = rows.querySelector('.onward');
      last.before(...older.map(line));
      last.replaceWith(...(next ? [onward()] : []));
    }
    if (focused) {
      rows.querySelector('.more')?.focus();
    }
    bulk.prune();
    tellGroups(older);
    return older.length;
  }

  /** Asks about the groups of rows, and shows their sizes. */
  async function tellGroups(some) {
    const ids = [...new Set(some.map((item) => item.group_id).filter(Boolean))].slice(0, 64);
    if (ids.length === 0) {
      return;
    }
    const answer = await get(`/feedback/groups${query({ids: ids.join(',')})}`, abort.signal).catch(() => ({items: []}));
    if (left) {
      return;
    }
    answer.items.forEach((group) => groups.set(group.id, group));
    for (const item of some) {
      const head = rowOf(item.id)?.querySelector('.row-head');
      if (head && groupOf(item)) {
        head.querySelector('[data-group]')?.nextElementSibling?.remove();
        head.querySelector('[data-group]')?.remove();
        head.append(...groupBadge(groupOf(item)).filter(Boolean));
      }
    }
  }

  return {
    /** What stands above the rows, and they. */
    elements: [bulk.element, fresh.element, rows],
    rows,
    bulk,
    items: () => items,
    indexOf,
    groupOf,
    load,
    more,
    mark,
    /** Draws all rows anew, once something is known that they show. */
    redraw() {
      if (items.length > 0) {
        draw();
      }
    },
    /** Whether the rows are what the address says. */
    current: () => wanted() === shownFor,
    /** Loads what the address says now. */
    reload() {
      items = [];
      load();
    },
    /** Shows a row as it is now, where it is shown; whoever was at it stays there. */
    replace(item) {
      const index = indexOf(item.id);
      if (index < 0) {
        return;
      }
      items[index] = item;
      const old = lineOf(item.id);
      const focused = old?.contains(document.activeElement) && document.activeElement.tagName;
      const row = line(item);
      old?.replaceWith(row);
      if (focused) {
        row.querySelector(focused).focus();
      }
      mark();
    },
    /** Shows what was agreed on about a row. */
    agreed(id, triage) {
      const index = indexOf(id);
      if (index >= 0) {
        items[index] = {...items[index], triage};
        lineOf(id)?.replaceWith(line(items[index]));
        mark();
      }
    },
    /** Takes a row out, and gets more where few are left. */
    remove(id) {
      items = items.filter((each) => each.id !== id);
      lineOf(id)?.remove();
      bulk.prune();
      if (items.length === 0 && !next) {
        draw();
      }
      if (items.length < 10 && next) {
        more();
      }
    },
    /** Puts a row back where it was. */
    restore(item, index) {
      if (indexOf(item.id) < 0) {
        items.splice(Math.min(index, items.length), 0, item);
        draw();
      }
    },
    /** Tells how many rows there are that are not shown; an empty list shows them. */
    async lookForNew() {
      const known = new Set(items.map((item) => item.id));
      const answer = await page({});
      const top = items[0]?.created_at ?? '';
      const news = answer.items.filter((item) => !known.has(item.id) && item.created_at >= top);
      if (items.length === 0 && news.length > 0) {
        take(answer);
      } else {
        fresh.tell(news.length, PAGE);
      }
    },
    knowsGroup: (id) => groups.has(id),
    tellGroups: () => tellGroups(items),
    focus(id) {
      const row = rowOf(id);
      row?.focus({preventScroll: true});
      row?.scrollIntoView({block: 'nearest'});
    },
    leave() {
      left = true;
      abort.abort();
    },
  };
}
