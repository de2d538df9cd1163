// Triage: a list with filters, one text in detail, all of it by keyboard.

import {h, put} from './dom.js';
import {arrivals} from './arrivals.js';
import {filterBar, filters} from './filters.js';
import {keyboard} from './keyboard.js';
import {opening, turning} from './opening.js';
import {resolving} from './resolving.js';
import {go, without} from './state.js';
import {textDetail} from './textdetail.js';
import {textList} from './textlist.js';
import {saveView} from './views.js';

export const inbox = {
  title: 'Inbox',
  show(root, first, {roles, me} = {roles: []}) {
    let shown = first;
    let left = false;
    const params = () => shown;

    const open = (id) => go('inbox', {...without(shown, 'id'), ...(id ? {id} : {})}, {replace: true});
    const set = (name, value) => go('inbox', value ? {...without(shown, 'id'), [name]: value} : without(without(shown, 'id'), name));
    const itself = opening(open);

    const list = textList({params, loaded: () => bar.offer()});
    const bar = filterBar({params, set, clear: () => go('inbox'), items: list.items, me});
    const detail = textDetail({list, me, labels: roles.includes('admin'), unchosen: itself.unchosen, again: showDetail, close: () => open(null),
      resolve: (item, goOn) => acts.resolve(item, goOn), reopen: (item) => acts.reopen(item)});
    const acts = resolving({params, list, detail, replace, open, select});
    const news = arrivals({list, open: () => shown.id, replace});
    // A time that a filter counts back from would be another tomorrow.
    const views = saveView(() => without(filters(shown), 'since'));
    const layout = h('div', {class: 'two-panes'}, h('div', {class: 'pane-list'}, list.elements), detail.element);
    put(root, h('div', {class: 'page-head'}, h('h1', {}, 'Inbox'), bar.exports), views, bar.element, layout);

    function showDetail() {
      list.mark();
      layout.classList.toggle('has-detail', Boolean(shown.id));
      return detail.show(shown.id);
    }

    /** Shows a text as it is now, but takes nobody's words away who writes about it. */
    function replace(item) {
      list.replace(item);
      if (item.id === shown.id && !detail.isWrittenIn()) {
        showDetail();
      }
    }

    function select(id) {
      open(id);
      list.focus(id);
    }

    /** From now on somebody reads what is open, and colleagues are told. */
    function choose() {
      itself.choose();
      detail.read(shown.id);
    }
    turning(list.rows, detail.element, () => shown.id, choose);

    bar.build();
    if (roles.includes('admin')) {
      bar.learn().then((some) => some && !left && list.redraw());
    }
    list.load().then(() => !left && !itself.first(list.items(), shown.id) && showDetail());
    return {
      update(now) {
        const before = shown;
        shown = now;
        itself.went(now.id);
        if (!list.current() || before.since !== now.since) {
          bar.build();
          list.reload();
        }
        if (before.id !== now.id) {
          showDetail();
        }
      },
      event: news.event,
      leave() {
        left = true;
        list.leave();
        detail.leave();
        news.leave();
      },
      keys: keyboard({params, bar, list, detail, acts, itself, choose, open, select}),
    };
  },
};
