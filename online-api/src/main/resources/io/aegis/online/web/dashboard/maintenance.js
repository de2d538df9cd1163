// Maintenance windows: times in which nothing alerts. What is announced, what is on now, and a form to announce more.

import {call, get, post} from './http.js';
import {h, put} from './dom.js';
import {dayAndClock, number} from './format.js';
import {complain, confirm, empty, failed, loading, time, toast} from './parts.js';

const HOURS = {1: '1 hour', 2: '2 hours', 4: '4 hours', 8: '8 hours', 24: '1 day'};

const what = (window) => [window.service && `service ${window.service}`, ...Object.entries(window.labels).map(([name, pattern]) => `${name} = ${pattern}`)].filter(Boolean).join(', ');
const when = (window) => (window.cron ? `${window.cron} (UTC), ${number(window.duration_minutes)} min each` : `${dayAndClock(window.from)} to ${dayAndClock(window.to)}`);

function state(window) {
  if (window.active) {
    return ['warn', 'Now'];
  }
  return window.to && new Date(window.to) <= Date.now() ? ['', 'Over'] : ['', 'Announced'];
}

export const maintenance = {
  show(root) {
    let left = false;
    const list = h('div', {}, loading());
    const service = h('input', {id: 'maintenance-service', name: 'service', maxlength: 128, required: true, autocomplete: 'off'});
    const hours = h('select', {id: 'maintenance-hours'}, Object.entries(HOURS).map(([value, title]) => h('option', {value}, title)));
    const note = h('input', {id: 'maintenance-note', name: 'note', maxlength: 500, autocomplete: 'off'});
    const form = h('form', {class: 'card', on: {submit: announce}}, h('h2', {}, 'Announce work that begins now'),
      h('label', {for: 'maintenance-service'}, 'Service (* stands for anything)'), service,
      h('label', {for: 'maintenance-hours'}, 'For'), hours, h('label', {for: 'maintenance-note'}, 'What for'), note,
      h('p', {class: 'hint'}, 'Samples and failures are judged and stored as ever, and begin no alert; what ends is told. Later and repeated times: ops/aegis maintenance add.'),
      h('div', {class: 'actions'}, h('button', {class: 'button primary', type: 'submit'}, 'Announce')));
    put(root, h('div', {class: 'models'}, form, list));

    async function load() {
      try {
        const {items} = await get('/api/v1/maintenance');
        if (!left) {
          draw(items);
        }
      } catch (error) {
        if (!left) {
          put(list, failed(error, load));
        }
      }
    }

    function draw(items) {
      put(list, items.length === 0 ? h('div', {class: 'card'}, empty('No work is announced', 'While work on a service is announced, nothing that is found in it alerts anybody.'))
        : h('div', {class: 'card scroll', tabindex: '0', role: 'region', 'aria-label': 'Maintenance windows'}, h('table', {},
          h('thead', {}, h('tr', {}, ['What', 'When', 'State', 'What for', 'Announced', 'Actions'].map((each) => h('th', {scope: 'col'}, each)))),
          h('tbody', {}, items.map((each) => {
            const [kind, text] = state(each);
            return h('tr', {}, h('th', {scope: 'row'}, what(each)), h('td', {}, when(each)), h('td', {}, h('span', {class: `chip ${kind}`}, text)),
              h('td', {class: 'grow'}, each.note ?? ''), h('td', {}, time(each.created_at)),
              h('td', {}, h('button', {class: 'button small danger', type: 'button', 'aria-label': `End: ${what(each)}`, on: {click: () => end(each)}}, 'End')));
          })))));
    }

    async function announce(event) {
      event.preventDefault();
      try {
        await post('/api/v1/maintenance', {service: service.value.trim(), to: new Date(Date.now() + hours.value * 3600000).toISOString(), ...(note.value.trim() && {note: note.value.trim()})});
        toast(`Nothing of ${service.value.trim()} alerts for ${HOURS[hours.value]}.`);
        form.reset();
      } catch (error) {
        complain(error);
      }
      await load();
    }

    async function end(window) {
      if (!await confirm('End this maintenance window?', `What is found in ${what(window)} alerts again, everywhere within seconds.`, 'End it')) {
        return;
      }
      try {
        await call('DELETE', `/api/v1/maintenance/${encodeURIComponent(window.id)}`);
      } catch (error) {
        complain(error);
      }
      await load();
      service.focus();
    }

    load();
    return {
      update: () => {},
      event(kind) {
        if (kind === 'reset') {
          load();
        }
      },
      leave() {
        left = true;
      },
      keys: {},
    };
  },
};
