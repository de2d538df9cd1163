// A list of rows that is read page by page, with one of them current.

import {get} from './http.js';
import {h, put} from './dom.js';
import {complain, failed, loading} from './parts.js';

/**
 * A list inside two panes.
 *
 * label: its name; older: what the button for the next page says; wanted: the address of a page, given more parameters;
 * row: the element of an item, with its id as data-row; chosen: the id of the current one; nothing: what stands for no rows.
 */
export function rowList({label, older, wanted, row, chosen, nothing}) {
  const element = h('div', {class: 'rows', role: 'region', 'aria-label': label});
  let items = [];
  let next = null;
  let left = false;

  function mark() {
    const current = chosen();
    for (const each of element.querySelectorAll('[data-row]')) {
      if (each.dataset.row === String(current)) {
        each.setAttribute('aria-current', 'true');
      } else {
        each.removeAttribute('aria-current');
      }
    }
    element.closest('.two-panes').classList.toggle('has-detail', Boolean(current));
  }

  /** Shows the first page. */
  function show(page) {
    items = page.items;
    next = page.next_cursor;
    put(element, items.length === 0 ? nothing()
      : [items.map(row), next && h('button', {class: 'button more', type: 'button', on: {click: more}}, older)]);
    mark();
  }

  async function load() {
    if (items.length === 0) {
      put(element, loading());
    }
    try {
      const page = await get(wanted());
      if (!left) {
        show(page);
      }
    } catch (error) {
      if (!left) {
        items = [];
        put(element, failed(error, load));
      }
    }
  }

  async function more() {
    try {
      const page = await get(wanted({cursor: next}));
      const known = new Set(items.map((each) => each.id));
      const others = page.items.filter((each) => !known.has(each.id));
      items.push(...others);
      next = page.next_cursor;
      const button = element.querySelector('.more');
      button.before(...others.map(row));
      if (!next) {
        button.remove();
      }
      mark();
    } catch (error) {
      complain(error);
    }
  }

  const place = (id) => items.findIndex((each) => String(each.id) === String(id));
  const at = (id) => element.querySelector(`[data-row="${CSS.escape(String(id))}"]`);

  return {
    element,
    show,
    load,
    mark,
    place,
    at,
    get items() {
      return items;
    },
    /** Forgets the rows, so that the next load shows that it loads. */
    clear() {
      items = [];
    },
    /** The row so many further than the current one; the first when none is. */
    beside(by) {
      const current = place(chosen());
      return current < 0 ? items[0] : items[current + by];
    },
    focus(id) {
      at(id)?.focus({preventScroll: true});
      at(id)?.scrollIntoView({block: 'nearest'});
    },
    leave() {
      left = true;
    },
  };
}
