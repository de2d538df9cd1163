// Many texts at once: those that are selected, or all that the filters show. How many they are is told before, and it can be taken back.

import {post, query} from './http.js';
import {h, put} from './dom.js';
import {complain, confirm, toast} from './parts.js';

const ACTIONS = [
  ['Resolve them', () => ({status: 'Resolved'})],
  ['Open them again', () => ({status: 'Open'})],
  ['Assign to', (text) => ({assigned_to: text}), 'Name; empty is nobody'],
  ['Add the tag', (text) => ({add_tags: [text]}), 'Tag'],
  ['Remove the tag', (text) => ({remove_tags: [text]}), 'Tag'],
  ['Snooze until it comes again', () => ({snooze_until_again: true})],
  ['Wake', () => ({wake: true})],
];

const counted = (count) => (count === 1 ? '1 text' : `${count} texts`);

/**
 * The bar above the list.
 * @param filter gives the parameters of the list
 * @param shown gives the ids of the texts that are shown, in their order
 * @param changed is called when others are selected
 * @param done is called when something was changed
 */
export function bulkBar({filter, shown, changed, done}) {
  const selected = new Set();
  const text = h('input', {type: 'text', maxlength: '128', 'aria-label': 'Name or tag', autocomplete: 'off', hidden: true});
  const what = h('select', {'aria-label': 'What to do with many', on: {change: () => {
    const wanted = ACTIONS[what.value][2];
    text.hidden = !wanted;
    text.placeholder = wanted ?? '';
  }}}, ACTIONS.map(([name], index) => h('option', {value: String(index)}, name)));
  const scope = h('p', {class: 'hint', role: 'status'});
  const some = h('button', {class: 'button small', type: 'button', disabled: true, on: {click: () => run({ids: [...selected]}, '')}}, 'The selected');
  const all = h('button', {class: 'button small', type: 'button', on: {click: () => run({}, query(filter()))}}, 'All that match');
  const whole = h('input', {type: 'checkbox', on: {change: () => selectAll(whole.checked)}});
  const more = h('details', {class: 'bulk-more'}, h('summary', {}, 'Many at once'),
    h('div', {class: 'inline-field'}, what, text, some, all));
  const element = h('div', {class: 'bulk'}, h('div', {class: 'bulk-head'}, h('label', {class: 'option'}, whole, 'All shown'), scope), more);
  let last = null;

  function tell() {
    some.disabled = selected.size === 0;
    put(scope, selected.size > 0 && [`${counted(selected.size)} selected. `,
      h('button', {class: 'button link', type: 'button', on: {click: () => selectAll(false)}}, 'Clear')]);
    if (selected.size > 0) {
      more.open = true;
    }
    const ids = shown();
    const chosen = ids.filter((id) => selected.has(id)).length;
    whole.checked = chosen > 0 && chosen === ids.length;
    whole.indeterminate = chosen > 0 && chosen < ids.length;
    changed();
  }

  function set(ids, on) {
    ids.forEach((id) => (on ? selected.add(id) : selected.delete(id)));
    tell();
  }

  function selectAll(on) {
    last = null;
    if (on) {
      set(shown(), true);
    } else {
      selected.clear();
      tell();
    }
  }

  async function run(wanted, search) {
    const [name, body, needs] = ACTIONS[what.value];
    const change = {...wanted, ...body(text.value.trim())};
    try {
      const {matching, more} = await post(`/feedback/bulk${search}`, {...wanted, preview: true});
      if (more) {
        toast('They are more than 1000. Narrow the filters, or do it in parts.', {kind: 'warn'});
        return;
      }
      const told = needs && text.value.trim() ? `${name} ${text.value.trim()}` : name;
      if (matching === 0 || !await confirm(`${told}: ${counted(matching)}`, 'It can be taken back right afterwards.', told)) {
        return;
      }
      const result = await post(`/feedback/bulk${search}`, {...change, expected: matching});
      selected.clear();
      tell();
      done();
      toast(`${counted(result.changed)} changed.`, {action: 'Undo', run: async () => {
        try {
          const back = await post(`/feedback/bulk/${result.batch_id}/undo`);
          done();
          toast(back.unchanged ? `${counted(back.changed)} taken back; ${back.unchanged} left, changed since.` : 'Taken back.');
        } catch (error) {
          complain(error);
        }
      }});
    } catch (error) {
      complain(error);
    }
  }

  return {
    element,
    has: (id) => selected.has(id),
    /** Forgets what is not shown any more: nobody acts on what nobody sees. */
    prune() {
      const ids = new Set(shown());
      [...selected].filter((id) => !ids.has(id)).forEach((id) => selected.delete(id));
      tell();
    },
    /** Selects a text, or no longer; with `range` all from the one before to it, as it is now. */
    toggle(id, {range = false} = {}) {
      const ids = shown();
      const from = range && last ? ids.indexOf(last.id) : -1;
      const to = ids.indexOf(id);
      const on = from >= 0 && to >= 0 ? last.on : !selected.has(id);
      last = {id, on};
      set(from >= 0 && to >= 0 ? ids.slice(Math.min(from, to), Math.max(from, to) + 1) : [id], on);
    },
    /** Selects it in any case. */
    add(id) {
      last = {id, on: true};
      set([id], true);
    },
    /** All that are shown, or none when they are selected already. */
    all: () => selectAll(!whole.checked),
  };
}
