// Charts that can be read at a glance, hovered, walked through by arrow keys, and read as a table.

import {h, put, s} from './dom.js';
import {clock, day, dayAndClock, short} from './format.js';

const WIDTH = 720;
const HEIGHT = 180;
const LEFT = 40;
const BOTTOM = 22;
const TOP = 8;

/** A round number that is not smaller. */
function ceiling(value) {
  if (value <= 4) {
    return 4;
  }
  const size = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 2.5, 5, 10].map((step) => step * size).find((each) => each >= value);
}

/**
 * Bars over time.
 *
 * @param series [{name, kind, of: (bucket) => number}], stacked from below, or side by side as lines
 * @param format of values
 */
export function timeChart({title, buckets, series, bucketSeconds, format = short, lines = false, top}) {
  const high = top ?? ceiling(Math.max(1, ...buckets.map((bucket) => lines
    ? Math.max(...series.map((each) => each.of(bucket)))
    : series.reduce((sum, each) => sum + each.of(bucket), 0))));
  const step = (WIDTH - LEFT) / buckets.length;
  const y = (value) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / high);
  const x = (index) => LEFT + step * index;
  const shapes = s('g', {});
  if (lines) {
    for (const each of series) {
      const points = buckets.map((bucket, i) => `${(x(i) + step / 2).toFixed(1)},${y(each.of(bucket)).toFixed(1)}`);
      shapes.append(s('polyline', {class: `line ${each.kind}`, points: points.join(' ')}));
    }
  } else {
    buckets.forEach((bucket, i) => {
      let below = 0;
      for (const each of series) {
        const value = each.of(bucket);
        if (value > 0) {
          const upper = y(below + value);
          shapes.append(s('rect', {class: `bar ${each.kind}`, x: (x(i) + step * 0.12).toFixed(1), y: upper.toFixed(1),
            width: (step * 0.76).toFixed(1), height: Math.max(1, y(below) - upper).toFixed(1)}));
        }
        below += value;
      }
    });
  }
  const label = bucketSeconds >= 3600 ? day : clock;
  const marks = [0, 1, 2, 3].map((part) => Math.floor(buckets.length * part / 4));
  const cursor = s('rect', {class: 'cursor', y: TOP, width: step.toFixed(1), height: HEIGHT - TOP - BOTTOM, visibility: 'hidden'});
  const picture = s('svg', {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'chart', 'aria-hidden': 'true', preserveAspectRatio: 'none'},
    [0, 0.5, 1].map((part) => s('line', {class: 'grid', x1: LEFT, x2: WIDTH, y1: y(high * part), y2: y(high * part)})),
    cursor, shapes);
  // Text stands beside the picture, which is stretched.
  const axis = h('div', {class: 'axis-y', 'aria-hidden': 'true'}, [1, 0.5, 0].map((part) => h('span', {}, format(high * part))));
  const times = h('div', {class: 'axis-x', 'aria-hidden': 'true'}, marks.map((i) => h('span', {}, label(buckets[i].start))));
  const tip = h('div', {class: 'tip', hidden: true});
  let at = -1;
  const show = (index) => {
    at = Math.max(0, Math.min(buckets.length - 1, index));
    const bucket = buckets[at];
    cursor.setAttribute('x', x(at).toFixed(1));
    cursor.setAttribute('visibility', 'visible');
    put(tip, h('strong', {}, dayAndClock(bucket.start)),
      series.toReversed().map((each) => h('div', {}, h('span', {class: `swatch ${each.kind}`}), `${each.name} `,
        h('b', {}, format(each.of(bucket))))));
    tip.hidden = false;
    const share = (at + 0.5) / buckets.length;
    tip.classList.toggle('left', share > 0.6);
    tip.style.setProperty('--at', `${(LEFT / WIDTH + share * (1 - LEFT / WIDTH)) * 100}%`);
  };
  const hide = () => {
    tip.hidden = true;
    cursor.setAttribute('visibility', 'hidden');
  };
  const frame = h('div', {class: 'chart-frame', tabindex: '0', role: 'img',
    'aria-label': `${title}. Use the arrow keys for single values, or open the table below.`,
    on: {
      pointermove(event) {
        const box = picture.getBoundingClientRect();
        show(Math.floor(((event.clientX - box.left) / box.width * WIDTH - LEFT) / step));
      },
      pointerleave: hide,
      blur: hide,
      keydown(event) {
        const move = {ArrowLeft: -1, ArrowRight: 1}[event.key];
        if (move) {
          event.preventDefault();
          show(at < 0 ? buckets.length - 1 : at + move);
        }
      },
    }}, axis, picture, times, tip);
  return h('figure', {class: 'card figure'},
    h('figcaption', {}, h('h2', {}, title), h('ul', {class: 'legend'},
      series.map((each) => h('li', {}, h('span', {class: `swatch ${each.kind}`}), each.name)))),
    frame, table(title, buckets, series, format));
}

function table(title, buckets, series, format) {
  const shown = buckets.filter((bucket) => series.some((each) => each.of(bucket) > 0));
  const details = h('details', {class: 'as-table'}, h('summary', {}, 'As a table'));
  // Made only for those who want it.
  details.addEventListener('toggle', () => details.append(h('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': title},
    h('table', {}, h('caption', {class: 'hidden'}, title),
      h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'From'), series.map((each) => h('th', {scope: 'col'}, each.name)))),
      h('tbody', {}, shown.map((bucket) => h('tr', {}, h('th', {scope: 'row'}, dayAndClock(bucket.start)),
        series.map((each) => h('td', {}, format(each.of(bucket)))))))))), {once: true});
  return details;
}

/** Shares of a whole, one bar each. */
export function shares(title, rows) {
  const most = Math.max(1, ...rows.map((row) => row.value));
  return h('section', {class: 'card'}, h('h2', {}, title), h('ul', {class: 'shares'}, rows.map((row) =>
    h('li', {}, h('a', {href: row.href}, h('span', {class: 'share-name'}, row.name), h('span', {class: 'share-value'}, short(row.value)),
      h('span', {class: 'share-bar', 'aria-hidden': 'true'}, h('span', {class: `share-fill ${row.kind ?? ''}`, css: {width: `${row.value / most * 100}%`}})))))));
}
