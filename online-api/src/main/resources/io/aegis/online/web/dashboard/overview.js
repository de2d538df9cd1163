// The state of the product at a glance.

import {call, get, post} from './http.js';
import {h, icon, put} from './dom.js';
import {duration, millis, number, percent, short, usd} from './format.js';
import {complain, empty, failed, loading, sentimentName, SENTIMENTS, toast, TOPICS} from './parts.js';
import {shares, timeChart} from './charts.js';
import {address, go} from './state.js';

const RANGES = [['1h', 'Hour'], ['24h', 'Day'], ['7d', 'Week'], ['30d', 'Month']];
const EVERY = 20000;

/** What is to be drawn again once what is being read is there. */
const FIGURES = 1;
const WHOLE = 2;

function tile(name, value, detail, {href, kind = ''} = {}) {
  const inside = [h('span', {class: 'tile-name'}, name), h('span', {class: `tile-value ${kind}`}, value), h('span', {class: 'tile-detail'}, detail)];
  return href ? h('a', {class: 'tile card', href}, inside) : h('div', {class: 'tile card'}, inside);
}

/** Samples carry the verdicts of what stands for an LLM: they are in no share of the product's own. */
function tiles(stats, sampled) {
  const ai = stats.ai;
  const total = Math.max(0, stats.total - sampled);
  const answered = Math.max(0, stats.by_source.ai - sampled);
  const without = sampled > 0 ? `, without the ${number(sampled)} samples` : '';
  const saved = ai.calls > 0 ? stats.duplicates_saved * ai.cost_usd / ai.calls : 0;
  return h('div', {class: 'tiles'},
    tile('Open', short(stats.open), `${number(stats.total)} in all, ${number(stats.resolved)} resolved`, {href: address('inbox', {status: 'Open'})}),
    tile('Urgent now', short(stats.urgent_open), `${number(stats.urgent)} with the resolved ones`, {href: address('inbox', {urgent: 'true', status: 'Open'}), kind: stats.urgent_open ? 'bad' : ''}),
    tile('To review', short(stats.needs_review), 'AI and rules disagree', {href: address('reviews')}),
    tile('Labelled by the LLM', total ? percent(Math.min(1, answered / total)) : '–', `${number(ai.late_upgrades)} late answers used${without}`),
    tile('Fallback', total ? percent(Math.min(1, stats.fallback / total)) : '–', `${number(stats.fallback)} by the heuristic${without}`, {href: address('inbox', {source: 'fallback'})}),
    tile('Answer time', millis(stats.latency_ms.p50), `p95 ${millis(stats.latency_ms.p95)}, p99 ${millis(stats.latency_ms.p99)}`),
    tile('Duplicates saved', short(stats.duplicates_saved), saved > 0 ? `about ${usd(saved)} not spent` : 'LLM calls that were not needed'),
    tile('LLM cost', usd(ai.cost_usd), `${number(ai.calls)} calls, ${number(ai.failures)} failed, ${number(ai.timeouts)} late`));
}

const CIRCUIT = {closed: ['good', 'Healthy'], open: ['bad', 'Cut off'], half_open: ['warn', 'Being tried']};

function providers(circuits) {
  const names = Object.keys(circuits);
  return h('section', {class: 'card'}, h('h2', {}, 'LLM providers'), names.length === 0
    ? h('p', {class: 'hint'}, 'None is configured: every answer is the heuristic’s. ', h('code', {}, 'ENABLE_MOCK_MODE=true'), ' tries it without one.')
    : h('ul', {class: 'plain'}, names.map((name) => {
      const [kind, text] = CIRCUIT[circuits[name].state] ?? ['', circuits[name].state];
      return h('li', {class: 'line-item'}, h('strong', {}, name),
        h('span', {class: `chip status ${kind}`}, h('span', {class: 'dot', 'aria-hidden': 'true'}), text),
        circuits[name].reason && h('span', {class: 'hint'}, circuits[name].reason.replaceAll('_', ' '),
          circuits[name].retry_in_ms > 0 ? `, tried again in ${duration(circuits[name].retry_in_ms / 1000)}` : ''));
    })));
}

