// What moves, and how good verdicts are: counts by one dimension against the period before, and agreement with reviewers.

import {get} from './http.js';
import {h, put, s} from './dom.js';
import {languageName, number, percent, short, usd} from './format.js';
import {empty, failed, loading, select} from './parts.js';
import {address, go} from './state.js';

const RANGES = [['1h', 'Hour'], ['24h', 'Day'], ['7d', 'Week'], ['30d', 'Month']];
const DIMENSIONS = [['Topics', 'topic'], ['Own topics', 'own_topic'], ['Departments', 'department'], ['Languages', 'language'],
  ['Sentiments', 'sentiment'], ['Channels', 'channel'], ['Groups', 'group'], ['Verdicts by', 'source']];
const LANES = {heuristic: 'Rules', llm: 'LLM'};
const WHAT = {sentiment: 'Sentiment', topics: 'Topics', urgency: 'Urgency'};
const WIDTH = 160;
const HEIGHT = 32;

function spark(counts) {
  const most = Math.max(1, ...counts);
  const points = counts.map((count, i) => `${(i * WIDTH / Math.max(1, counts.length - 1)).toFixed(1)},${(HEIGHT - 2 - count / most * (HEIGHT - 4)).toFixed(1)}`);
  return s('svg', {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, 'aria-hidden': 'true'}, s('polyline', {class: 'line series-0', points: points.join(' ')}));
}

function change({total, before}) {
  if (total === before) {
    return 'as many';
  }
  return `${total > before ? 'up' : 'down'} ${before === 0 ? 'from none' : percent(Math.abs(total - before) / before)}`;
}

const estimate = (share) => (share ? `${percent(share.share)} (${percent(share.low)} to ${percent(share.high)})` : 'not known');

const scroll = (label, table) => h('div', {class: 'card scroll', tabindex: '0', role: 'region', 'aria-label': label}, table);
const head = (...names) => h('thead', {}, h('tr', {}, names.map((name) => h('th', {scope: 'col'}, name))));

function agreement(title, first, groups, nameOf) {
  const rows = Object.entries(groups).flatMap(([group, lanes]) => Object.entries(lanes).map(([lane, each]) =>
    h('tr', {}, h('th', {scope: 'row'}, nameOf(group)), h('td', {}, LANES[lane] ?? lane), h('td', {}, number(each.verdicts)),
      Object.keys(WHAT).map((what) => h('td', {}, estimate(each[what]))))));
  return rows.length > 0 && [h('h3', {}, title), scroll(title, h('table', {}, head(first, 'Verdict of', 'Decided', ...Object.values(WHAT)), h('tbody', {}, rows)))];
}

export const trends = {
  title: 'Trends',
  show(root, first) {
    let params = first;
    let left = false;
    const bar = h('form', {class: 'filters', on: {submit: (event) => event.preventDefault()}});
    const moving = h('section', {'aria-label': 'What moves'}, loading());
    const quality = h('section', {'aria-label': 'Quality'});
    put(root, h('div', {class: 'page-head'}, h('h1', {}, 'Trends')), bar, h('div', {class: 'charts'}, moving, quality));
    const by = () => params.by ?? 'topic';
    const range = () => params.range ?? '7d';
    const set = (name, value) => go('trends', {...params, [name]: value});

    function build() {
      put(bar, h('div', {class: 'filter-main'},
        h('div', {class: 'segments', role: 'group', 'aria-label': 'Range'}, RANGES.map(([value, name]) =>
          h('button', {class: 'segment', type: 'button', 'aria-pressed': String(value === range()), on: {click: () => set('range', value)}}, name))),
        select('by', 'Counted by', DIMENSIONS, by(), (value) => set('by', value))));
    }

    async function load() {
      const wanted = `${encodeURIComponent(by())}`;
      const query = `range=${encodeURIComponent(range())}`;
      try {
        const [found, good] = await Promise.all([get(`/admin/trends/${wanted}?${query}`), get(`/admin/quality?${query}`)]);
        if (!left && found.by === by() && found.range === range()) {
          draw(found, `/admin/trends/${wanted}/csv?${query}`);
          drawQuality(good);
        }
      } catch (error) {
        if (!left) {
          put(moving, failed(error, load));
        }
      }
    }

    function nameOf(each) {
      return each.group_id ? h('a', {href: address('groups', {id: each.group_id})}, each.name) : by() === 'language' ? languageName(each.name) : each.name;
    }

    function draw({items}, csv) {
      put(moving, h('div', {class: 'import-head'}, h('h2', {}, 'What moves'), h('a', {class: 'button', href: csv, download: ''}, 'CSV')),
        h('p', {class: 'hint'}, 'What grew most comes first: by more than chance, not by per cent. Each period is held against the one before.'),
        items.length === 0 ? h('div', {class: 'card'}, empty('Nothing came', 'In this period and the one before there was nothing to count.'))
          : scroll('What moves', h('table', {}, head('Name', 'Now', 'Before', 'Change', 'Over time'),
            h('tbody', {}, items.map((each) => h('tr', {data: {trend: each.name}}, h('th', {scope: 'row'}, nameOf(each)),
              h('td', {}, short(each.total)), h('td', {}, short(each.before)), h('td', {}, change(each)), h('td', {}, spark(each.counts))))))));
    }

    function drawQuality({all, by_topic: topics, by_language: languages, llm}) {
      put(quality, h('h2', {}, 'Quality'),
        h('p', {class: 'hint'}, 'How often verdicts are as reviewers decide, with the interval in which the true share lies (95 %, Wilson). Only what needed a review is in it, so over all rows agreement is higher.'),
        Object.keys(all).length === 0 ? h('div', {class: 'card'}, empty('Nothing was decided', 'What came to review in this period and is decided is held against the verdicts here.'))
          : [agreement('All', 'Of', {'All reviews': all}, (name) => name), agreement('By topic', 'Topic', topics, (name) => name), agreement('By language', 'Language', languages, languageName)],
        llm.calls > 0 && h('p', {class: 'card'}, `The LLM was in time for ${estimate(llm.in_time)} of ${number(llm.calls)} calls, at ${usd(llm.cost_usd_per_thousand)} for a thousand.`));
    }

    build();
    load();
    return {
      update(next) {
        params = next;
        build();
        load();
      },
      leave() {
        left = true;
      },
      keys: {},
    };
  },
};
