// Routing rules: a list in which the order counts, a form, and what a rule would have taken before it is saved.

import {call, get, post} from './http.js';
import {h, put} from './dom.js';
import {number} from './format.js';
import {chip, complain, confirm, departmentNames, empty, loading, sentiment, source, time, toast} from './parts.js';

const PRIORITIES = ['Low', 'Medium', 'High', 'Critical'];
const BLANK = {name: '', when: '', then: {priority: null, assign: null, tags: [], notify: []}};
const words = (text) => text.split(',').map((word) => word.trim()).filter(Boolean);
const bare = ({name, when, then}) => ({name, when, then});

/** What a rule does, as chips. */
const deeds = (then) => [then.priority && chip(`Priority ${then.priority}`), then.assign && chip(`@ ${then.assign}`),
  then.tags.map((tag) => chip(`# ${tag}`)), then.notify.map((name) => chip(`Tells ${name}`))];

/** Why a rule is not likely to take anything. */
const doubts = (warnings) => warnings.map((each) => h('p', {class: 'hint', role: 'note'}, `May never be true: ${each.message}.`));

/** What a rule changed, as far as that was kept; else what it says. */
const changed = ({did, actions}) => {
  const chips = deeds(did ? {...did, notify: actions.notify} : actions);
  return chips.flat().some(Boolean) ? chips : h('span', {class: 'hint'}, 'changed nothing: another rule or a person was first');
};

/** Which rules took a text, and which gives its priority; empty when none did. */
export async function routedBy(id, signal) {
  const {items, priority} = await get(`/feedback/${encodeURIComponent(id)}/routing`, signal);
  return items.length > 0 && h('section', {class: 'routed', 'aria-label': 'Routed by rules'}, h('h2', {}, 'Routed by rules'),
    priority.rule && h('p', {class: 'hint'}, `Priority ${priority.value} is of the rule ${priority.rule}; without it, ${priority.of_verdict}.`),
    h('ul', {class: 'plain'}, items.map((each) => h('li', {class: 'line-item'}, h('strong', {}, each.rule), changed(each), time(each.at)))));
}

