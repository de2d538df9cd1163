// The frame around the pages: who is signed in, where one is, what the keys do, what is live.

import {get, onSignedOut} from './http.js';
import {h, icon, put} from './dom.js';
import {listen} from './feed.js';
import {empty, help, refreshTimes, toast} from './parts.js';
import {address, go, read, remember, remembered} from './state.js';
import * as session from './session.js';
import {overview} from './overview.js';
import {inbox} from './inbox.js';
import {groups} from './groups.js';
import {reviews} from './reviews.js';
import {imports} from './imports.js';
import {jobs} from './jobs.js';
import {monitoring} from './monitoring.js';
import {trends} from './trends.js';
import {settings} from './settings.js';
import {sideViews} from './views.js';

const PAGES = {overview, inbox, groups, trends, reviews, imports, jobs, monitoring, settings};
const ROLES = {overview: 'admin', inbox: 'agent', groups: 'agent', trends: 'admin', reviews: 'admin', imports: 'agent', jobs: 'admin', monitoring: 'scoring', settings: 'admin'};
const LETTERS = {o: 'overview', i: 'inbox', u: 'groups', d: 'trends', r: 'reviews', m: 'imports', j: 'jobs', t: 'monitoring', s: 'settings'};

const root = document.getElementById('app');
let shown = null;
let frame = null;
let me = null;

function theme(wish) {
  if (wish) {
    remember('theme', wish);
  }
  const chosen = wish ?? remembered('theme');
  if (chosen) {
    document.documentElement.dataset.theme = chosen;
  }
}

