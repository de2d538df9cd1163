// Filters under a name, one's own and those that colleagues share, with how many texts meet each: in the side bar, wherever one is.

import {call, get, post, query} from './http.js';
import {h, put} from './dom.js';
import {complain, confirm, toast} from './parts.js';
import {address} from './state.js';

const EVERY = 60000;

/** Parameters of the page, which shows what is open and not put aside unless it is told otherwise. */
const pageOf = (view) => ({status: 'all', snoozed: 'all', ...Object.fromEntries(new URLSearchParams(view.filter))});

const countOf = (view) => (view.count === null || (view.count === 0 && !view.count_complete) ? '' : view.count >= 1000 ? '1000+' : `${view.count}${view.count_complete ? '' : '+'}`);

const list = h('ul', {class: 'plain side-views', 'aria-label': 'Saved views', hidden: true});
let busy = false;
let again = false;

/** Shows what there is now. One question at a time, however many ask. */
async function load() {
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  try {
    const {items} = await get('/feedback/views?counts=true');
    // Nothing is redrawn under a pointer or the focus.
    if (again || !list.matches(':hover, :focus-within') || list.children.length !== items.length) {
      put(list, items.map(viewOf));
      list.hidden = items.length === 0;
    }
  } catch {
    // Asked again in a minute; the inbox says what is wrong.
  } finally {
    busy = false;
    if (again) {
      again = false;
      load();
    }
  }
}

function viewOf(view) {
  const count = countOf(view);
  return h('li', {class: 'view'},
    h('a', {href: address('inbox', pageOf(view)), title: view.own ? (view.shared ? 'Yours, shared with everybody' : 'Yours alone') : `Shared by ${view.owner}`},
      h('span', {class: 'view-name'}, view.name), count && h('span', {class: 'count', 'aria-label': `${count} texts`, role: 'img'}, count)),
    view.own && h('button', {class: 'button link', type: 'button', 'aria-label': `Remove the view ${view.name}`, on: {click: () => remove(view)}}, '×'));
}

async function remove(view) {
  if (view.shared && !await confirm(`Remove the view ${view.name}`, 'Colleagues see it too.', 'Remove')) {
    return;
  }
  try {
    await call('DELETE', `/feedback/views/${encodeURIComponent(view.id)}`);
    await load();
  } catch (error) {
    complain(error);
  }
}

/** The list in the side bar, which keeps itself up to date while the page is looked at. */
export function sideViews() {
  load();
  setInterval(() => !document.hidden && load(), EVERY);
  return list;
}

/**
 * What saves the filters that are shown.
 * @param filter gives the parameters of the list
 */
export function saveView(filter) {
  const name = h('input', {type: 'text', maxlength: '64', placeholder: 'Name', 'aria-label': 'Name of the view', autocomplete: 'off'});
  const shared = h('input', {type: 'checkbox'});
  return h('details', {class: 'views'}, h('summary', {}, 'Save this view'), h('form', {class: 'inline-field', on: {async submit(event) {
    event.preventDefault();
    const wanted = name.value.trim();
    if (!wanted) {
      name.focus();
      return;
    }
    try {
      await post('/feedback/views', {name: wanted, filter: query(filter()).replace(/^\?/, ''), shared: shared.checked});
      name.value = '';
      toast('The view is saved. It stands in the side bar.');
      await load();
    } catch (error) {
      complain(error);
    }
  }}}, name, h('label', {class: 'option'}, shared, ' for everybody'), h('button', {class: 'button small', type: 'submit'}, 'Save')));
}
