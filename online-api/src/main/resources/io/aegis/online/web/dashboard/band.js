// Values over time with what was expected: a line in a band, anomalies as marks with a shape of their own. It can be hovered,
// walked through by keys, and read as a table.

import {h, put, s} from './dom.js';
import {clock, day, dayAndClock, full} from './format.js';
import {brief, measured, score, usual} from './metrics.js';

const WIDTH = 1000;
const HEIGHT = 240;
const DAY = 86400000;

/** Round numbers between two bounds, a few of them. */
function ticks(low, high) {
  const raw = (high - low) / 5;
  const size = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((each) => each * size).find((each) => each >= raw) ?? raw;
  const found = [];
  for (let value = Math.ceil(low / step) * step; value <= high + step / 1e6; value += step) {
    found.push(Math.abs(value) < step / 1e6 ? 0 : value);
  }
  return found;
}

/** What is worth a place in the picture: all values, and as much of the band as does not press them flat. */
function extent(points) {
  const values = points.map((each) => each.value);
  const least = Math.min(...values);
  const most = Math.max(...values);
  const widths = points.map((each) => each.upper - each.lower).sort((one, other) => one - other);
  const room = Math.max((most - least) * 0.8, widths[widths.length >> 1] * 1.5, Math.abs(most) * 0.05, 1e-9);
  const low = Math.max(least - room, Math.min(least, ...points.map((each) => each.lower)));
  const high = Math.min(most + room, Math.max(most, ...points.map((each) => each.upper)));
  const margin = (high - low || room) * 0.06;
  return [low >= 0 && low - margin < 0 ? 0 : low - margin, high + margin];
}

/** Runs without a gap. */
function runs(points) {
  const steps = points.slice(1).map((each, i) => each.at - points[i].at).sort((one, other) => one - other);
  const most = Math.max(1, steps[Math.floor(steps.length / 2)] ?? 1) * 12;
  const found = [[]];
  points.forEach((each, i) => {
    if (i > 0 && each.at - points[i - 1].at > most) {
      found.push([]);
    }
    found.at(-1).push(each);
  });
  return found;
}

/** Whether a value is out of its usual range. */
export const outside = (point) => point.value < point.lower || point.value > point.upper;

// An episode outlasts the last unusual value by some minutes; those that are usual again are drawn as usual.
const off = (point) => point.is_anomaly || ((point.ongoing || point.alert) && outside(point));
const kindOf = (point) => (!off(point) ? '' : point.alert ? 'alert' : point.is_anomaly ? 'anomaly' : 'ongoing');
const VERDICTS = {alert: 'Alert', anomaly: 'Anomaly', ongoing: 'Anomaly goes on'};
const CHIPS = {alert: 'bad', anomaly: 'warn', ongoing: 'warn'};

export const verdictOf = (point) => VERDICTS[kindOf(point)] ?? 'Usual';

function table(title, type, points) {
  const details = h('details', {class: 'as-table'}, h('summary', {}, 'As a table'));
  const head = ['Time', 'Value', 'Expected', 'Usual range', 'Score', 'Verdict'];
  // Made only for those who want it.
  details.addEventListener('toggle', () => details.append(h('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': title}, h('table', {}, h('caption', {class: 'hidden'}, title),
      h('thead', {}, h('tr', {}, head.map((each) => h('th', {scope: 'col'}, each)))),
      h('tbody', {}, points.toReversed().map((each) => h('tr', {class: off(each) ? 'anomalous' : ''},
        h('th', {scope: 'row'}, full(each.timestamp)), h('td', {}, measured(type, each.value)), h('td', {}, measured(type, each.expected)),
        h('td', {}, usual(type, each)), h('td', {}, score(each.raw_score)), h('td', {}, verdictOf(each)))))))), {once: true});
  return details;
}

/**
 * A chart of one series.
 *
 * @param samples answer of the API, with at least one point
 * @param chosen timestamp of the point that is read out at first
 */
