// Series: a list with those first that need somebody, and one of them over time.

import {get, query} from './http.js';
import {h, icon, put} from './dom.js';
import {number} from './format.js';
import {bandChart} from './band.js';
import {labelChips, labelLine, measured, METRIC_CHOICES, metricName, score, severity, usual} from './metrics.js';
import {empty, failed, loading, newcomers, select, time} from './parts.js';
import {opening, turning} from './opening.js';
import {rowList} from './rows.js';
import {address, go} from './state.js';

const PAGE = 50;
const EVERY = 15000;
const FILTERS = ['q', 'type', 'anomalous'];
const HOURS = {'1h': 1, '6h': 6, '24h': 24, '7d': 168};
const RANGES = [['1h', 'Hour'], ['6h', '6 hours'], ['24h', 'Day'], ['7d', 'Week']];
const SINCE = [['All series', ''], ['Anomalous in the last hour', '1h'], ['In the last day', '24h'], ['In the last week', '7d']];

/** A request that works as it stands on this machine, and elsewhere with a key. */
const EXAMPLE = (origin) => `curl ${origin}/api/v1/detect-anomaly \\
  -H "X-API-Key: \${AEGIS_KEY:-dev_api_key}" -H 'Content-Type: application/json' \\
  -d '{"metrics": [{"metric_type": "cpu_usage", "value": 97, "timestamp": "'$(date -u +%Y-%m-%dT%H:%M:%SZ)'", "labels": {"pod": "api-1"}}]}'`;

const name = (each) => `${metricName(each.metric_type)} of ${labelLine(each.labels)}`;
/** Whether somebody has to look: at what alerts, or sends nothing, and is neither worked on nor known. */
const needs = (each) => Boolean(each.last?.alert || each.silent_since) && !each.maintenance_until && !each.acknowledged_by;

/** What else is to be seen at a glance. */
const standing = (each) => [each.silent_since && h('span', {class: 'chip bad'}, icon('mute'), 'Silent since ', time(each.silent_since)),
  each.maintenance_until && h('span', {class: 'chip busy'}, icon('wrench'), 'In maintenance'),
  each.acknowledged_by && h('span', {class: 'chip good', title: `by ${each.acknowledged_by}`}, icon('check'), 'Acknowledged')];

const past = (hours) => new Date(Math.floor(Date.now() / 60000) * 60000 - hours * 3600000).toISOString();