const isDark = () => (document.documentElement.dataset.theme
  ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';

const opens = (name) => me.roles.includes(ROLES[name]);
const home = () => Object.keys(PAGES).find(opens) ?? 'overview';

/** Says so where somebody was sent to a page that the key does not open. */
const closed = {
  show(content, params, {name}) {
    const first = home();
    content.append(h('div', {class: 'page-head'}, h('h1', {}, PAGES[name].title)),
      empty('Your key does not open this page', `It takes a key with the role ${ROLES[name]}; yours has ${me.roles.join(' and ') || 'none'}.`,
        opens(first) && h('a', {class: 'button primary', href: address(first)}, `To the page ${PAGES[first].title}`)));
    return {};
  },
};

function build() {
  const links = Object.fromEntries(Object.entries(PAGES).filter(([name]) => opens(name)).map(([name, page]) => [name,
    h('a', {href: address(name)}, icon(name), h('span', {class: 'nav-name'}, page.title), h('span', {class: 'count', hidden: true}))]));
  const live = h('span', {class: 'live', role: 'status'});
  const themeButton = h('button', {class: 'button icon-only', type: 'button', on: {click() {
    theme(isDark() ? 'light' : 'dark');
    name();
  }}});
  const name = () => {
    const text = isDark() ? 'Use light colours' : 'Use dark colours';
    themeButton.setAttribute('aria-label', text);
    themeButton.title = text;
    put(themeButton, icon(isDark() ? 'sun' : 'moon'));
  };
  name();
  const content = h('main', {id: 'content', tabindex: '-1'});
  put(root,
    h('a', {class: 'skip', href: '#content', on: {click(event) {
      event.preventDefault();
      content.focus();
    }}}, 'Skip to the content'),
    h('div', {class: 'shell'},
      h('header', {class: 'side'},
        h('a', {class: 'brand', href: address(home())}, h('span', {class: 'mark'}, icon('check')), 'Aegis'),
        h('nav', {'aria-label': 'Pages'}, Object.entries(links).map(([each, link]) => (each === 'inbox' ? [link, sideViews()] : link))),
        h('div', {class: 'side-end'}, live,
          h('div', {class: 'side-buttons'}, themeButton,
            h('button', {class: 'button icon-only', type: 'button', 'aria-label': 'Keyboard help', title: 'Keyboard help (?)', on: {click: help}}, icon('help')),
            h('button', {class: 'button icon-only', type: 'button', 'aria-label': 'Sign out', title: `Sign out (${me.name ?? me.caller})`, on: {click: leave}}, icon('out'))),
          h('p', {class: 'hint docs'}, h('a', {href: '/docs'}, 'API documentation')))),
      content),
    h('div', {id: 'toasts', role: 'status', 'aria-live': 'polite'}));
  return {links, content, live};
}

async function leave() {
  await session.signOut().catch(() => {});
  remember('signed-out', '1');
  location.reload();
}

function route() {
  if (!frame) {
    return;
  }
  const {page: wanted, params} = read();
  const name = PAGES[wanted] && (wanted !== 'overview' || location.hash) ? wanted : home();
  for (const [each, link] of Object.entries(frame.links)) {
    if (each === name) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  }
  document.title = `${PAGES[name].title} – Aegis`;
  if (shown?.name === name) {
    shown.view.update?.(params);
    return;
  }
  shown?.view.leave?.();
  frame.content.replaceChildren();
  frame.content.className = `page page-${name}`;
  root.querySelector('.shell').dataset.page = name;
  scrollTo(0, 0);
  shown = {name, view: (opens(name) ? PAGES[name] : closed).show(frame.content, params, {name, roles: me.roles, caller: me.caller, me: me.name})};
}

function count(name, value, label) {
  const badge = frame.links[name]?.querySelector('.count');
  if (!badge) {
    return;
  }
  badge.hidden = !value;
  badge.textContent = value > 999 ? '999+' : value;
  badge.setAttribute('aria-label', label);
}

const isField = (element) => element.closest('input, textarea, select, [contenteditable]');
let leading = 0;

function key(event) {
  if (!shown || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) {
    return;
  }
  if (isField(event.target)) {
    if (event.key === 'Escape') {
      event.target.blur();
    } else if (event.target.type !== 'checkbox' && event.target.type !== 'radio') {
      return;
    }
  }
  if (event.key === 'g') {
    leading = Date.now();
    return;
  }
  if (Date.now() - leading < 1200 && LETTERS[event.key] && opens(LETTERS[event.key])) {
    leading = 0;
    event.preventDefault();
    go(LETTERS[event.key]);
    return;
  }
  if (event.key === '?') {
    event.preventDefault();
    help();
    return;
  }
  const run = shown.view.keys?.[event.key];
  // Enter on a button or a link is that button's.
  if (run && !(event.key === 'Enter' && event.target.closest('button, a, summary') && !event.target.closest('[data-row]'))) {
    if (run(event) !== false) {
      event.preventDefault();
    }
  }
}

async function counts() {
  if (!me.roles.includes('admin')) {
    return;
  }
  const stats = await get('/admin/stats').catch(() => null);
  if (stats) {
    tellCounts(stats);
  }
}

function tellCounts(stats) {
  count('inbox', stats.open, `${stats.open} open`);
  count('reviews', stats.needs_review, `${stats.needs_review} to review`);
}

function enter(session) {
  me = session;
  remember('signed-out', '');
  frame = build();
  route();
  counts();
  setInterval(() => refreshTimes(root), 15000);
  if (!opens('inbox')) {
    // Live updates are for agents; pages ask every now and then besides.
    return;
  }
  listen((kind, data) => {
    if (kind === 'stats') {
      tellCounts(data);
    }
    if (kind === 'alert') {
      toast(`Urgent: new feedback for ${data.department}`, {kind: 'warn', action: 'Open', run: () => go('inbox', {id: data.id})});
    }
    shown?.view.event?.(kind, data);
  }, (state) => {
    frame.live.className = `live ${state}`;
    frame.live.textContent = state === 'live' ? 'Live' : 'Reconnecting…';
  });
}

let asking = false;
function askAgain(note) {
  if (asking) {
    return;
  }
  asking = true;
  shown?.view.leave?.();
  shown = null;
  frame = null;
  session.ask(root, () => location.reload(), note);
}

theme();
addEventListener('hashchange', route);
addEventListener('keydown', key);
onSignedOut(() => askAgain('Your session has ended.'));
try {
  // Whoever signed out means it: the dashboard does not open by itself again until the key is entered.
  const now = remembered('signed-out') ? await get('/session') : await session.current();
  if (now.signed_in) {
    enter(now);
  } else {
    askAgain('');
  }
} catch (error) {
  askAgain(error.message);
}
