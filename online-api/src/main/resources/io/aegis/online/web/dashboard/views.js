// Filters under a name, one's own and those that colleagues share, with how many texts meet each.

import {call, get, post, query} from './http.js';
import {h, put} from './dom.js';
import {complain, toast} from './parts.js';
import {address} from './state.js';

/** Parameters of the page, which shows what is open and not put aside unless it is told otherwise. */
const pageOf = (view) => ({status: 'all', snoozed: 'all', ...Object.fromEntries(new URLSearchParams(view.filter))});

/**
 * The list of views.
 * @param filter gives the parameters of the list that is shown
 */
export function savedViews(filter) {
  const list = h('div', {class: 'chips'});
  const name = h('input', {type: 'text', maxlength: '64', placeholder: 'Name', 'aria-label': 'Name of the view', autocomplete: 'off'});
  const shared = h('input', {type: 'checkbox'});
  const element = h('div', {class: 'views', role: 'group', 'aria-label': 'Saved views'}, list,
    h('details', {}, h('summary', {}, 'Save this view'), h('form', {class: 'inline-field', on: {submit(event) {
      event.preventDefault();
      save();
    }}}, name, h('label', {class: 'option'}, shared, ' for everybody'), h('button', {class: 'button small', type: 'submit'}, 'Save'))));

  async function load() {
    try {
      const {items} = await get('/feedback/views?counts=true');
      put(list, items.map((view) => h('span', {class: 'chip view'},
        h('a', {href: address('inbox', pageOf(view)), title: view.own ? 'Your own' : `Shared by ${view.owner}`}, view.name),
        view.count !== null && ` ${view.count >= 1000 ? '1000+' : view.count}`,
        view.own && h('button', {class: 'button link', type: 'button', 'aria-label': `Remove the view ${view.name}`, on: {click: () => remove(view)}}, '×'))));
    } catch (error) {
      complain(error);
    }
  }

  async function save() {
    const wanted = name.value.trim();
    if (!wanted) {
      name.focus();
      return;
    }
    try {
      await post('/feedback/views', {name: wanted, filter: query(filter()).replace(/^\?/, ''), shared: shared.checked});
      name.value = '';
      toast('The view is saved.');
      await load();
    } catch (error) {
      complain(error);
    }
  }

  async function remove(view) {
    try {
      await call('DELETE', `/feedback/views/${encodeURIComponent(view.id)}`);
      await load();
    } catch (error) {
      complain(error);
    }
  }

  load();
  return {element, load};
}
