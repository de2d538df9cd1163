// What many say: groups of feedback that says the same, the largest first, and the rows of one of them.

import {get, post, query} from './http.js';
import {h, icon, put} from './dom.js';
import {chip, complain, confirm, empty, failed, loading, select, sentiment, time, toast} from './parts.js';
import {opening, turning} from './opening.js';
import {rowList} from './rows.js';
import {address, go} from './state.js';

const STATES = [['All', ''], ['Open', 'Open'], ['Regressed', 'Regressed'], ['Resolved', 'Resolved']];
const ORDERS = [['Largest', ''], ['Growing', 'growing'], ['Newest', 'newest']];
const KINDS = {Regressed: 'bad', Resolved: 'good'};

export const stateChip = (group) => chip(group.state, KINDS[group.state] ?? '');

function trend({last_7_days: now, previous_7_days: before}) {
  if (now === before) {
    return `${now} in 7 days, as many as before`;
  }
  return `${now} in 7 days, ${now > before ? 'up' : 'down'} from ${before}`;
}

/** How many texts it has, and how often they were sent where that is more. */
const sizeText = ({size, submissions}) => (submissions > size ? `${size} text${size === 1 ? '' : 's'}, sent ${submissions} times` : `${size} texts`);

const cut = (text, most = 80) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

const others = (params) => Object.fromEntries(Object.entries(params).filter(([name]) => name !== 'id'));

