// Departments that operators make: topics that name one take feedback to it.

import {h, put} from './dom.js';
import {complain, confirm, department, empty, toast} from './parts.js';

const same = (one, other) => one.trim().toLowerCase() === other.trim().toLowerCase();

/**
 * The list of departments.
 *
 * `change` stores a part of the list of topics and departments and takes the answer over, or is false where it is to stay as it is;
 * `reload` reads it again.
 */
export function departmentList(change, reload) {
  let stored = null;
  const list = h('div', {});
  const editor = h('div', {});
  const add = h('button', {class: 'button', type: 'button', disabled: true, on: {click: () => edit({name: '', colour: '#7c3aed'})}}, 'Add a department');

  function take(answer) {
    stored = answer;
    add.disabled = false;
    put(list, answer.own_departments.length === 0
      ? h('div', {class: 'card'}, empty('No departments of your own yet', 'Add one, and name it in the topics whose feedback it is to get.'))
      : h('ol', {class: 'topics plain'}, answer.own_departments.map(card)));
  }

  function topicsOf(one) {
    return stored.topics.filter((topic) => same(topic.department, one.name)).map((topic) => topic.name);
  }

  function card(one, index) {
    const button = (text, label, work, kind = '') => h('button', {class: `button small ${kind}`, type: 'button', 'aria-label': `${label} ${one.name}`, on: {click: work}}, text);
    const topics = topicsOf(one);
    return h('li', {class: 'card', data: {department: one.name}},
      h('div', {class: 'import-head'}, department(one.name, one.colour),
        h('span', {class: 'hint'}, topics.length > 0 ? `gets ${topics.join(', ')}` : 'no topic names it yet'),
        h('span', {class: 'actions topic-actions'}, index > 0 && button('Up', 'Move up', () => up(index)),
          button('Edit', 'Edit', () => edit(one)), button('Remove', 'Remove', () => remove(one), 'danger'))));
  }

  async function attempt(wanted, said) {
    try {
      if (await change(wanted)) {
        toast(said);
        close();
      }
    } catch (error) {
      complain(error);
      await reload();
    }
  }

  function up(index) {
    const order = [...stored.own_departments];
    order.splice(index - 1, 0, ...order.splice(index, 1));
    return attempt({own_departments: order}, `${order[index - 1].name} takes feedback before ${order[index].name}.`);
  }

  function edit(one) {
    const name = h('input', {id: 'department-name', maxlength: 64, required: true, autocomplete: 'off', value: one.name});
    const colour = h('input', {id: 'department-colour', type: 'color', value: one.colour});
    const problem = h('p', {class: 'form-error', role: 'alert'});
    async function save(event) {
      event.preventDefault();
      problem.textContent = '';
      const wanted = {name: name.value.trim(), colour: colour.value};
      const others = stored.own_departments;
      try {
        const saved = await change({
          own_departments: one.name ? others.map((each) => (each.name === one.name ? wanted : each)) : [...others, wanted],
          // Its topics follow its new name.
          topics: stored.topics.map((topic) => (one.name && same(topic.department, one.name) ? {...topic, department: wanted.name} : topic)),
        });
        if (saved) {
          toast(`The department ${wanted.name} is saved.`);
          close();
        }
      } catch (error) {
        if (error.name !== 'AbortError') {
          problem.textContent = error.message;
        }
      }
    }
    put(editor, h('form', {class: 'card topic-form', 'aria-label': one.name ? `Edit ${one.name}` : 'Add a department', on: {submit: save}},
      h('h4', {}, one.name ? `Edit ${one.name}` : 'A new department'),
      h('label', {for: name.id}, 'Name'), name, h('label', {for: colour.id}, 'Colour'), colour, problem,
      h('div', {class: 'actions'}, h('button', {class: 'button primary', type: 'submit'}, 'Save'),
        h('button', {class: 'button', type: 'button', on: {click: close}}, 'Cancel'))));
    name.focus();
  }

  async function remove(one) {
    const topics = topicsOf(one);
    if (await confirm(`Remove the department ${one.name}?`, topics.length > 0
      ? `Feedback on ${topics.join(', ')} goes where its built-in topics belong.` : 'No feedback goes there.', 'Remove it')) {
      await attempt({own_departments: stored.own_departments.filter((each) => each.name !== one.name)}, `The department ${one.name} is removed.`);
    }
  }

  function close() {
    put(editor);
    add.focus();
  }

  const element = h('div', {},
    h('div', {class: 'import-head'}, h('h3', {}, 'Departments'), add),
    h('p', {class: 'hint'}, 'Beside the five that are built in. Feedback on a topic of yours goes to the department that the topic names; of several the first here. What is about security goes to InfoSec always.'),
    editor, list);
  return {element, take};
}
