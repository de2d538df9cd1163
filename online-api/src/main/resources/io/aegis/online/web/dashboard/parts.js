// Pieces that all pages are made of.

import {h, icon, put} from './dom.js';
import {ago, full} from './format.js';
import {get} from './http.js';

export const TOPICS = ['Billing', 'Technical', 'UX', 'Security', 'General'];
export const SENTIMENTS = ['POSITIVE', 'NEGATIVE', 'NEUTRAL'];
const DEPARTMENTS = ['InfoSec - Priority', 'Customer Success - Finance', 'Engineering - Core',
  'Product - Design', 'Customer Support - Triage'];

const SIGNS = {POSITIVE: ['+', 'Positive'], NEGATIVE: ['−', 'Negative'], NEUTRAL: ['=', 'Neutral']};

export const sentimentName = (value) => SIGNS[value]?.[1] ?? value;

export function sentiment(value) {
  const [sign, name] = SIGNS[value] ?? ['?', value];
  return h('span', {class: `chip sentiment ${value.toLowerCase()}`},
    h('span', {class: 'sign', 'aria-hidden': 'true'}, sign), name);
}

export const chip = (text, kind = '') => h('span', {class: `chip ${kind}`}, text);

export const urgent = () => h('span', {class: 'chip urgent'}, icon('alert'), 'Urgent');

const colours = new Map();
const departmentColours = new Map();

/** Which topics and departments operators made, for all that shows them from now on. */
export function rememberTopics({topics = [], own_departments: departments = []}) {
  colours.clear();
  topics.forEach((each) => colours.set(each.name, each.colour));
  departmentColours.clear();
  departments.forEach((each) => departmentColours.set(each.name, each.colour));
}

/** The names of all departments that are known here. */
export const departmentNames = () => [...DEPARTMENTS, ...departmentColours.keys()];

/** A department, with its colour when operators made it. */
export const department = (name, colour = departmentColours.get(name)) => (colour
  ? h('span', {class: 'chip own-topic'}, h('span', {class: 'dot', 'aria-hidden': 'true', css: {background: colour}}), name) : name);

/** A topic that operators made. */
export const ownTopic = (name, colour = colours.get(name)) => h('span', {class: 'chip own-topic'},
  h('span', {class: 'dot', 'aria-hidden': 'true', css: colour ? {background: colour} : {}}), name);

export function labels(value) {
  return [sentiment(value.sentiment), value.topics.map((topic) => chip(topic)), value.own_topics?.map((topic) => ownTopic(topic)), value.is_urgent && urgent()];
}

export const time = (iso, text = ago(iso)) => h('time', {datetime: iso, title: full(iso), data: {ago: iso}}, text);

/** Keeps the times on the page true. */
export function refreshTimes(root) {
  for (const element of root.querySelectorAll('time[data-ago]')) {
    const text = ago(element.dataset.ago);
    if (element.textContent !== text) {
      element.textContent = text;
    }
  }
}

export function empty(title, text, ...more) {
  return h('div', {class: 'empty'}, h('h2', {}, title), h('p', {}, text), more);
}

export function failed(error, again) {
  const forbidden = error.status === 403;
  return h('div', {class: 'empty error', role: 'alert'}, h('span', {class: 'empty-icon'}, icon('alert')),
    h('h2', {}, forbidden ? 'Your key does not open this' : 'This could not be loaded'),
    h('p', {}, error.message),
    error.requestId && h('p', {class: 'hint'}, 'Request ', h('code', {}, error.requestId)),
    !forbidden && h('button', {class: 'button', type: 'button', on: {click: again}}, 'Try again'));
}

/** Reads something again whenever load is called, and takes it unless its page was left meanwhile. */
export function source(path, list, take) {
  let left = false;
  async function load() {
    try {
      const answer = await get(path);
      if (!left) {
        take(answer);
      }
    } catch (error) {
      if (!left) {
        put(list, failed(error, load));
      }
    }
  }
  return {load, leave() {
    left = true;
  }};
}

export const loading = () => h('div', {class: 'loading', role: 'status'}, h('span', {class: 'spinner'}), 'Loading…');

export function progress(value, label) {
  return h('div', {class: 'progress', role: 'progressbar', 'aria-label': label, 'aria-valuemin': '0',
    'aria-valuemax': '100', 'aria-valuenow': Math.floor(value)},
  h('div', {class: 'progress-fill', css: {width: `${Math.min(100, value)}%`}}));
}

export function select(name, label, options, value, change) {
  return h('label', {class: 'filter'}, h('span', {}, label),
    h('select', {name, on: {change: (event) => change(event.target.value)}},
      options.map(([text, each]) => h('option', {value: each, selected: each === (value ?? '')}, text))));
}