export const groups = {
  title: 'Groups',
  show(root, first) {
    let params = first;
    let left = false;
    let soon = null;
    const bar = h('form', {class: 'filters', on: {submit: (event) => event.preventDefault()}});
    const detail = h('section', {class: 'detail', 'aria-label': 'Selected group', tabindex: '-1'});
    const list = rowList({
      label: 'Groups',
      older: 'Load more',
      wanted: (more) => `/feedback/groups${query({state: params.state, order: params.order, ...more})}`,
      row: (group) => h('a', {class: 'row', href: address('groups', {...params, id: group.id}), data: {row: group.id}},
        h('span', {class: 'row-head'}, chip(sizeText(group)), stateChip(group), group.open > 0 && group.open < group.size && chip(`${group.open} open`)),
        h('span', {class: 'row-text'}, group.title),
        h('span', {class: 'row-foot'}, trend(group.trend), time(group.last_seen))),
      chosen: () => params.id,
      nothing: () => (params.state
        ? empty('No such group', 'No group is in this state.', h('button', {class: 'button', type: 'button', on: {click: () => go('groups')}}, 'Show all'))
        : empty('No groups yet', 'Texts that say the same are put together within a minute or two after they came.')),
    });
    put(root, h('div', {class: 'page-head'}, h('h1', {}, 'Groups')), bar,
      h('div', {class: 'two-panes'}, h('div', {class: 'pane-list'}, list.element), detail));

    const set = (name, value) => go('groups', Object.fromEntries(Object.entries({...others(params), [name]: value}).filter(([, each]) => each)));
    const open = (id) => go('groups', {...others(params), ...(id ? {id} : {})}, {replace: true});

    function buildBar() {
      put(bar, h('div', {class: 'filter-main'},
        h('div', {class: 'segments', role: 'group', 'aria-label': 'State'}, STATES.map(([name, value]) =>
          h('button', {class: 'segment', type: 'button', 'aria-pressed': String((params.state ?? '') === value), on: {click: () => set('state', value)}}, name))),
        select('order', 'Order', ORDERS, params.order, (value) => set('order', value))));
    }

    async function showDetail() {
      list.mark();
      const {id} = params;
      if (!id) {
        put(detail, empty('Select a group', 'Press j to begin, ? for all keys.'));
        return;
      }
      if (detail.dataset.id !== id) {
        put(detail, loading());
      }
      try {
        const group = await get(`/feedback/groups/${encodeURIComponent(id)}`);
        if (!left && params.id === id) {
          draw(group);
        }
      } catch (error) {
        if (!left && params.id === id) {
          put(detail, failed(error, showDetail));
        }
      }
    }

    /** Does something to groups, and shows what is left. */
    async function change(work) {
      try {
        const remaining = await work();
        if (left) {
          return;
        }
        list.load();
        if (remaining === params.id) {
          await showDetail();
        } else {
          open(remaining);
        }
        detail.focus();
      } catch (error) {
        complain(error);
      }
    }

    async function merge(group, into, title) {
      if (!await confirm('Merge these groups?', `All ${group.size} texts go into “${cut(title)}”, and so do new ones like them. Afterwards texts can only be taken out one by one.`, 'Merge them')) {
        return;
      }
      await change(async () => {
        const whole = await post(`/feedback/groups/${group.id}/merge`, {into});
        toast(`Merged: ${whole.size} texts.`);
        return whole.id;
      });
    }

    async function split(group, row) {
      if (!await confirm('Take this text out?', `“${cut(row.raw_content)}” stands alone then, and no job puts it back.`, 'Take it out')) {
        return;
      }
      await change(async () => {
        const {remaining} = await post(`/feedback/groups/${group.id}/split`, {feedback_ids: [row.id]});
        toast(remaining ? 'Taken out.' : 'Taken out; what is left is no group any more.');
        return remaining?.id ?? null;
      });
    }

    /** Lets one choose what a group is merged into: the largest others. */
    async function chooseOther(group, place) {
      put(place, loading());
      try {
        const offered = (await get(`/feedback/groups${query({limit: 64})}`)).items.filter((each) => each.id !== group.id);
        if (left || params.id !== group.id) {
          return;
        }
        const chosen = h('select', {id: 'merge-into'}, offered.map((each) => h('option', {value: each.id}, `${cut(each.title)} (${each.size})`)));
        put(place, offered.length === 0 ? h('p', {class: 'hint', role: 'status'}, 'There is no other group.') : h('form', {class: 'merge-form', on: {submit(event) {
          event.preventDefault();
          merge(group, chosen.value, offered[chosen.selectedIndex].title);
        }}}, h('label', {for: 'merge-into'}, 'Merge into'), chosen,
        h('div', {class: 'actions'}, h('button', {class: 'button primary', type: 'submit'}, 'Merge'),
          h('button', {class: 'button', type: 'button', on: {click: () => put(place)}}, 'Cancel'))));
        place.querySelector('select')?.focus();
      } catch (error) {
        put(place);
        complain(error);
      }
    }

    function draw(group) {
      detail.dataset.id = group.id;
      const merging = h('div', {'aria-live': 'polite'});
      put(detail,
        h('div', {class: 'detail-head'},
          h('button', {class: 'button small back', type: 'button', on: {click: () => open(null)}}, icon('back'), 'List'),
          h('div', {class: 'chips'}, chip(sizeText(group)), stateChip(group))),
        h('p', {class: 'text'}, group.title),
        h('dl', {class: 'facts'},
          h('div', {}, h('dt', {}, 'Trend'), h('dd', {}, trend(group.trend))),
          h('div', {}, h('dt', {}, 'Open'), h('dd', {}, `${group.open} of ${group.size}`)),
          h('div', {}, h('dt', {}, 'First seen'), h('dd', {}, time(group.first_seen))),
          h('div', {}, h('dt', {}, 'Last seen'), h('dd', {}, time(group.last_seen))),
          h('div', {}, h('dt', {}, 'Departments'), h('dd', {}, group.departments.map((each) => `${each.department} (${each.rows})`).join(', ')))),
        h('div', {class: 'actions'}, h('a', {class: 'button primary', href: address('inbox', {status: 'all', group: group.id})}, 'Show all in the inbox'),
          h('button', {class: 'button', type: 'button', on: {click: () => chooseOther(group, merging)}}, 'Merge into another…')),
        merging,
        h('h2', {}, 'Newest'),
        group.rows.map((row) => h('div', {class: 'member'}, h('a', {class: 'row', href: address('inbox', {status: 'all', group: group.id, id: row.id})},
          h('span', {class: 'row-head'}, sentiment(row.sentiment), row.status === 'Resolved' && chip('Resolved', 'good')),
          h('span', {class: 'row-text'}, row.raw_content.slice(0, 280)), h('span', {class: 'row-foot'}, time(row.created_at))),
        group.size > 1 && h('button', {class: 'button small', type: 'button', 'aria-label': `Take out: ${cut(row.raw_content)}`, on: {click: () => split(group, row)}}, 'Take out'))));
    }

    const itself = opening(open);
    turning(list.element, detail, () => params.id, itself.choose);

    function move(by) {
      const target = itself.unchosen(params.id) ? list.items[0] : list.beside(by);
      itself.choose();
      if (target) {
        open(target.id);
        list.focus(target.id);
      }
    }

    function look() {
      soon = null;
      list.load();
      // Whoever is about to merge goes on with what they see.
      if (!detail.querySelector('form')) {
        showDetail();
      }
    }

    buildBar();
    list.load().then(() => !left && !itself.first(list.items, params.id) && showDetail());
    return {
      update(now) {
        const before = params;
        params = now;
        itself.went(now.id);
        if (before.state !== now.state || before.order !== now.order) {
          buildBar();
          list.clear();
          list.load();
        }
        showDetail();
      },
      event(kind) {
        if (kind === 'group' || kind === 'reset') {
          // A job that groups much tells of it all the time.
          soon ??= setTimeout(look, 3000);
        }
      },
      leave() {
        left = true;
        clearTimeout(soon);
        list.leave();
      },
      keys: {
        j: () => move(1),
        k: () => move(-1),
        Enter() {
          const row = document.activeElement.closest('[data-row]');
          if (row) {
            open(row.dataset.row);
          }
          detail.focus();
        },
        Escape() {
          if (params.id) {
            open(null);
          }
        },
      },
    };
  },
};