export const series = {
  show(root, first) {
    let params = first;
    let left = false;
    let shownFor = '';
    let detailOf = '';
    const news = new Set();
    const bar = h('form', {class: 'filters inline', role: 'search', on: {submit: (event) => event.preventDefault()}});
    const rows = rowList({label: 'Series', older: 'Load more', wanted: (more) => wanted(more), row: (each) => row(each), chosen: () => params.series, nothing});
    const detail = h('section', {class: 'detail', 'aria-label': 'Selected series', tabindex: '-1'});
    const fresh = newcomers(() => load());
    const layout = h('div', {class: 'two-panes'}, h('div', {class: 'pane-list narrow'}, fresh.element, rows.element), detail);
    put(root, bar, layout);

    const without = (...names) => Object.fromEntries(Object.entries(params).filter(([each]) => !names.includes(each)));
    const set = (key, value) => go('monitoring', {...without('series', 'until', 'at', key), ...(value ? {[key]: value} : {})});
    const look = (change) => go('monitoring', {...without(...Object.keys(change)), ...change}, {replace: true});
    const wanted = (more) => `/api/v1/series${query({q: params.q, metric_type: params.type, limit: PAGE,
      anomalous_since: HOURS[params.anomalous] ? past(HOURS[params.anomalous]) : '', ...more})}`;
    const filters = () => JSON.stringify(FILTERS.map((each) => params[each]));

    function buildFilters() {
      const search = h('input', {type: 'search', name: 'q', placeholder: 'Search the labels', 'aria-label': 'Search the labels', maxlength: '200', value: params.q ?? '',
        on: {search: () => set('q', search.value.trim()), keydown: (event) => event.key === 'Enter' && set('q', search.value.trim())}});
      put(bar, search, select('type', 'Metric', [['All', ''], ...METRIC_CHOICES], params.type, (value) => set('type', value)),
        select('anomalous', 'Show', SINCE, params.anomalous, (value) => set('anomalous', value)));
    }

    function inside(each) {
      const {last} = each;
      return [
        h('span', {class: 'row-head'}, h('strong', {}, metricName(each.metric_type)), last?.alert ? h('span', {class: 'chip bad'}, icon('alert'), 'Alerting') : last?.is_anomalous && h('span', {class: 'chip warn'}, 'Anomalous'),
          standing(each), last && time(last.timestamp)),
        h('span', {class: 'row-text'}, labelLine(each.labels)),
        h('span', {class: 'row-foot'}, last ? `${measured(each.metric_type, last.value)}, score ${score(last.raw_score)}` : 'not scored yet',
          last?.alert_since && h('span', {}, ', alerting since ', time(last.alert_since)), each.anomalous_at && !last?.is_anomalous && h('span', {}, ', last anomaly ', h('time', {datetime: each.anomalous_at, data: {ago: each.anomalous_at}}, time(each.anomalous_at).textContent)))];
    }

    const row = (each) => h('a', {class: `row ${needs(each) ? 'is-urgent' : ''}`, href: address('monitoring', {...without('until', 'at'), series: each.id}), data: {row: each.id}}, inside(each));

    function nothing() {
      return FILTERS.some((each) => params[each])
        ? empty('Nothing matches', 'No series meets these filters.', h('button', {class: 'button', type: 'button', on: {click: () => go('monitoring', {tab: 'series'})}}, 'Clear the filters'))
        : empty('No series yet', 'A series appears with its first sample. To send one:', h('pre', {tabindex: '0', id: 'example'}, EXAMPLE(location.origin)),
          h('p', {}, 'Prometheus sends its own by remote write: see ', h('a', {href: '/docs'}, 'the documentation'), '.'));
    }

    function load() {
      shownFor = filters();
      news.clear();
      fresh.tell(0);
      return rows.load();
    }

    /** Keeps rows true where they stand; what is newly anomalous is told, not moved. */
    async function refresh() {
      try {
        const page = await get(wanted());
        if (left || shownFor !== filters()) {
          return;
        }
        if (rows.items.length === 0) {
          rows.show(page);
          return;
        }
        for (const each of page.items) {
          const place = rows.place(each.id);
          if (place < 0 || (each.last?.is_anomalous && !rows.items[place].last?.is_anomalous)) {
            news.add(each.id);
          }
          const element = place >= 0 && rows.at(each.id);
          if (element) {
            rows.items[place] = each;
            element.classList.toggle('is-urgent', needs(each));
            put(element, inside(each));
          }
        }
        fresh.tell(news.size, PAGE);
      } catch {
        // Asked again soon.
      }
    }

    /** What ends with the newest sample begins by it too, and only the server knows when that was. */
    async function read(id) {
      const path = `/api/v1/series/${encodeURIComponent(id)}/samples`;
      const hours = HOURS[params.range] ?? 24;
      const asked = params.until && !Number.isNaN(Date.parse(params.until)) ? new Date(params.until).toISOString() : '';
      const since = (until) => new Date(Date.parse(until) - hours * 3600000).toISOString();
      if (asked) {
        return get(`${path}${query({since: since(asked), until: asked})}`);
      }
      const day = await get(path);
      return hours === 24 ? day : get(`${path}${query({since: since(day.until), until: day.until})}`);
    }

    async function showDetail({again = false} = {}) {
      const id = params.series;
      rows.mark();
      if (!id) {
        detailOf = '';
        put(detail, empty('Select a series', 'Those that need somebody come first. Press j to begin, ? for all keys.',
          h('button', {class: 'button', type: 'button', data: {act: 'first'}, on: {click: () => move(1)}}, 'Open the first')));
        return;
      }
      const key = JSON.stringify([id, params.range, params.until]);
      if (!again && detailOf.slice(0, 2 + id.length) !== key.slice(0, 2 + id.length)) {
        put(detail, loading());
      }
      try {
        const [found, told] = await Promise.all([read(id), get(`/api/v1/predictions${query({series: id, limit: 10})}`).catch(() => ({items: []}))]);
        if (!left && id === params.series && !(again && detail.querySelector('.plot:hover, .plot:focus, details[open]'))) {
          detailOf = key;
          drawDetail(found, told.items);
        }
      } catch (error) {
        // What is shown already stays when it cannot be renewed.
        if (!left && !again && id === params.series) {
          detailOf = '';
          put(detail, h('button', {class: 'button small back', type: 'button', on: {click: close}}, icon('back'), 'List'), failed(error, showDetail));
        }
      }
    }

    const close = () => go('monitoring', without('series', 'until', 'at'), {replace: true});

    function drawDetail(found, told) {
      const each = found.series;
      const hours = HOURS[params.range] ?? 24;
      const shift = (part) => look({until: new Date(Date.parse(found.until) + part * hours * 3600000).toISOString(), at: ''});
      const focused = detail.contains(document.activeElement) ? document.activeElement.dataset.act : null;
      const lastPoint = found.points.at(-1);
      put(detail,
        h('div', {class: 'detail-head'}, h('button', {class: 'button small back', type: 'button', on: {click: close}}, icon('back'), 'List'),
          h('h2', {class: 'detail-title'}, metricName(each.metric_type)), each.last?.is_anomalous && h('span', {class: 'chip bad'}, icon('alert'), 'Anomalous'), standing(each)),
        labelChips(each.labels),
        h('div', {class: 'actions'},
          h('div', {class: 'segments', role: 'group', 'aria-label': 'Time range'}, RANGES.map(([value, title]) => h('button', {class: 'segment', type: 'button', data: {act: value},
            'aria-pressed': String(value === (params.range ?? '24h')), on: {click: () => look({range: value})}}, title))),
          h('button', {class: 'button small', type: 'button', data: {act: 'earlier'}, on: {click: () => shift(-0.5)}}, 'Earlier'),
          params.until && h('button', {class: 'button small', type: 'button', data: {act: 'later'}, on: {click: () => shift(0.5)}}, 'Later'),
          params.until && h('button', {class: 'button small', type: 'button', data: {act: 'newest'}, on: {click: () => look({until: '', at: ''})}}, 'Newest')),
        found.points.length === 0
          ? empty('No samples in this time', 'Choose another time.', h('button', {class: 'button', type: 'button', on: {click: () => look({until: '', at: ''})}}, 'To the newest'))
          : bandChart({title: name(each), type: each.metric_type, samples: found, chosen: params.at}),
        h('dl', {class: 'facts'},
          lastPoint && h('div', {}, h('dt', {}, 'Last shown'), h('dd', {}, `${measured(each.metric_type, lastPoint.value)}, usual are ${usual(each.metric_type, lastPoint)}, `, time(lastPoint.timestamp))),
          h('div', {}, h('dt', {}, 'Samples'), h('dd', {}, `${number(found.samples)} in this time`, found.points.length < found.samples && `, of which ${number(found.points.length)} are drawn: the extremes and the anomalies`,
            found.older_left_out && '; older ones of this time are left out')),
          h('div', {}, h('dt', {}, 'Service'), h('dd', {}, each.service ?? 'none of the labels says')),
          h('div', {}, h('dt', {}, 'Anomaly from'), h('dd', {}, `score ${score(found.threshold)}`)),
          each.maintenance_until && h('div', {}, h('dt', {}, 'In maintenance'), h('dd', {}, 'until ', time(each.maintenance_until), '; nothing alerts')),
          each.acknowledged_by && h('div', {}, h('dt', {}, 'Acknowledged'), h('dd', {}, `by ${each.acknowledged_by}, `, time(each.acknowledged_at))),
          h('div', {}, h('dt', {}, 'First seen'), h('dd', {}, time(each.created_at)))),
        h('section', {}, h('h2', {}, 'Anomalies it had a part in'), told.length === 0 ? h('p', {class: 'hint'}, 'None is stored.')
          : h('ul', {class: 'plain'}, told.map((one) => h('li', {class: 'line-item'}, severity(one.severity),
            h('a', {href: address('monitoring', {tab: 'anomalies', id: one.id})}, `score ${score(one.score)}`), time(one.created_at),
            one.label && h('span', {class: `chip ${one.label.correct ? 'good' : 'warn'}`}, one.label.correct ? 'Called right' : 'Called wrong'))))));
      if (focused) {
        detail.querySelector(`[data-act="${focused}"]`)?.focus();
      }
    }

    const itself = opening((id) => go('monitoring', {...without('until', 'at'), series: id}, {replace: true}));
    turning(rows.element, detail, () => params.series, itself.choose);

    function move(by) {
      const target = itself.unchosen(params.series) ? rows.items[0] : rows.beside(by);
      itself.choose();
      if (target) {
        go('monitoring', {...without('until', 'at'), series: target.id}, {replace: true});
        rows.focus(target.id);
      }
    }

    let soon = null;
    buildFilters();
    load().then(() => !left && !itself.first(rows.items, params.series) && showDetail());
    const timer = setInterval(() => {
      refresh();
      if (params.series && !params.until) {
        showDetail({again: true});
      }
    }, EVERY);
    return {
      update(now) {
        const before = params;
        params = now;
        itself.went(now.series);
        if (shownFor !== filters()) {
          buildFilters();
          rows.clear();
          load();
        }
        if (['series', 'range', 'until', 'at'].some((each) => before[each] !== now[each])) {
          showDetail();
        }
      },
      event(kind) {
        if (kind === 'anomaly' || kind === 'reset') {
          // What is said of series is written behind, within two seconds.
          soon ??= setTimeout(() => {
            soon = null;
            refresh();
          }, 2500);
        }
      },
      leave() {
        left = true;
        rows.leave();
        clearInterval(timer);
        clearTimeout(soon);
      },
      keys: {
        j: () => move(1),
        k: () => move(-1),
        '/': () => bar.querySelector('input[type=search]').focus(),
        Enter() {
          const each = document.activeElement.closest('[data-row]');
          if (each) {
            go('monitoring', {...without('until', 'at'), series: each.dataset.row}, {replace: true});
          }
          (detail.querySelector('.plot') ?? detail).focus();
        },
        Escape(event) {
          if (event.target.closest('input')) {
            rows.element.querySelector('[aria-current]')?.focus();
          } else if (params.series) {
            close();
          }
        },
      },
    };
  },
};