const STATUS = {
  COMPLETED: ['good', 'Completed'], FAILED: ['bad', 'Failed'], STOPPED: ['warn', 'Stopped'],
  STOPPING: ['warn', 'Stopping'], STARTED: ['busy', 'Running'], STARTING: ['busy', 'Starting'],
  RUNNING: ['busy', 'Running'], NEEDS_MAPPING: ['warn', 'Waits for you'], QUEUED: ['', 'Queued'], ABANDONED: ['', 'Abandoned'], UNKNOWN: ['warn', 'Unknown'],
};

export function status(value) {
  const [kind, name] = STATUS[value] ?? ['', value];
  return h('span', {class: `chip status ${kind}`}, h('span', {class: 'dot', 'aria-hidden': 'true'}), name);
}

/** Says something in passing, and perhaps how to take it back. */
export function toast(text, {kind = '', action, run} = {}) {
  const box = document.getElementById('toasts');
  const close = () => note.remove();
  const note = h('div', {class: `toast ${kind}`}, h('span', {}, text),
    action && h('button', {class: 'button link', type: 'button', on: {click: () => {
      close();
      run();
    }}}, action),
    h('button', {class: 'button icon-only', type: 'button', 'aria-label': 'Dismiss', on: {click: close}}, icon('close')));
  while (box.childElementCount > 2) {
    box.firstElementChild.remove();
  }
  box.append(note);
  setTimeout(close, kind === 'bad' ? 12000 : 8000);
}

export const complain = (error) => {
  if (error.name !== 'AbortError') {
    toast(error.message, {kind: 'bad'});
  }
};

/** Asks before something that cannot be undone. */
export function confirm(title, text, action) {
  return new Promise((resolve) => {
    const answer = (value) => {
      dialog.close();
      resolve(value);
    };
    const dialog = h('dialog', {class: 'dialog', 'aria-labelledby': 'dialog-title', on: {close: () => {
      dialog.remove();
      resolve(false);
    }}}, h('h2', {id: 'dialog-title'}, title), h('p', {}, text),
    h('div', {class: 'actions end'},
      h('button', {class: 'button', type: 'button', on: {click: () => answer(false)}}, 'Cancel'),
      h('button', {class: 'button danger', type: 'button', on: {click: () => answer(true)}}, action)));
    document.body.append(dialog);
    dialog.showModal();
  });
}

const KEYS = [
  ['Everywhere', [['?', 'These keys'], ['g, then', 'o Overview, i Inbox, u Groups, d Trends, r Reviews, m Imports, j Jobs, t Monitoring, s Settings'],
    ['/', 'Search'], ['z', 'Undo'], ['Esc', 'Close, or leave a field']]],
  ['Inbox', [['j, k', 'Next, previous'], ['Enter', 'Open'], ['e', 'Resolve and go to the next'],
    ['o', 'Open again'], ['n', 'Write a note'], ['l', 'Label it: say what it is about, its mood and urgency'], ['a', 'Take it: assign it to yourself'], ['t', 'Add a tag'], ['s', 'Snooze'], ['m', 'Write a note to colleagues'], ['x', 'Select, for many at once'], ['Shift x', 'Select from the last selected to this one'], ['Shift j, Shift k', 'Select and go on'], ['Shift a', 'Select all shown, or none']]],
  ['Groups', [['j, k', 'Next, previous'], ['Enter', 'Open'], ['Esc', 'Close']]],
  ['Reviews', [['j, k', 'Next, previous'], ['a', 'Accept the AI'], ['h', 'Accept the heuristic'],
    ['c', 'Give own labels'], ['n', 'Write a note']]],
  ['Monitoring', [['j, k', 'Next, previous'], ['Enter', 'Open, or to the chart'], ['y', 'Call it right'], ['x', 'Call it wrong'],
    ['n', 'Write a note'], ['← →', 'Values of a chart, one by one'], ['Page Up, Page Down', 'From anomaly to anomaly']]],
];

export function help() {
  const dialog = h('dialog', {class: 'dialog', 'aria-labelledby': 'help-title', on: {close: () => dialog.remove()}},
    h('h2', {id: 'help-title'}, 'Keyboard'),
    KEYS.map(([group, keys]) => h('section', {}, h('h3', {}, group),
      h('dl', {class: 'keys'}, keys.map(([key, meaning]) => h('div', {},
        h('dt', {}, h('kbd', {}, key)), h('dd', {}, meaning)))))),
    h('div', {class: 'actions end'},
      h('button', {class: 'button', type: 'button', on: {click: () => dialog.close()}}, 'Close')));
  document.body.append(dialog);
  dialog.showModal();
  // The button that gets the focus stands at its end.
  dialog.scrollTop = 0;
}

/** "12 new", where something new would otherwise push away what one reads. */
export function newcomers(show) {
  const button = h('button', {class: 'button newcomers', type: 'button', hidden: true, on: {click: () => {
    button.hidden = true;
    show();
  }}});
  return {
    element: button,
    tell(count, most) {
      button.hidden = count === 0;
      button.textContent = count >= most ? `${most}+ new` : `${count} new`;
    },
  };
}

export {put};
