// Files: dropped, sent, and watched until every row is in.

import {get, post, query, upload} from './http.js';
import {h, icon, put} from './dom.js';
import {bytes, duration, number} from './format.js';
import {look} from './preview.js';
import {complain, empty, failed, loading, progress, status, time, toast} from './parts.js';

const ASSETS = new URL('.', import.meta.url).pathname;
const PAGE = 20;

export const imports = {
  title: 'Imports',
  show(root, params, {roles}) {
    let items = [];
    let next = null;
    let left = false;
    const force = h('input', {type: 'checkbox', id: 'force'});
    const chooser = h('input', {type: 'file', accept: '.csv,.tsv,.txt,.xlsx,.json,.jsonl,.ndjson,.gz,.zip', class: 'hidden', id: 'file', tabindex: '-1', 'aria-hidden': 'true',
      on: {change: () => send([...chooser.files])}});
    const sending = h('div', {class: 'sending', 'aria-live': 'polite'});
    const drop = h('div', {class: 'drop card', on: {
      dragover(event) {
        event.preventDefault();
        drop.classList.add('over');
      },
      dragleave: () => drop.classList.remove('over'),
      drop(event) {
        event.preventDefault();
        drop.classList.remove('over');
        send([...event.dataTransfer.files]);
      },
    }}, h('span', {class: 'drop-icon'}, icon('imports')),
    h('div', {}, h('p', {}, h('strong', {}, 'Drop a file of feedback here'), ' or ',
      h('button', {class: 'button primary', type: 'button', on: {click: () => chooser.click()}}, 'Choose a file'), chooser),
    h('p', {class: 'hint'}, 'CSV, Excel, JSON, as your tools export them, packed or not, up to gigabytes. You see what it would become before it is stored. ',
      h('a', {href: `${ASSETS}sample.csv`, download: 'sample.csv'}, 'A sample')),
    h('label', {class: 'option'}, force, 'Import again even if the same file was imported before')));
    const list = h('div', {class: 'imports'}, loading());
    put(root, h('div', {class: 'page-head'}, h('h1', {}, 'Imports')), drop, sending, list);

    async function send(files) {
      for (const file of files) {
        const bar = h('div', {}, progress(0, `Sending ${file.name}`));
        const line = h('div', {class: 'card sending-file'}, h('p', {}, `Sending ${file.name}, ${bytes(file.size)}`), bar);
        try {
          const said = await look(file, sending);
          if (said === undefined) {
            toast(`${file.name} was not sent: another file came.`);
            return;
          }
          if (said === null) {
            continue;
          }
          put(sending, line);
          const taken = await upload(`/feedback/batch_csv${query({...said, force: force.checked || null})}`, file, (share) => put(bar, progress(share * 100, `Sending ${file.name}`)));
          const known = items.some((each) => each.import_id === taken.import_id);
          toast(known ? 'This file is here already.' : taken.status === 'NEEDS_MAPPING' ? `${file.name} is here; say more about it.` : `${file.name} is here and waits for its turn.`);
          await refresh(taken.import_id);
        } catch (error) {
          complain(error);
        } finally {
          line.remove();
          chooser.value = '';
        }
      }
    }

    function card(each) {
      const running = each.status === 'RUNNING' || each.status === 'QUEUED';
      const admin = roles.includes('admin');
      return h('article', {class: 'card import', data: {import: each.import_id}},
        h('div', {class: 'import-head'}, h('h2', {}, each.file_name), status(each.status), time(each.created_at)),
        progress(each.percent, `${each.file_name}: ${each.percent} %`),
        h('p', {class: 'import-line'}, `${Math.floor(each.percent)} % of ${bytes(each.file_bytes)}`,
          each.rows_per_second !== null && ` · ${number(Math.round(each.rows_per_second))} rows/s`,
          each.eta_seconds !== null && ` · ${duration(each.eta_seconds)} left`,
          each.finished_at && each.started_at && ` · took ${duration((new Date(each.finished_at) - new Date(each.started_at)) / 1000)}`),
        h('dl', {class: 'counts'}, [['Read', each.rows_read], ['Stored', each.rows_stored], ['Duplicates', each.rows_duplicate], ['Rejected', each.rows_rejected], ...(each.rows_empty > 0 ? [['Empty', each.rows_empty]] : [])]
          .map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, number(value))))),
        each.waiting_for === 'disk' && h('p', {class: 'import-line'}, 'Waits for room on the database’s disk, and goes on by itself'),
        each.failure && h('p', {class: 'form-error'}, each.failure),
        each.options.column && h('p', {class: 'import-line'}, `Text: ${each.options.column}`, each.options.charset && ` · ${each.options.charset}`,
          each.options.separator && ` · separated by ${each.options.separator}`),
        each.status === 'NEEDS_MAPPING' && mapping(each),
        h('div', {class: 'actions'},
          each.rows_rejected > 0 && h('a', {class: 'button small', href: each.rejects_url, download: `rejects-${each.import_id}.csv`}, 'Download rejects'),
          admin && running && each.job_execution_id !== null && h('button', {class: 'button small', type: 'button', on: {click: () => act(each, 'stop')}}, 'Stop'),
          admin && (each.status === 'STOPPED' || each.status === 'FAILED') && each.job_execution_id !== null
            && h('button', {class: 'button small', type: 'button', on: {click: () => act(each, 'restart')}}, `Go on at row ${number(each.rows_read + 1)}`),
          admin && each.job_execution_id !== null && h('a', {class: 'button link small', href: `#/jobs?job=feedback-import&execution=${each.job_execution_id}`}, 'Execution')));
    }

    /** What is open about a file that waits, each answer a click: answers add up until nothing is open. */
    function mapping(each) {
      const place = h('div', {class: 'mapping'});
      const said = {};
      const say = async (more) => {
        Object.assign(said, more);
        try {
          await post(`/feedback/imports/${encodeURIComponent(each.import_id)}/mapping`, said);
          await refresh(each.import_id);
        } catch (error) {
          if (error.status === 422) {
            open(error.errors.map((wrong) => wrong.message).join(' ') || error.message);
          } else {
            complain(error);
          }
        }
      };
      const button = (text, more) => h('button', {class: 'button small', type: 'button',
        'aria-pressed': String(Object.entries(more).every(([name, value]) => said[name] === value)), on: {click: () => say(more)}}, text);
      let preview = null;
      function open(problem) {
        const {charsets, candidates, columns, detected, problems} = preview;
        const header = detected.header_row || 1;
        put(place, problem && h('p', {class: 'form-error', role: 'status'}, problem),
          charsets.length > 0 && h('div', {class: 'actions', role: 'group', 'aria-label': 'Character set'},
            charsets.map(({charset, sample}) => button(`${charset}: ${sample.slice(0, 60)}`, {charset}))),
          /header_row=0/.test(problems.join()) && h('div', {class: 'actions', role: 'group', 'aria-label': 'Header'},
            button(`Line ${header} is the header`, {header_row: header}), button('There is no header', {header_row: 0})),
          (detected.column === null || charsets.length === 0) && h('div', {class: 'actions', role: 'group', 'aria-label': 'Text'},
            // In another character set a column may have another name.
            (candidates.length ? candidates : columns.map((column) => column.name)).map((name) =>
              button(name, {column: charsets.length ? `#${columns.findIndex((column) => column.name === name) + 1}` : name}))));
      }
      get(`/feedback/imports/${encodeURIComponent(each.import_id)}`).then((now) => {
        preview = now.preview ?? null;
        if (preview) {
          open(null);
        }
      }).catch(() => {});
      return place;
    }

    async function act(each, what) {
      try {
        await post(`/batch/executions/${each.job_execution_id}/${what}`);
        toast(what === 'stop' ? 'It stops at the end of its chunk.' : 'It goes on where it was.');
        await refresh(each.import_id);
      } catch (error) {
        complain(error);
      }
    }

    function draw() {
      if (items.length === 0) {
        put(list, empty('No imports yet', 'Drop a file above, or from a terminal:', h('pre', {tabindex: '0'}, `curl -F file=@complaints.csv ${location.origin}/feedback/batch_csv`)));
        return;
      }
      put(list, items.map(card), next && h('button', {class: 'button more', type: 'button', on: {click: more}}, 'Load older'));
    }

    async function load() {
      try {
        const page = await get(`/feedback/imports${query({limit: PAGE})}`);
        if (!left) {
          items = page.items;
          next = page.next_cursor;
          draw();
        }
      } catch (error) {
        put(list, failed(error, load));
      }
    }

    async function more() {
      try {
        const page = await get(`/feedback/imports${query({limit: PAGE, cursor: next})}`);
        items.push(...page.items);
        next = page.next_cursor;
        draw();
      } catch (error) {
        complain(error);
      }
    }

    async function refresh(id) {
      const now = await get(`/feedback/imports/${encodeURIComponent(id)}`);
      const at = items.findIndex((each) => each.import_id === id);
      if (at < 0) {
        items.unshift(now);
        draw();
        return;
      }
      items[at] = now;
      const old = list.querySelector(`[data-import="${CSS.escape(id)}"]`);
      const focused = old?.contains(document.activeElement) ? document.activeElement.textContent : null;
      const fresh = card(now);
      old?.replaceWith(fresh);
      if (focused) {
        [...fresh.querySelectorAll('button, a')].find((each) => each.textContent === focused)?.focus();
      }
    }

    load();
    // Events come each second; what runs moves in between, and a connection may be away.
    const timer = setInterval(() => items.filter((each) => each.status === 'RUNNING' || each.status === 'QUEUED').slice(0, 5)
      .forEach((each) => refresh(each.import_id).catch(() => {})), 2000);
    return {
      event(kind, data) {
        if (kind === 'import') {
          refresh(data.import_id).catch(() => {});
        } else if (kind === 'reset') {
          load();
        }
      },
      leave() {
        left = true;
        clearInterval(timer);
      },
      keys: {'/': () => drop.querySelector('button').focus()},
    };
  },
};
