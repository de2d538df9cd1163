// Answering for data: all that is known of a customer is exported or erased, and what was done stays told.

import {get, post} from './http.js';
import {h, put} from './dom.js';
import {number} from './format.js';
import {chip, complain, confirm, empty, failed, loading, time, toast} from './parts.js';

const BY = {customer_ref: 'Reference', address: 'Address'};
const EVERY = 2000;
const STATES = {COMPLETED: ['good', 'Done'], QUEUED: ['', 'Waiting'], FAILED: ['bad', 'Failed']};

const counted = (counts) => Object.entries(counts).filter(([, value]) => value > 0)
  .map(([name, value]) => `${number(value)} ${name.replaceAll('_', ' ')}`).join(', ') || 'nothing found';

const WRITTEN = {view: 'saved view', routing_rule: 'routing rule', own_topic: 'topic', department: 'department', channel: 'channel', maintenance: 'maintenance window', note: 'note on text', assignee: 'assigned to this name:'};

/** What people wrote is theirs to change: only they know what else it is about. */
const stillNamed = (items) => items.length > 0 && h('p', {class: 'still-named'},
  `Still names this customer: ${items.map((each) => `${WRITTEN[each.kind] ?? each.kind} ${each.name}`).join(', ')}. `,
  'Change views and assignments in the ', h('a', {href: '#/inbox'}, 'inbox'), ', the rest on this page and in ', h('a', {href: '#/monitoring?tab=maintenance'}, 'maintenance'), '.');

export function customerData(root) {
  let left = false;
  let timer = null;
  const by = h('select', {id: 'customer-by', 'aria-describedby': 'customer-hint'}, Object.entries(BY).map(([value, text]) => h('option', {value}, text)));
  const value = h('input', {id: 'customer-value', required: true, maxlength: 320, autocomplete: 'off', spellcheck: 'false'});
  const list = h('div', {}, loading());
  put(root, h('h2', {}, 'Customers’ data'),
    h('p', {class: 'hint', id: 'customer-hint'}, 'A reference is what was sent as customer_ref; an address is searched in texts, notes and what was sent with them. Erasing also takes all staged files of imports that are not at work.'),
    h('form', {class: 'card', on: {submit: (event) => ask(event, 'export')}},
      h('label', {for: 'customer-by'}, 'Known by'), by, h('label', {for: 'customer-value'}, 'Customer'), value,
      h('div', {class: 'actions'}, h('button', {class: 'button primary', type: 'submit'}, 'Export'),
        h('button', {class: 'button danger', type: 'button', on: {click: (event) => ask(event, 'erasure')}}, 'Erase…'))),
    list);

  async function ask(event, kind) {
    event.preventDefault();
    if (!value.reportValidity()) {
      return;
    }
    const who = value.value.trim();
    if (kind === 'erasure' && !await confirm('Erase this customer’s data?', `Everything that is known of ${who} goes for good. Only counts stay.`, 'Erase for good')) {
      return;
    }
    try {
      await post('/admin/data-requests', {kind, [by.value]: who});
      toast(kind === 'export' ? 'The export is being made.' : 'The erasure has begun.');
      value.value = '';
    } catch (error) {
      complain(error);
    }
    await load();
  }

  async function load() {
    clearTimeout(timer);
    try {
      const {items} = await get('/admin/data-requests?limit=20');
      if (left) {
        return;
      }
      draw(items);
      if (items.some((each) => ['QUEUED', 'STARTING', 'STARTED'].includes(each.state))) {
        timer = setTimeout(load, EVERY);
      }
    } catch (error) {
      if (!left) {
        put(list, failed(error, load));
      }
    }
  }

  function draw(items) {
    put(list, items.length === 0 ? h('div', {class: 'card'}, empty('Nobody has asked for their data', 'Requests, and what was done for each, are told here.'))
      : h('div', {class: 'card scroll', tabindex: '0', role: 'region', 'aria-label': 'Requests for customers’ data'}, h('table', {},
        h('thead', {}, h('tr', {}, ['Asked', 'What', 'Customer', 'State', 'Found and done'].map((each) => h('th', {scope: 'col'}, each)))),
        h('tbody', {}, items.map((each) => {
          const [kind, text] = STATES[each.state] ?? ['warn', each.state.toLowerCase()];
          return h('tr', {data: {request: each.id}}, h('th', {scope: 'row'}, time(each.requested_at)), h('td', {}, each.kind === 'export' ? 'Export' : 'Erasure'),
            h('td', {}, each.subject ?? 'Erased'), h('td', {}, chip(text, kind)),
            h('td', {class: 'grow'}, counted(each.counts), ' ', each.export_url && h('a', {href: each.export_url, download: 'customer.json'}, 'Download'), stillNamed(each.still_named)));
        })))));
  }

  load();
  return {
    leave() {
      left = true;
      clearTimeout(timer);
    },
  };
}
