// The console of the batch application: jobs, their executions, and when they run by themselves.

import {get, post, query} from './http.js';
import {h, icon, put} from './dom.js';
import {between, number} from './format.js';
import {complain, confirm, empty, failed, loading, status, time, toast} from './parts.js';
import {sideBySide} from './opening.js';
import {address, go} from './state.js';
import {schedules} from './schedules.js';

const RUNS = new Set(['STARTING', 'STARTED', 'STOPPING']);
const ENDED = new Set(['FAILED', 'STOPPED', 'UNKNOWN']);

function took(each) {
  if (!each.started_at) {
    return '–';
  }
  return between(each.started_at, each.ended_at ?? new Date().toISOString());
}

function field(parameter) {
  const id = `parameter-${parameter.name}`;
  const initial = parameter.default_value ?? '';
  let input;
  if (parameter.type === 'choice') {
    const words = parameter.allowed.replace('one of ', '').split(', ');
    input = h('select', {id, name: parameter.name}, !parameter.required && h('option', {value: ''}, '–'),
      words.map((word) => h('option', {value: word, selected: word === initial}, word)));
  } else if (parameter.type === 'boolean') {
    input = h('select', {id, name: parameter.name}, h('option', {value: ''}, '–'), ['true', 'false'].map((word) => h('option', {value: word, selected: word === String(initial)}, word)));
  } else {
    input = h('input', {id, name: parameter.name, value: String(initial), required: parameter.required,
      type: parameter.type === 'integer' ? 'number' : 'text', step: parameter.type === 'integer' ? '1' : null, 'aria-describedby': `${id}-hint`});
  }
  return h('div', {class: 'field'}, h('label', {for: id}, parameter.name, parameter.required && h('span', {class: 'hint'}, ' required')), input,
    h('p', {class: 'hint', id: `${id}-hint`}, `${parameter.description} (${parameter.allowed}`, parameter.identifying ? '; makes the instance)' : ')'));
}

function value(parameter, text) {
  if (parameter.type === 'integer') {
    return /^-?\d+$/.test(text) ? Number(text) : text;
  }
  return parameter.type === 'boolean' ? text === 'true' : text;
}

