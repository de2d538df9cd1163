// What was found, newest first: anomalies or failures, one of them in detail, and what an operator says of it.

import {get, query} from './http.js';
import {h, icon, put} from './dom.js';
import {FAILURES, labelLine, measured, metricName, severity, SEVERITIES, usual, words} from './metrics.js';
import {empty, failed, loading, newcomers, select, time} from './parts.js';
import {opening, turning} from './opening.js';
import {rowList} from './rows.js';
import {address, go} from './state.js';
import {anomaly, failure} from './finding.js';
import {judgement} from './judgement.js';

const PAGE = 50;
const HOURS = {'1h': 1, '24h': 24, '7d': 168, '30d': 720};
const SINCE = [['Any time', ''], ['Last hour', '1h'], ['Last day', '24h'], ['Last week', '7d'], ['Last 30 days', '30d']];
const FILTERS = ['severity', 'type', 'label', 'since'];

export const findings = (kind) => ({
  show(root, first) {
    const tab = kind === 'anomaly' ? 'anomalies' : 'failures';
    let params = first;
    let left = false;
    let shownFor = '';
    let current = null;
    const bar = h('div', {class: 'filters inline'});
    const rows = rowList({label: kind === 'anomaly' ? 'Anomalies' : 'Failures', older: 'Load older', wanted: (more) => wanted(more), row: (each) => row(each),
      chosen: () => params.id, nothing});
    const detail = h('section', {class: 'detail', 'aria-label': `Selected ${kind}`, tabindex: '-1'});
    const fresh = newcomers(() => load());
    const layout = h('div', {class: 'two-panes'}, h('div', {class: 'pane-list narrow'}, fresh.element, rows.element), detail);
    put(root, bar, layout);
    const said = judgement(kind, (changed) => replace(changed));

    const without = (...names) => Object.fromEntries(Object.entries(params).filter(([each]) => !names.includes(each)));
    const set = (key, value) => go('monitoring', {...without('id', key), ...(value ? {[key]: value} : {})});
    const filters = () => JSON.stringify(FILTERS.map((each) => params[each]));
    const wanted = (more) => `/api/v1/predictions${query({kind, detected: 'true', severity: params.severity, failure_type: params.type, label: params.label, limit: PAGE,
      since: HOURS[params.since] ? new Date(Math.floor(Date.now() / 60000) * 60000 - HOURS[params.since] * 3600000).toISOString() : '', ...more})}`;

    function buildFilters() {
      put(bar, select('label', 'What people say', [['All', ''], ['Nothing yet', 'none'], ['Right', 'correct'], ['Wrong', 'wrong']], params.label, (value) => set('label', value)),
        select('severity', 'Severity', [['All', ''], ...SEVERITIES.map((each) => [words(each), each])], params.severity, (value) => set('severity', value)),
        kind === 'failure' && select('type', 'Kind', [['All', ''], ...FAILURES.map((each) => [words(each), each])], params.type, (value) => set('type', value)),
        select('since', 'Found', SINCE, params.since, (value) => set('since', value)));
    }

    function summary(each) {
      if (kind === 'failure') {
        return each.root_cause ?? 'no service stands out';
      }
      const top = each.loudest;
      return top ? `${metricName(top.metric_type)} ${measured(top.metric_type, top.observed)} where ${usual(top.metric_type, top)} is usual: ${labelLine(top.labels)}` : 'an unusual combination';
    }

    const row = (each) => h('a', {class: `row ${each.severity === 'critical' && !each.label ? 'is-urgent' : ''}`, href: address('monitoring', {...without('id'), id: each.id}), data: {row: each.id}},
      h('span', {class: 'row-head'}, severity(each.severity), kind === 'failure' && h('strong', {}, words(each.failure_type ?? 'unknown')),
        each.label && h('span', {class: `chip ${each.label.correct ? 'good' : 'warn'}`}, each.label.correct ? 'Right' : 'Wrong'), time(each.created_at)),
      h('span', {class: 'row-text'}, summary(each)),
      h('span', {class: 'row-foot'}, each.recommended_actions.map(words).join(', '), !each.policy.allowed && ' (the policy denied another)'));

    function nothing() {
      if (FILTERS.some((each) => params[each])) {
        return empty('Nothing matches', `No ${kind} meets these filters.`, h('button', {class: 'button', type: 'button', on: {click: () => go('monitoring', {tab})}}, 'Clear the filters'));
      }
      return empty(kind === 'anomaly' ? 'No anomaly was found' : 'No failure was found', 'What is found appears here by itself. To see one:', h('pre', {tabindex: '0', id: 'example'}, example(kind)));
    }

    function load() {
      shownFor = filters();
      fresh.tell(0);
      return rows.load();
    }

    function replace(changed) {
      const place = rows.place(changed.id);
      if (place >= 0) {
        rows.items[place] = changed;
        const old = rows.at(changed.id);
        const focused = document.activeElement === old;
        const element = row(changed);
        old?.replaceWith(element);
        if (focused) {
          element.focus();
        }
        rows.mark();
      }
    }

    const close = () => go('monitoring', without('id'), {replace: true});
    const back = () => h('button', {class: 'button small back', type: 'button', on: {click: close}}, icon('back'), 'List');

    async function showDetail() {
      const {id} = params;
      current = null;
      rows.mark();
      if (!id) {
        put(detail, empty(`Select ${kind === 'anomaly' ? 'an anomaly' : 'a failure'}`, 'Press j to begin, ? for all keys.'));
        return;
      }
      put(detail, loading());
      try {
        const found = await get(`/api/v1/predictions/${encodeURIComponent(id)}`);
        if (!left && id === params.id) {
          current = found;
          put(detail, h('div', {class: 'detail-head'}, back(), severity(found.severity),
            h('h2', {class: 'detail-title'}, found.kind === 'failure' ? words(found.failure_type ?? 'unknown failure') : 'Anomaly'), time(found.created_at)),
          found.kind === 'failure' ? failure(found, said.of(found)) : anomaly(found, said.of(found), () => !left && id === params.id));
        }
      } catch (error) {
        if (!left && id === params.id) {
          put(detail, back(), failed(error, showDetail));
        }
      }
    }

    function choose(id) {
      go('monitoring', {...without('id'), id}, {replace: true});
      rows.focus(id);
    }

    const itself = opening((id) => go('monitoring', {...without('id'), id}, {replace: true}));
    turning(rows.element, detail, () => params.id, itself.choose);

    function move(by) {
      const target = itself.unchosen(params.id) ? rows.items[0] : rows.beside(by);
      itself.choose();
      if (target) {
        choose(target.id);
      }
    }

    async function look() {
      soon = null;
      try {
        const page = await get(wanted());
        if (left || shownFor !== filters()) {
          return;
        }
        const top = rows.items[0]?.created_at ?? '';
        const news = page.items.filter((each) => rows.place(each.id) < 0 && each.created_at >= top).length;
        if (rows.items.length === 0 && news > 0) {
          rows.show(page);
        } else {
          fresh.tell(news, PAGE);
        }
      } catch {
        // Asked again with the next event.
      }
    }

    let soon = null;
    buildFilters();
    load().then(() => !left && !itself.first(rows.items, params.id) && showDetail());
    return {
      update(now) {
        const before = params;
        params = now;
        itself.went(now.id);
        if (shownFor !== filters()) {
          buildFilters();
          rows.clear();
          load();
        }
        if (before.id !== now.id) {
          showDetail();
        }
      },
      event(type, data) {
        if (type === 'reset' || (type === 'anomaly' && data.kind === kind)) {
          soon ??= setTimeout(look, 700);
        }
      },
      leave() {
        left = true;
        rows.leave();
        clearTimeout(soon);
      },
      keys: {
        j: () => move(1),
        k: () => move(-1),
        y: () => current && said.say(current, true),
        x: () => current && said.say(current, false),
        z: () => said.undo(),
        n: () => detail.querySelector('textarea')?.focus(),
        '/': () => bar.querySelector('select').focus(),
        Enter() {
          const each = document.activeElement.closest('[data-row]');
          if (each) {
            choose(each.dataset.row);
          }
          detail.focus();
        },
        Escape(event) {
          if (event.target.closest('input, textarea')) {
            rows.element.querySelector('[aria-current]')?.focus();
          } else if (params.id) {
            close();
          }
        },
      },
    };
  },
});

/** A request that works as it stands on this machine, and elsewhere with a key. */
function example(kind) {
  const sample = (type, value) => `{"metric_type": "${type}", "value": ${value}, "timestamp": "'$NOW'", "labels": {"service": "shop"}}`;
  const call = (path, body) => `NOW=$(date -u +%Y-%m-%dT%H:%M:%SZ); curl ${location.origin}/api/v1/${path} \\
  -H "X-API-Key: \${AEGIS_KEY:-dev_api_key}" -H 'Content-Type: application/json' \\
  -d '${body}'`;
  return kind === 'anomaly' ? call('detect-anomaly', `{"metrics": [${sample('cpu_usage', 97)}]}`)
    : call('detect-failure', `{"metrics": [${sample('cpu_usage', 97)}, ${sample('error_rate', 0.45)}],
  "logs": [{"timestamp": "'$NOW'", "level": "error", "service": "shop", "message": "connection to the database timed out"}]}`);
}