function problems(items) {
  return h('section', {class: 'card problems', 'aria-live': 'polite'}, h('h2', {}, 'Problems'), items.length === 0
    ? h('p', {class: 'all-well'}, icon('check'), 'Nothing is wrong.')
    : h('ul', {class: 'plain'}, items.map((each) => h('li', {class: `problem ${each.level}`},
      icon(each.level === 'info' ? 'info' : 'alert'),
      h('div', {}, h('strong', {}, each.title), ' ', h('span', {class: 'level'}, each.level === 'info' ? '' : each.level),
        h('p', {}, each.detail, ' ', h('span', {class: 'do'}, each.action)),
        each.link && h('a', {href: `#/${each.link}`}, 'Look'),
        each.id === 'healing-late' && h('button', {class: 'button small', type: 'button', on: {click: heal}}, 'Heal all now'))))));
}

async function heal() {
  try {
    const asked = await post('/admin/reconcile');
    toast(asked.reason ?? `${number(asked.queued)} rows are asked about.`);
  } catch (error) {
    complain(error);
  }
}

/** Sample data: offered where nothing has come in yet, and removed by one click. */
function samples({state, feedback}, total, again) {
  const act = (method, done) => async (event) => {
    const button = event.currentTarget;
    button.disabled = true;
    try {
      await call(method, '/admin/sample-data');
      toast(done);
    } catch (error) {
      complain(error);
    }
    button.disabled = false;
    again();
  };
  const load = act('POST', 'The sample data are there. Groups appear within some minutes.');
  if (state === 'none') {
    return total === 0 && h('section', {class: 'card samples'}, h('div', {}, h('h2', {}, 'Nothing has come in yet'),
      h('p', {class: 'hint'}, 'Sample data fill every page: 200 texts in four languages and two services, one of which had a fault. Nobody outside is told of them, and one click removes them.')),
    h('button', {class: 'button primary', type: 'button', on: {click: load}}, 'Load sample data'));
  }
  return h('section', {class: 'card samples'}, h('div', {}, h('h2', {}, 'Sample data'),
    h('p', {class: 'hint'}, state === 'loaded'
      ? `${number(feedback)} texts with the tag “sample”, and the services sample-shop and sample-payments, are made up; no LLM was asked, their verdicts come with them. Nobody outside is told of them.`
      : 'They are not complete: loading or removing them was cut short, or goes on.')),
  state === 'loading' && h('button', {class: 'button', type: 'button', on: {click: load}}, 'Load the rest'),
  h('button', {class: 'button', type: 'button', on: {click: act('DELETE', 'The sample data are gone.')}}, 'Remove the sample data'));
}

function charts(trends, sampled) {
  const {buckets, bucket_seconds: bucketSeconds} = trends;
  if (buckets.every((bucket) => bucket.total === 0)) {
    return h('div', {class: 'card'}, empty('Nothing came in this time', 'Choose a longer range, or post something:',
      h('pre', {tabindex: '0'}, `curl ${location.origin}/feedback -H 'Content-Type: application/json' \\\n  -d '{"raw_content": "I was charged twice!"}'`)));
  }
  return [
    timeChart({title: 'Volume by sentiment', buckets, bucketSeconds,
      series: ['NEGATIVE', 'NEUTRAL', 'POSITIVE'].map((each) => ({name: sentimentName(each), kind: each.toLowerCase(), of: (bucket) => bucket.by_sentiment[each]}))}),
    timeChart({title: 'Topics', buckets, bucketSeconds,
      series: TOPICS.map((each, i) => ({name: each, kind: `series-${i}`, of: (bucket) => bucket.by_topic[each]}))}),
    timeChart({title: sampled > 0 ? 'Fallback rate, samples among the rest' : 'Fallback rate', buckets, bucketSeconds, lines: true, top: 1, format: percent,
      series: [{name: 'Share of fallback answers', kind: 'series-0', of: (bucket) => (bucket.total ? bucket.by_source.fallback / bucket.total : 0)}]}),
  ];
}

