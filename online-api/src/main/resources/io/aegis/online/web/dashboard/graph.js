// Who calls whom, around a failure: services in columns from callers to callees, the one where it began and slow calls marked by
// more than a colour. The same stands in words and in a table.

import {h, s} from './dom.js';
import {number} from './format.js';

const BOX = {width: 124, height: 34};
const GAP = {x: 52, y: 14};
const MOST = 14;
const LETTERS = 15;
/** Times the usual spread from which a call counts as slow, as in the verdict. */
const SLOW = 3;

const slow = (call) => call.deviations >= SLOW;
const times = (call) => `${call.deviations.toFixed(1)} ×`;
const short = (name) => (name.length > LETTERS ? `${name.slice(0, LETTERS - 1)}…` : name);

/** The services that are drawn: where it began first, then who has slow calls, then the others. */
function chosen(calls, root, affected) {
  const near = [root, ...affected, ...calls.filter(slow).flatMap((each) => [each.caller, each.callee]),
    ...calls.filter((each) => each.caller === root || each.callee === root).flatMap((each) => [each.caller, each.callee]),
    ...calls.flatMap((each) => [each.caller, each.callee])];
  return [...new Set(near.filter(Boolean))].slice(0, MOST);
}

/** The calls without those that lead back to who is waiting for them, so that no circle is left. */
function forwards(names, calls) {
  const seen = new Set();
  const waiting = new Set();
  const kept = [];
  const visit = (name) => {
    seen.add(name);
    waiting.add(name);
    for (const call of calls.filter((each) => each.caller === name)) {
      if (!waiting.has(call.callee)) {
        kept.push(call);
        if (!seen.has(call.callee)) {
          visit(call.callee);
        }
      }
    }
    waiting.delete(name);
  };
  // Whom nobody calls first; of a circle who was named last, as the culprit is named first.
  const called = new Set(calls.map((each) => each.callee));
  for (const name of [...names.filter((each) => !called.has(each)), ...names.toReversed()]) {
    if (!seen.has(name)) {
      visit(name);
    }
  }
  return kept;
}

/** Each service one column right of whoever calls it. */
function columns(names, calls) {
  const depth = new Map(names.map((each) => [each, 0]));
  const onwards = forwards(names, calls);
  for (let round = 0; round < names.length; round++) {
    for (const {caller, callee} of onwards) {
      depth.set(callee, Math.max(depth.get(callee), depth.get(caller) + 1));
    }
  }
  const used = [...new Set(depth.values())].sort((one, other) => one - other);
  return used.map((column) => names.filter((each) => depth.get(each) === column));
}

function sentence(calls, root) {
  const late = calls.filter(slow).sort((one, other) => other.deviations - one.deviations);
  const told = late.slice(0, 3).map((each) => `${each.caller} waits for ${each.callee} (${times(each)} slower than usual)`);
  return `It began in ${root || 'no service that stands out'}.${told.length > 0 ? ` ${told.join('; ')}${late.length > 3 ? `, and ${number(late.length - 3)} more calls are slow` : ''}.` : ' No call between services is slow.'}`;
}

function table(calls) {
  return h('details', {class: 'as-table'}, h('summary', {}, 'As a table'), h('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Calls between services'},
    h('table', {}, h('thead', {}, h('tr', {}, ['Caller', 'Callee', 'Slower by'].map((each) => h('th', {scope: 'col'}, each)))),
      h('tbody', {}, calls.map((each) => h('tr', {class: slow(each) ? 'anomalous' : ''}, h('th', {scope: 'row'}, each.caller), h('td', {}, each.callee),
        h('td', {}, each.deviations === null ? 'not measured' : times(each))))))));
}