export function bandChart({title, type, samples, chosen}) {
  const points = samples.points.map((each) => ({...each, at: Date.parse(each.timestamp)}));
  const from = points[0].at;
  const span = Math.max(1, points.at(-1).at - from);
  const [low, high] = extent(points);
  const x = (at) => (points.length === 1 ? WIDTH / 2 : (at - from) / span * WIDTH);
  const y = (value) => Math.max(0, Math.min(1, (high - value) / (high - low))) * HEIGHT;
  const place = (each, value) => `${x(each.at).toFixed(1)},${y(value).toFixed(1)}`;
  const line = (kind, of) => runs(points).map((run) => s('polyline', {class: `line ${kind}`, points: run.map((each) => place(each, of(each))).join(' ')}));
  const band = points.length === 1 ? s('rect', {class: 'band', x: 0, width: WIDTH, y: y(points[0].upper), height: Math.max(0, y(points[0].lower) - y(points[0].upper))}) : runs(points).map((run) => s('polygon', {class: 'band',
    points: [...run.map((each) => place(each, each.upper)), ...run.toReversed().map((each) => place(each, each.lower))].join(' ')}));
  const marks = ticks(low, high);
  const cursor = s('line', {class: 'cursor-line', y1: 0, y2: HEIGHT, visibility: 'hidden'});
  const picture = s('svg', {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true'},
    band, marks.map((value) => s('line', {class: 'grid', x1: 0, x2: WIDTH, y1: y(value), y2: y(value)})), line('expected', (each) => each.expected),
    line('series-0', (each) => each.value), cursor);
  const share = (each) => ({left: `${x(each.at) / WIDTH * 100}%`, top: `${y(each.value) / HEIGHT * 100}%`});
  // Beside the picture, which is stretched: a mark keeps its shape.
  const spots = points.filter((each) => off(each) || points.length === 1).map((each) =>
    h('span', {class: `spot ${kindOf(each) || 'single'}`, css: share(each)}));
  const dot = h('span', {class: 'spot chosen', hidden: true});
  const said = h('p', {class: 'readout', 'aria-live': 'polite'});
  const rest = () => {
    const anomalies = points.filter((each) => each.is_anomaly).length;
    put(said, h('span', {class: 'hint'}, `${anomalies === 0 ? 'No anomaly' : anomalies === 1 ? 'One anomaly' : `${anomalies} anomalies`} in this time. Point at the chart, or use the arrow keys; Page Up and Page Down go from anomaly to anomaly.`));
  };
  let at = -1;
  const show = (index) => {
    at = Math.max(0, Math.min(points.length - 1, index));
    const each = points[at];
    for (const [name, value] of Object.entries({x1: x(each.at), x2: x(each.at), visibility: 'visible'})) {
      cursor.setAttribute(name, value);
    }
    for (const [name, value] of Object.entries(share(each))) {
      dot.style.setProperty(name, value);
    }
    dot.hidden = false;
    put(said, h('strong', {}, full(each.timestamp)), ` ${measured(type, each.value)}, expected ${measured(type, each.expected)} (${usual(type, each)}), score ${score(each.raw_score)} `,
      h('span', {class: `chip ${CHIPS[kindOf(each)] ?? 'good'}`}, verdictOf(each)),
      (each.alert_reason ?? each.reason) && h('span', {class: 'hint'}, ` ${each.alert_reason ?? each.reason}`));
  };
  const hide = () => {
    cursor.setAttribute('visibility', 'hidden');
    dot.hidden = true;
    at = -1;
    rest();
  };
  const nearest = (time) => {
    let first = 0;
    let last = points.length - 1;
    while (last - first > 1) {
      const middle = (first + last) >> 1;
      if (points[middle].at < time) {
        first = middle;
      } else {
        last = middle;
      }
    }
    return time - points[first].at < points[last].at - time ? first : last;
  };
  const anomaly = (step) => {
    for (let i = (at < 0 ? (step > 0 ? -1 : points.length) : at) + step; i >= 0 && i < points.length; i += step) {
      if (off(points[i])) {
        return i;
      }
    }
    return at < 0 ? points.length - 1 : at;
  };
  const moves = {ArrowLeft: () => (at < 0 ? points.length - 1 : at - 1), ArrowRight: () => (at < 0 ? 0 : at + 1),
    Home: () => 0, End: () => points.length - 1, PageUp: () => anomaly(-1), PageDown: () => anomaly(1)};
  const plot = h('div', {class: 'plot', tabindex: '0', role: 'group', 'aria-roledescription': 'chart', 'aria-label': `${title}. Use the arrow keys for single values, or open the table below.`,
    on: {
      pointermove(event) {
        const box = picture.getBoundingClientRect();
        show(nearest(from + (event.clientX - box.left) / box.width * span));
      },
      pointerleave: () => plot.matches(':focus') || hide(),
      blur: hide,
      keydown(event) {
        const move = moves[event.key];
        if (move && !event.altKey && !event.ctrlKey && !event.metaKey) {
          event.preventDefault();
          show(move());
        }
      },
    }}, picture, spots, dot);
  const label = span > 2 * DAY ? day : span > DAY / 2 ? dayAndClock : clock;
  const times = points.length === 1 ? [from] : [0, 1, 2].map((part) => from + span * part / 2);
  rest();
  const first = chosen ? points.findIndex((each) => each.timestamp === chosen) : -1;
  if (first >= 0) {
    show(first);
  }
  return h('figure', {class: 'figure band-chart'},
    h('figcaption', {}, h('span', {class: 'hidden'}, title), h('ul', {class: 'legend'}, h('li', {}, h('span', {class: 'swatch series-0'}), 'Value'),
      h('li', {}, h('span', {class: 'swatch dashed'}), 'Expected'), h('li', {}, h('span', {class: 'swatch band'}), 'Usual range'),
      h('li', {}, h('span', {class: 'spot alert'}), 'Alert'), h('li', {}, h('span', {class: 'spot anomaly'}), 'Anomaly'), h('li', {}, h('span', {class: 'spot ongoing'}), 'It goes on'))),
    h('div', {class: 'band-frame'},
      h('div', {class: 'band-scale', 'aria-hidden': 'true'}, h('span', {class: 'widest'}, marks.map(brief).reduce((one, other) => (other.length > one.length ? other : one), '')),
        marks.map((value) => h('span', {css: {top: `${y(value) / HEIGHT * 100}%`}}, brief(value)))),
      plot, h('div', {class: 'band-times', 'aria-hidden': 'true'}, times.map((each) => h('span', {}, label(new Date(each).toISOString()))))),
    said, table(title, type, points));
}