export function routingSettings(root) {
  let stored = null;
  const list = h('div', {}, loading());
  const editor = h('div', {});
  // What is there is saved with it, so that has to be known.
  const add = h('button', {class: 'button', type: 'button', disabled: true, on: {click: () => edit(BLANK)}}, 'Add a rule');
  const {load, leave} = source('/admin/routing', list, take);
  put(root, h('div', {class: 'import-head'}, h('h2', {}, 'Routing'), add),
  h('p', {class: 'hint'}, 'A rule takes each new text once, within seconds of being true of it. Of several priorities the first rule\'s counts.'),
  editor, list);

  function take(answer) {
    stored = answer;
    add.disabled = false;
    put(list, answer.rules.length === 0 ? h('div', {class: 'card'}, empty('No rules yet', 'Add one, see what it would have taken of the last 30 days, and save it.'))
      : h('ol', {class: 'topics plain'}, answer.rules.map((rule, index) => card(rule, index, answer.warnings))));
  }

  function card(rule, index, warnings) {
    const button = (text, label, work, kind = '') => h('button', {class: `button small ${kind}`, type: 'button', 'aria-label': `${label} ${rule.name}`, on: {click: work}}, text);
    return h('li', {class: 'card', data: {rule: rule.name}},
      h('div', {class: 'import-head'}, h('strong', {}, rule.name), deeds(rule.then), h('span', {class: 'actions topic-actions'},
        index > 0 && button('Up', 'Move up', () => move(index)), button('Edit', 'Edit', () => edit(rule)), button('Remove', 'Remove', () => remove(rule), 'danger'))),
      h('p', {class: 'hint topic-text'}, h('code', {}, rule.when)), doubts(warnings.filter((each) => each.rule === rule.name)));
  }

  async function save(rules) {
    take(await call('PUT', '/admin/routing', {body: {version: stored.version, rules: rules.map(bare)}}));
  }

  async function change(rules, said) {
    try {
      await save(rules);
      toast(said);
    } catch (error) {
      complain(error);
      await load();
    }
  }

  const move = (index) => change(stored.rules.with(index, stored.rules[index - 1]).with(index - 1, stored.rules[index]), 'The order is saved.');

  async function remove(rule) {
    if (await confirm(`Remove the rule ${rule.name}?`, 'What it did stays as it is.', 'Remove it')) {
      await change(stored.rules.filter((each) => each.name !== rule.name), `The rule ${rule.name} is removed.`);
    }
  }

  function edit(rule) {
    const made = rule !== BLANK;
    const name = h('input', {id: 'rule-name', maxlength: 64, required: true, autocomplete: 'off', value: rule.name});
    const when = h('textarea', {id: 'rule-when', rows: 3, maxlength: 1000, required: true, spellcheck: 'false', value: rule.when});
    const priority = h('select', {id: 'rule-priority'}, h('option', {value: ''}, 'As it is'), PRIORITIES.map((value) => h('option', {value, selected: value === rule.then.priority}, value)));
    const assign = h('input', {id: 'rule-assign', maxlength: 128, autocomplete: 'off', list: 'rule-assignees', value: rule.then.assign ?? ''});
    const tags = h('input', {id: 'rule-tags', autocomplete: 'off', value: rule.then.tags.join(', ')});
    const notify = h('input', {id: 'rule-notify', autocomplete: 'off', value: rule.then.notify.join(', ')});
    const problem = h('p', {class: 'form-error', role: 'alert'});
    const found = h('div', {class: 'topic-preview', 'aria-live': 'polite'});
    const field = (input, text, hint) => [h('label', {for: input.id}, text), input, hint && h('p', {class: 'hint'}, hint)];

    const written = () => ({name: name.value.trim(), when: when.value,
      then: {priority: priority.value || null, assign: assign.value.trim() || null, tags: words(tags.value), notify: words(notify.value)}});

    async function attempt(work) {
      problem.textContent = '';
      try {
        await work(written());
      } catch (error) {
        problem.textContent = error.message;
      }
    }

    const preview = () => attempt(async (wanted) => {
      put(found, loading());
      try {
        show(await post('/admin/routing/preview', {rules: [wanted]}));
      } catch (error) {
        put(found);
        throw error;
      }
    });

    function show({days, scanned, whole, warnings, rules: [{matching, items}]}) {
      put(found, doubts(warnings), h('h4', {}, `${number(matching)} of ${whole ? 'the' : 'the newest'} ${number(scanned)} texts of the last ${days} days${matching > items.length ? `; the newest ${items.length}` : ''}${matching > 0 ? ':' : '.'}`),
        items.length > 0 && h('ul', {class: 'plain'}, items.map((item) =>
          h('li', {class: 'line-item'}, sentiment(item.sentiment), h('span', {class: 'topic-text'}, item.text.slice(0, 280)), time(item.created_at)))));
    }

    const submit = (event) => {
      event.preventDefault();
      return attempt(async (wanted) => {
        await save(made ? stored.rules.map((each) => each.name === rule.name ? wanted : each) : [...stored.rules, wanted]);
        toast(`The rule ${wanted.name} is saved.`);
        close();
      });
    };

    put(editor, h('form', {class: 'card topic-form', 'aria-label': made ? `Edit ${rule.name}` : 'Add a rule', on: {submit}},
      h('h3', {}, made ? `Edit ${rule.name}` : 'A new rule'),
      field(name, 'Name'),
      field(when, 'When', 'For example: urgent && "Billing" in topics, or: group_size > 20 && language == "de". There are text, sentiment, topics, own_topics, urgent, possibly_urgent, department, language, channel and group_size.'),
      field(priority, 'Priority'), field(assign, 'Assign to', 'Whoever has it already keeps it.'),
      h('datalist', {id: 'rule-assignees'}, departmentNames().map((value) => h('option', {value}))),
      field(tags, 'Tags, with commas between'), field(notify, 'Tell these channels, with commas between'),
      problem,
      h('div', {class: 'actions'}, h('button', {class: 'button primary', type: 'submit'}, 'Save'),
        h('button', {class: 'button', type: 'button', on: {click: preview}}, 'Try on the last 30 days'),
        h('button', {class: 'button', type: 'button', on: {click: close}}, 'Cancel')), found));
    name.focus();
  }

  function close() {
    put(editor);
    root.querySelector('button')?.focus();
  }

  load();
  return {leave};
}