export const jobs = {
  title: 'Jobs',
  show(root, first) {
    let params = first;
    let all = [];
    let executions = {items: [], next: null};
    let left = false;
    const list = h('div', {class: 'rows', role: 'region', 'aria-label': 'Jobs'}, loading());
    const main = h('div', {class: 'job'});
    const plan = schedules();
    put(root, h('div', {class: 'page-head'}, h('h1', {}, 'Jobs')), h('div', {class: 'two-panes jobs'}, h('div', {class: 'pane-list narrow'}, list, plan.element), main));
    const form = h('div', {});
    const table = h('div', {});
    const detail = h('div', {'aria-live': 'polite'});

    const name = () => params.job ?? all[0]?.name;
    const chosen = () => all.find((job) => job.name === name());

    function drawJobs() {
      put(list, all.map((job) => h('a', {class: 'row', href: address('jobs', {job: job.name}), 'aria-current': job.name === name() ? 'true' : null, data: {row: job.name}},
        h('span', {class: 'row-head'}, h('strong', {}, job.name), job.running > 0 && h('span', {class: 'hint'}, `${job.running} running`)),
        h('span', {class: 'row-foot'}, job.last_execution ? [status(job.last_execution.status), ' ', time(job.last_execution.created_at)] : 'never ran'))));
    }

    async function loadJobs() {
      try {
        all = (await get('/batch/jobs')).items;
        if (!left) {
          drawJobs();
        }
        return true;
      } catch (error) {
        if (!left) {
          put(list, failed(error, start));
        }
        return false;
      }
    }

    function drawForm() {
      const job = chosen();
      if (!job) {
        put(main, empty('There is no such job', 'Choose one from the list.'));
        return;
      }
      const problem = h('p', {class: 'form-error', role: 'alert'});
      const launch = h('form', {class: 'launch', on: {async submit(event) {
        event.preventDefault();
        problem.textContent = '';
        const data = new FormData(launch);
        const parameters = {};
        for (const each of job.parameters) {
          const text = String(data.get(each.name) ?? '').trim();
          if (text !== '') {
            parameters[each.name] = value(each, text);
          }
        }
        try {
          const started = await post(`/batch/jobs/${encodeURIComponent(job.name)}/executions`, {parameters});
          toast(`Execution ${started.execution.id} runs.`);
          go('jobs', {job: job.name, execution: started.execution.id});
          refreshSoon();
        } catch (error) {
          problem.textContent = error.message;
        }
      }}}, job.parameters.map(field), problem, h('div', {class: 'actions'}, h('button', {class: 'button primary', type: 'submit'}, 'Launch')));
      put(form, h('section', {class: 'card'}, h('h2', {}, job.name), h('p', {}, job.description),
        h('p', {class: 'hint'}, job.repeatable ? 'Each launch is new work. ' : 'The same parameters mean the same work: it is done once. ',
          job.resumed ? 'If its process dies, another goes on. ' : '', `Runs ${job.max_running === 1 ? 'once' : `up to ${job.max_running} times`} at a time.`), launch));
      put(main, form, detail, table);
    }

    async function loadExecutions({older = false} = {}) {
      if (!name()) {
        return;
      }
      try {
        const page = await get(`/batch/jobs/${encodeURIComponent(name())}/executions${query({limit: 20, cursor: older ? executions.next : null})}`);
        executions = {items: older ? [...executions.items, ...page.items] : page.items, next: page.next_cursor};
        drawExecutions();
      } catch (error) {
        put(table, failed(error, loadExecutions));
      }
    }

    function drawExecutions() {
      put(table, h('section', {class: 'card'}, h('h2', {}, 'Executions'), executions.items.length === 0
        ? h('p', {class: 'hint'}, 'It has not run yet.')
        : h('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Executions'}, h('table', {}, h('thead', {}, h('tr', {}, ['Execution', 'Status', 'Began', 'Took', 'What it says'].map((each) => h('th', {scope: 'col'}, each)))),
          h('tbody', {}, executions.items.map((each) => h('tr', {class: String(each.id) === params.execution ? 'chosen' : ''},
            h('td', {}, h('a', {href: address('jobs', {job: name(), execution: each.id})}, `#${each.id}`)), h('td', {}, status(each.status)),
            h('td', {}, time(each.created_at)), h('td', {}, took(each)), h('td', {class: 'grow'}, each.exit_description || '')))))),
      executions.next && h('button', {class: 'button small', type: 'button', on: {click: () => loadExecutions({older: true})}}, 'Older')));
    }

    async function loadDetail() {
      const id = params.execution;
      if (!id) {
        put(detail);
        return;
      }
      try {
        const found = await get(`/batch/executions/${encodeURIComponent(id)}`);
        if (id === params.execution && !left) {
          drawDetail(found);
        }
      } catch (error) {
        put(detail, failed(error, loadDetail));
      }
    }

    function drawDetail({execution, parameters, steps, restartable, resume_point: resume}) {
      const runs = RUNS.has(execution.status);
      const act = (what, text) => async () => {
        try {
          const after = await post(`/batch/executions/${execution.id}/${what}`);
          toast(text);
          if (after.execution.id !== execution.id) {
            go('jobs', {job: name(), execution: after.execution.id});
          }
          refreshSoon();
        } catch (error) {
          complain(error);
        }
      };
      const abandon = async () => {
        const sure = await confirm(`Give execution ${execution.id} up?`, 'What it has stored stays. Its instance can never be run or restarted again, not with the same parameters either.', 'Give it up');
        if (sure) {
          act('abandon', 'It is given up.')();
        }
      };
      const focused = detail.contains(document.activeElement) ? document.activeElement.textContent : null;
      put(detail, h('section', {class: 'card execution', data: {execution: execution.id, status: execution.status}},
        h('div', {class: 'import-head'}, h('h2', {}, `Execution #${execution.id}`), status(execution.status), h('a', {class: 'button icon-only', href: address('jobs', {job: name()}), 'aria-label': 'Close the execution'}, icon('close'))),
        execution.status === 'FAILED' && h('div', {class: 'problem critical'}, icon('alert'), h('div', {}, h('strong', {}, 'It failed'), h('p', {}, execution.exit_description || 'See the log.'))),
        execution.status !== 'FAILED' && execution.exit_description && h('p', {}, execution.exit_description),
        restartable && resume && h('p', {class: 'resume'}, icon('info'), resume.commits > 0
          ? `A restart goes on in the step ${resume.step}, behind the ${number(resume.commits)} chunks that are committed.`
          : `A restart begins with the step ${resume.step}.`),
        h('div', {class: 'actions'},
          runs && execution.status !== 'STOPPING' && h('button', {class: 'button', type: 'button', on: {click: act('stop', 'It stops at the end of its chunk.')}}, 'Stop'),
          restartable && h('button', {class: 'button primary', type: 'button', on: {click: act('restart', 'It goes on.')}}, 'Restart'),
          ENDED.has(execution.status) && restartable && h('button', {class: 'button danger', type: 'button', on: {click: abandon}}, 'Abandon')),
        h('dl', {class: 'facts'}, h('div', {}, h('dt', {}, 'Asked for'), h('dd', {}, time(execution.created_at))), h('div', {}, h('dt', {}, 'Took'), h('dd', {}, took(execution))),
          execution.recoveries > 0 && h('div', {}, h('dt', {}, 'Taken over'), h('dd', {}, `${execution.recoveries} times, from processes that died`)),
          parameters.map((each) => h('div', {}, h('dt', {}, each.name), h('dd', {}, String(each.value))))),
        h('h3', {}, 'Steps'), steps.length === 0 ? h('p', {class: 'hint'}, 'None has begun.')
          : h('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Steps'}, h('table', {}, h('thead', {}, h('tr', {}, ['Step', 'Status', 'Read', 'Written', 'Filtered', 'Skipped', 'Chunks', 'Rolled back', 'Took'].map((each) => h('th', {scope: 'col'}, each)))),
            h('tbody', {}, steps.map((step) => h('tr', {}, h('th', {scope: 'row'}, step.name), h('td', {}, status(step.status)),
              [step.read, step.written, step.filtered, step.skipped, step.commits, step.rollbacks].map((each) => h('td', {class: 'number'}, number(each))), h('td', {}, took(step)))))))));
      if (focused) {
        [...detail.querySelectorAll('button')].find((each) => each.textContent === focused)?.focus();
      }
    }

    async function start() {
      if (await loadJobs()) {
        if (!left && !params.job && all.length > 0 && sideBySide()) {
          go('jobs', {job: all[0].name}, {replace: true});
        } else {
          drawForm();
          loadExecutions();
          loadDetail();
        }
      }
      plan.load();
    }

    let soon = null;
    function refreshSoon() {
      soon ??= setTimeout(async () => {
        soon = null;
        await loadJobs();
        loadExecutions();
        loadDetail();
      }, 400);
    }

    start();
    const timer = setInterval(() => {
      if (executions.items.some((each) => RUNS.has(each.status))) {
        refreshSoon();
      }
    }, 2000);
    return {
      update(now) {
        const before = params;
        params = now;
        drawJobs();
        if (before.job !== now.job) {
          executions = {items: [], next: null};
          drawForm();
        }
        loadExecutions();
        loadDetail();
      },
      event(kind) {
        if (kind === 'job' || kind === 'reset') {
          refreshSoon();
          plan.load();
        }
      },
      leave() {
        left = true;
        clearInterval(timer);
        clearTimeout(soon);
      },
      keys: {
        j: () => step(1),
        k: () => step(-1),
        '/': () => form.querySelector('input, select, button')?.focus(),
        Escape: () => params.execution && go('jobs', {job: name()}),
      },
    };

    function step(by) {
      const at = all.findIndex((job) => job.name === name());
      const target = all[at + by];
      if (target) {
        go('jobs', {job: target.name}, {replace: true});
        list.querySelector(`[data-row="${CSS.escape(target.name)}"]`)?.focus();
      }
    }
  },
};
