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
 * @param done is called when something was changed
 */
export function bulkBar(filter, done) {
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
  const element = h('details', {class: 'bulk'}, h('summary', {}, 'Many at once'),
    h('div', {class: 'inline-field'}, what, text, some, all), scope);

  function tell() {
    some.disabled = selected.size === 0;
    put(scope, selected.size === 0 ? 'x selects a text.' : `${counted(selected.size)} selected.`);
    if (selected.size > 0) {
      element.open = true;
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
          await post(`/feedback/bulk/${result.batch_id}/undo`);
          done();
          toast('Taken back.');
        } catch (error) {
          complain(error);
        }
      }});
    } catch (error) {
      complain(error);
    }
  }

  tell();
  return {
    element,
    has: (id) => selected.has(id),
    toggle(id) {
      if (!selected.delete(id)) {
        selected.add(id);
      }
      tell();
    },
  };
}
