// Who decided what, searched by name and by what was done.

import {get, query} from './http.js';
import {h, put} from './dom.js';
import {failed, loading, select, time} from './parts.js';

const ACTIONS = [['Anything', ''], ['Resolved', 'resolve'], ['Opened again', 'reopen'], ['Assigned', 'assign'], ['Tagged', 'tag'], ['Priority by a rule', 'priority'], ['Snoozed', 'snooze'], ['Noted', 'note'],
  ['Reviewed', 'review'], ['Topics', 'topics'], ['Groups merged', 'group_merge'], ['Groups split', 'group_split'], ['Channel', 'channel'], ['Routing rules', 'routing'], ['Customer’s data', 'data_request'], ['Texts kept', 'text_retention'], ['Sample data', 'sample_data'], ['Maintenance begun', 'maintenance_add'], ['Maintenance ended', 'maintenance_end'],
  ['Schedule', 'schedule'], ['Job launched', 'job_launch'], ['Job stopped', 'job_stop'], ['Job restarted', 'job_restart'], ['Job given up', 'job_abandon'], ['Prediction labelled', 'prediction_label'], ['Healing asked for', 'reconcile'],
  ['Key made', 'key_create'], ['Key revoked', 'key_revoke']];

export function auditLog(section) {
  let next = null;
  let action = '';
  let left = false;
  const words = h('input', {type: 'search', maxlength: '128', placeholder: 'Part of a name, an action or an id', 'aria-label': 'Part of a name, an action or an id', on: {search: () => load(), keydown(event) {
    if (event.key === 'Enter') {
      load();
    }
  }}});
  const rows = h('tbody', {});
  const more = h('button', {class: 'button more', type: 'button', hidden: true, on: {click: () => load(next)}}, 'Load older');
  const state = h('div', {});
  put(section, h('h2', {}, 'Who did what'), h('p', {class: 'hint'}, 'Each decision of a person, a rule or a command. The log only grows.'),
    h('div', {class: 'filter-grid'}, words, select('action', 'What', ACTIONS, '', (value) => {
      action = value;
      load();
    })),
    h('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Decisions'}, h('table', {class: 'audit'}, h('thead', {}, h('tr', {}, ['When', 'Who', 'What', 'Of', 'Before', 'After'].map((name) => h('th', {scope: 'col'}, name)))), rows)), state, more);

  async function load(cursor) {
    if (!cursor) {
      put(state, loading());
    }
    try {
      const page = await get(`/admin/audit${query({q: words.value.trim(), action, limit: 50, cursor})}`);
      if (left) {
        return;
      }
      if (!cursor) {
        rows.replaceChildren();
      }
      rows.append(...page.items.map((each) => h('tr', {}, h('td', {}, time(each.at)), h('td', {}, each.actor.name), h('td', {}, each.action.replaceAll('_', ' ')),
        h('td', {}, h('code', {}, each.subject)), h('td', {}, h('code', {}, JSON.stringify(each.before))), h('td', {}, h('code', {}, JSON.stringify(each.after))))));
      put(state, page.searched_to ? h('p', {class: 'hint'}, 'Looked through as far as ', time(page.searched_to), '; older ones may be there.')
        : rows.childElementCount === 0 && h('p', {class: 'hint'}, 'There is nothing.'));
      next = page.next_cursor;
      more.hidden = !next;
    } catch (error) {
      if (!left) {
        put(state, failed(error, () => load()));
      }
    }
  }

  load();
  return {leave() {
    left = true;
  }};
}
