// What a file would become, before anything of it is stored; and a person's word on its columns.

import {query, upload} from './http.js';
import {h, put} from './dom.js';
import {complain} from './parts.js';
import {remember, remembered} from './state.js';

const BEGINNING = 256 * 1024;
const FIELDS = ['channel', 'customer_ref', 'external_id', 'occurred_at', 'rating', 'language', 'author'];
const MOST_COLUMNS = 60;

/** Another file came while this one waited for a person's word. */
const SUPERSEDED = 'superseded';

/** The choice for files whose columns have the same names, whatever their order. */
const memory = (columns) => `columns.${JSON.stringify(columns.map((each) => each.name).toSorted())}`;

function recalled(columns) {
  try {
    return JSON.parse(remembered(memory(columns)));
  } catch {
    return null;
  }
}

/** The bytes that tell what a file is: of a workbook or archive all, as its contents stand at its end. */
async function beginning(file) {
  const first = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return first[0] === 0x50 && first[1] === 0x4B ? file : file.slice(0, BEGINNING);
}

/**
 * Shows what a file would become in a place of the page, of which one that waits there is taken away first: its button must not
 * stand for this one, however this one fares. Gives what is said about it, null when it is not to be sent, or undefined when
 * another took its place.
 */
export async function look(file, place) {
  const supersede = () => place.dispatchEvent(new Event(SUPERSEDED));
  supersede();
  let said = {};
  let preview = await ask(file, said);
  const before = recalled(preview.columns);
  if (before) {
    said = before;
    preview = await ask(file, said);
  }
  supersede();
  return new Promise((resolve) => {
    const leave = () => end(undefined);
    const end = (options) => {
      place.removeEventListener(SUPERSEDED, leave);
      put(place);
      resolve(options);
    };
    place.addEventListener(SUPERSEDED, leave);
    const say = async (more) => {
      const options = Object.fromEntries(Object.entries({...said, ...more}).filter(([, value]) => value !== null));
      try {
        preview = await ask(file, options);
        said = options;
        draw();
      } catch (error) {
        complain(error);
      }
    };
    function draw() {
      put(place, card(file, preview, {
        said,
        remembers: before !== null,
        say,
        cancel: () => end(null),
        send() {
          // Another file of the same columns may be in another character set.
          remember(memory(preview.columns), JSON.stringify({...said, charset: undefined}));
          end(said);
        },
      }));
      place.querySelector('.button.primary')?.focus();
    }
    draw();
  });
}

async function ask(file, said) {
  const part = await beginning(file);
  return upload(`/feedback/imports/preview${query(said)}`, new File([part], file.name), () => {});
}

function card(file, preview, {said, remembers, say, cancel, send}) {
  const read = preview.detected;
  return h('section', {class: 'card preview', 'aria-label': `Preview of ${file.name}`},
    h('h2', {}, file.name),
    h('p', {class: 'import-line'}, summary(read), remembers && ' · columns as you chose them last time'),
    preview.problems.map((problem) => h('p', {class: 'form-error', role: 'status'}, problem)),
    /header_row=0/.test(preview.problems.join()) && h('div', {class: 'actions'},
      h('button', {class: 'button small', type: 'button', on: {click: () => say({header_row: read.header_row || 1})}}, `Line ${read.header_row || 1} is the header`),
      h('button', {class: 'button small', type: 'button', on: {click: () => say({header_row: 0})}}, 'There is no header')),
    preview.charsets.length > 0 && h('div', {class: 'actions'}, preview.charsets.map((each) =>
      h('button', {class: 'button small', type: 'button', on: {click: () => say({charset: each.charset})}}, `${each.charset}: ${each.sample.slice(0, 60)}`))),
    h('p', {class: 'hint'}, 'Click a column to make it the text.'),
    h('div', {class: 'scroll', tabindex: '0'}, columns(preview, read, said, say)),
    h('ol', {class: 'preview-rows'}, preview.rows.map(row)),
    h('div', {class: 'actions'},
      h('button', {class: 'button primary', type: 'button', disabled: preview.needs_mapping, on: {click: send}}, 'Import'),
      h('button', {class: 'button', type: 'button', on: {click: cancel}}, 'Cancel')));
}

function summary(read) {
  return [read.format.toUpperCase() + (read.packing === 'none' ? '' : `, ${read.packing}`),
    read.sheet && `sheet ${read.sheet}`,
    read.charset && `${read.charset}${read.charset_confidence < 1 ? ` (${Math.round(read.charset_confidence * 100)} % sure)` : ''}`,
    read.separator && `separated by ${read.separator}`,
    read.header_row ? `header in line ${read.header_row}` : 'no header',
    read.column && `text: ${read.column}`].filter(Boolean).join(' · ');
}

function columns(preview, read, said, say) {
  const shown = preview.columns.slice(0, MOST_COLUMNS);
  const field = (name) => FIELDS.find((each) => read.map[each] === name) ?? '';
  return h('table', {}, h('thead', {},
    h('tr', {}, shown.map((each) => h('th', {scope: 'col'},
      h('button', {class: `button small column${preview.candidates.includes(each.name) ? ' candidate' : ''}`, type: 'button',
        'aria-pressed': String(each.name === read.column), on: {click: () => say({column: each.name})}}, each.name)))),
    h('tr', {}, shown.map((each) => h('td', {}, each.name === read.column ? 'text'
      : h('select', {'aria-label': `What ${each.name} tells`, on: {change: (event) => say(changed(said, field(each.name), event.target.value, each.name))}},
        ['', ...FIELDS].map((name) => h('option', {value: name, selected: name === field(each.name)}, name || '–'))))))),
  h('tbody', {}, [0, 1, 2].filter((at) => shown.some((each) => each.samples.length > at))
    .map((at) => h('tr', {}, shown.map((each) => h('td', {}, (each.samples[at] ?? '').slice(0, 60)))))));
}

const changed = (said, before, field, column) => ({
  ...(before && said[`map.${before}`] === column ? {[`map.${before}`]: null} : {}),
  ...(field ? {[`map.${field}`]: column} : {}),
});

function row(each) {
  return h('li', {value: each.line}, each.outcome === 'stored' ? each.text
    : h('em', {}, each.outcome === 'empty' ? 'empty' : `rejected: ${each.reason}`));
}