export const overview = {
  title: 'Overview',
  show(root, first) {
    let params = first;
    let due = 0;
    let busy = false;
    let left = false;
    let offered = false;
    // How long counting took: of many rows it is asked for more rarely, so that events cost a tenth of the time at most.
    let took = 0;
    const pause = (least) => Math.max(least, 10 * took);
    const range = h('div', {class: 'segments', role: 'group', 'aria-label': 'Time range of the charts'});
    const body = h('div', {class: 'overview'}, loading());
    put(root, h('div', {class: 'page-head'}, h('h1', {}, 'Overview'), range), body);
    const parts = {samples: h('div', {}), problems: h('div', {}), tiles: h('div', {}), charts: h('div', {class: 'charts'}), side: h('div', {class: 'side-cards'})};

    const ranges = () => put(range, RANGES.map(([value, name]) => h('button', {class: 'segment', type: 'button',
      'aria-pressed': String(value === (params.range ?? '24h')), on: {click: () => go('overview', {range: value})}}, name)));

    async function load(all) {
      if (busy) {
        due = all || due === WHOLE ? WHOLE : FIGURES;
        return;
      }
      busy = true;
      const began = performance.now();
      try {
        const [stats, found, trends, told] = await Promise.all([get('/admin/stats'), get('/admin/problems'),
          get(`/admin/trends?range=${encodeURIComponent(params.range ?? '24h')}`), get('/admin/sample-data').catch(() => null)]);
        if (left) {
          return;
        }
        const sampled = told?.feedback ?? 0;
        if (all) {
          offered = told?.state === 'none';
          put(parts.samples, told && samples(told, stats.total, () => load(true)));
          put(body, parts.samples, parts.problems, parts.tiles, h('div', {class: 'columns'}, parts.charts, parts.side));
        }
        if (offered && stats.total > 0) {
          put(parts.samples);
        }
        put(parts.problems, problems(found.items));
        put(parts.tiles, tiles(stats, sampled));
        // Nothing is redrawn under a pointer that reads it.
        if (all || !parts.charts.matches(':hover, :focus-within')) {
          put(parts.charts, charts(trends, sampled));
        }
        put(parts.side, providers(stats.ai.circuit),
          shares('Departments', Object.entries(stats.by_department).map(([name, value]) => ({name, value, href: address('inbox', {department: name, status: 'Open'})}))),
          shares('Topics', Object.entries(stats.by_topic).map(([name, value]) => ({name, value, href: address('inbox', {topic: name, status: 'Open'})}))),
          shares('Sentiment', SENTIMENTS.map((each) => ({name: sentimentName(each), value: stats.by_sentiment[each], kind: each.toLowerCase(), href: address('inbox', {sentiment: each, status: 'Open'})}))));
      } catch (error) {
        if (all) {
          put(body, failed(error, () => load(true)));
        }
      } finally {
        busy = false;
        took = performance.now() - began;
        if (due) {
          const whole = due === WHOLE;
          due = 0;
          setTimeout(() => !left && load(whole), whole ? 0 : pause(2000));
        }
      }
    }

    ranges();
    load(true);
    const timer = setInterval(() => load(false), EVERY);
    let soon = null;
    return {
      update(next) {
        params = next;
        ranges();
        load(true);
      },
      event(kind) {
        if (kind !== 'import' && kind !== 'job') {
          soon ??= setTimeout(() => {
            soon = null;
            load(false);
          }, pause(1500));
        }
      },
      leave() {
        left = true;
        clearInterval(timer);
        clearTimeout(soon);
      },
      keys: {},
    };
  },
};