/** A line from the right of the caller to the left of the callee; a call backwards goes round below. */
function line(call, from, to, kind) {
  const start = [from.x + BOX.width, from.y + BOX.height / 2];
  const end = [to.x - 3, to.y + BOX.height / 2];
  const forward = to.x > from.x;
  const bend = GAP.x / 2;
  const low = Math.max(from.y, to.y) + BOX.height + GAP.y / 2;
  const path = forward ? `M${start} C${start[0] + bend},${start[1]} ${end[0] - bend},${end[1]} ${end}`
    : `M${start} C${start[0] + bend},${start[1]} ${start[0] + bend},${low} ${start[0]},${low} L${end[0]},${low} C${end[0] - bend},${low} ${end[0] - bend},${end[1]} ${end}`;
  return [s('path', {class: `call ${kind}`, d: path, 'marker-end': `url(#call-${kind})`}),
    kind === 'slow' && s('text', {class: 'call-label', x: forward ? (start[0] + end[0]) / 2 : start[0], y: forward ? (start[1] + end[1]) / 2 - 5 : low - 3, 'text-anchor': 'middle'}, times(call))];
}

const kind = (call) => (slow(call) ? 'slow' : call.deviations === null ? 'unmeasured' : 'usual');

/** A figure of calls, of which there is at least one. */
export function serviceGraph({calls, root, affected}) {
  const names = chosen(calls, root, affected);
  const drawn = calls.filter((each) => names.includes(each.caller) && names.includes(each.callee) && each.caller !== each.callee);
  const all = columns(names, drawn);
  const rows = Math.max(...all.map((each) => each.length));
  const height = rows * (BOX.height + GAP.y) + GAP.y;
  // Calls backwards leave on the right.
  const width = all.length * (BOX.width + GAP.x) + 8;
  const places = new Map(all.flatMap((column, x) => column.map((each, y) =>
    [each, {x: 4 + x * (BOX.width + GAP.x), y: GAP.y / 2 + (y + (rows - column.length) / 2) * (BOX.height + GAP.y)}])));
  const node = (name) => {
    const {x, y} = places.get(name);
    const what = name === root ? 'culprit' : affected.includes(name) ? 'affected' : '';
    return s('g', {class: `service ${what}`}, s('title', {}, name), s('rect', {x, y, width: BOX.width, height: BOX.height, rx: 7}),
      s('text', {x: x + BOX.width / 2, y: y + (what ? 15 : 21), 'text-anchor': 'middle'}, short(name)),
      what && s('text', {class: 'service-note', x: x + BOX.width / 2, y: y + 28, 'text-anchor': 'middle'}, what === 'culprit' ? '▲ began here' : 'affected'));
  };
  const arrow = (each) => s('marker', {id: `call-${each}`, viewBox: '0 0 8 8', refX: 6, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto', markerUnits: 'userSpaceOnUse'},
    s('path', {class: `call-head ${each}`, d: 'M0,0 L8,4 L0,8 Z'}));
  const picture = s('svg', {class: 'service-graph', viewBox: `0 0 ${width} ${height}`, width, height, 'aria-hidden': 'true'},
    s('defs', {}, ['slow', 'usual', 'unmeasured'].map(arrow)), drawn.map((each) => line(each, places.get(each.caller), places.get(each.callee), kind(each))), names.map(node));
  const left = new Set(calls.flatMap((each) => [each.caller, each.callee])).size - names.filter((each) => calls.some((call) => call.caller === each || call.callee === each)).length;
  const frame = h('div', {class: 'scroll graph-frame', tabindex: '0', role: 'group', 'aria-roledescription': 'graph of services', 'aria-label': `${sentence(calls, root)} The table below has all calls.`}, picture);
  // Where it began is seen first, where not all can be.
  requestAnimationFrame(() => {
    frame.scrollLeft = (places.get(root)?.x ?? 0) + (BOX.width - frame.clientWidth) / 2;
  });
  return h('figure', {class: 'figure'}, h('figcaption', {class: 'graph-caption'}, sentence(calls, root), left > 0 && ` ${number(left)} more services are in the table only.`), frame, table(calls));
}
