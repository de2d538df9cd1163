// Topics that operators make: a list, a form, and what a topic would be on before it is saved.

import {call, get, post} from './http.js';
import {h, put} from './dom.js';
import {number} from './format.js';
import {departmentList} from './departments.js';
import {complain, confirm, department as departmentChip, empty, failed, loading, ownTopic, rememberTopics, sentiment, time, toast} from './parts.js';

const BLANK = {name: '', description: '', colour: '#0f766e', department: 'Customer Support - Triage', rules: [], examples: []};

const lines = (text) => text.split('\n').map((line) => line.trim()).filter(Boolean);
/** Whether the form's two lists can say it. */
const plain = (rules) => rules.length <= 1 && rules.every((rule) => rule.weight === 1 && rule.cap === 1);
const many = (count, what) => `${number(count)} ${what}${count === 1 ? '' : 's'}`;

export function topicSettings(root) {
  let left = false;
  let stored = null;
  const list = h('div', {}, loading());
  const departments = departmentList(store, () => load());
  const editor = h('div', {});
  // What is there is saved with it, so that has to be known.
  const add = h('button', {class: 'button', type: 'button', disabled: true, on: {click: () => edit(BLANK)}}, 'Add a topic');
  put(root, h('div', {class: 'import-head'}, h('h2', {}, 'Topics'), add),
  h('p', {class: 'hint'}, 'Beside the five that are built in, feedback can carry topics of your own: by rules at once, and by examples once a job has compared them.'),
  editor, list, departments.element);

  async function load() {
    try {
      const answer = await get('/admin/topics');
      if (!left) {
        take(answer);
      }
    } catch (error) {
      if (!left) {
        put(list, failed(error, load));
      }
    }
  }

  /** Stores a part of the list and takes the answer over. What would go and is in use is asked about; false when it is to stay. */
  async function store(wanted) {
    const body = {version: stored.version, topics: stored.topics, ...wanted};
    try {
      take(await call('PUT', '/admin/topics', {body}));
    } catch (error) {
      if (error.status !== 409 || error.errors.length === 0) {
        throw error;
      }
      const uses = error.errors.map((each) => each.message.replace(/^must keep /, '')).join('. ');
      if (!await confirm('It is in use', `${uses}. They will not find it any more.`, 'Go on all the same')) {
        return false;
      }
      take(await call('PUT', '/admin/topics?force=true', {body}));
    }
    return true;
  }

  function take(answer) {
    stored = answer;
    add.disabled = false;
    rememberTopics(answer);
    departments.take(answer);
    put(list, !answer.applied && h('p', {class: 'hint', role: 'status'}, 'Feedback that is there already is looked through by the job own-topics.'),
      answer.topics.length === 0 ? h('div', {class: 'card'}, empty('No topics of your own yet', 'Add one with a rule or a few examples, and see what it would be on before you save it.'))
        : h('ul', {class: 'topics plain'}, answer.topics.map(card)),
      h('h3', {}, 'Built in'), h('ul', {class: 'topics plain'}, answer.built_in.map((each) =>
        h('li', {class: 'card line-item'}, ownTopic(each.name, each.colour), h('span', {class: 'hint'}, each.department)))));
  }

  function card(topic) {
    return h('li', {class: 'card', data: {topic: topic.name}},
      h('div', {class: 'import-head'}, ownTopic(topic.name, topic.colour), h('span', {class: 'hint'}, departmentChip(topic.department)),
        h('span', {class: 'actions topic-actions'},
          h('button', {class: 'button small', type: 'button', 'aria-label': `Edit ${topic.name}`, on: {click: () => edit(topic)}}, 'Edit'),
          h('button', {class: 'button small danger', type: 'button', 'aria-label': `Remove ${topic.name}`, on: {click: () => remove(topic)}}, 'Remove'))),
      topic.description && h('p', {}, topic.description),
      h('p', {class: 'hint'}, `${many(topic.rules.reduce((sum, rule) => sum + rule.patterns.length, 0), 'pattern')}, ${many(topic.examples.length, 'example')}`,
        topic.examples.length > 0 && topic.examples.length < 3 && ' (three are needed to find texts like them)'),
      topic.warnings.map((each) => h('p', {class: 'chip warn'}, each)));
  }

  function edit(topic) {
    const simple = plain(topic.rules);
    const rule = topic.rules[0] ?? {patterns: [], unless: [], negatable: false};
    const name = h('input', {id: 'topic-name', maxlength: 64, required: true, autocomplete: 'off', value: topic.name});
    const description = h('textarea', {id: 'topic-description', rows: 2, maxlength: 500, value: topic.description});
    const colour = h('input', {id: 'topic-colour', type: 'color', value: topic.colour});
    const department = h('input', {id: 'topic-department', maxlength: 64, required: true, list: 'topic-departments', autocomplete: 'off', value: topic.department});
    const patterns = h('textarea', {id: 'topic-patterns', rows: 4, spellcheck: 'false', value: rule.patterns.join('\n')});
    const unless = h('textarea', {id: 'topic-unless', rows: 2, spellcheck: 'false', value: rule.unless.join('\n')});
    const negatable = h('input', {id: 'topic-negatable', type: 'checkbox', checked: rule.negatable});
    const json = h('textarea', {id: 'topic-rules', rows: 10, spellcheck: 'false', value: JSON.stringify(topic.rules, null, 1)});
    const examples = h('textarea', {id: 'topic-examples', rows: 4, value: topic.examples.join('\n')});
    const problem = h('p', {class: 'form-error', role: 'alert'});
    const found = h('div', {class: 'topic-preview', 'aria-live': 'polite'});
    const field = (input, text, hint) => [h('label', {for: input.id}, text), input, hint && h('p', {class: 'hint'}, hint)];

    function written() {
      const rules = simple
        ? lines(patterns.value).length > 0 ? [{patterns: lines(patterns.value), unless: lines(unless.value), negatable: negatable.checked}] : []
        : JSON.parse(json.value);
      return {...(topic.number === undefined ? {} : {number: topic.number}), name: name.value.trim(), description: description.value.trim(),
        colour: colour.value, department: department.value.trim(), rules, examples: lines(examples.value)};
    }

    async function attempt(work) {
      problem.textContent = '';
      try {
        await work(written());
      } catch (error) {
        if (error.name !== 'AbortError') {
          problem.textContent = error instanceof SyntaxError ? 'The rules are no JSON.' : error.message;
        }
      }
    }

    const preview = () => attempt(async (wanted) => {
      put(found, loading());
      try {
        show(await post('/admin/topics/preview', wanted));
      } catch (error) {
        put(found);
        throw error;
      }
    });

    function show(answer) {
      put(found, h('h4', {}, answer.matching === 0 ? `None of the newest ${many(answer.scanned, 'text')} would newly carry it.`
        : `${number(answer.matching)} of the newest ${many(answer.scanned, 'text')} would newly carry it${answer.matching > answer.items.length ? `; the newest ${answer.items.length}` : ''}:`),
      answer.note && h('p', {class: 'hint'}, answer.note),
      answer.warnings.map((each) => h('p', {class: 'form-error'}, each)),
      answer.items.length > 0 && h('ul', {class: 'plain'}, answer.items.map((item) =>
        h('li', {class: 'line-item'}, sentiment(item.sentiment), h('span', {class: 'topic-text'}, item.raw_content.slice(0, 280)), time(item.created_at)))));
    }

    const save = (event) => {
      event.preventDefault();
      return attempt(async (wanted) => {
        const others = stored.topics.filter((each) => each.number !== topic.number);
        if (await store({topics: [...others, wanted]})) {
          toast(`The topic ${wanted.name} is saved.`);
          close();
        }
      });
    };

    put(editor, h('form', {class: 'card topic-form', 'aria-label': topic.name ? `Edit ${topic.name}` : 'Add a topic', on: {submit: save}},
      h('h3', {}, topic.name ? `Edit ${topic.name}` : 'A new topic'),
      field(name, 'Name'), field(description, 'What it is about'),
      field(department, 'Department', 'Feedback on this topic goes there when it is a department of your own; otherwise its built-in topics decide.'), h('datalist', {id: 'topic-departments'}, stored.departments.map((value) => h('option', {value}))),
      field(colour, 'Colour'),
      simple
        ? [field(patterns, 'Rules: one pattern a line', 'Lower case, whole words: "parcel|package ..4 late" is either word, then "late" within four words; "deliver*" is any word that begins so; "a && b" is both anywhere.'),
          field(unless, 'But not where one of these is'),
          h('label', {class: 'option', for: 'topic-negatable'}, negatable, 'Not shortly after a negation ("no delays")')]
        : field(json, 'Rules, as JSON'),
      field(examples, 'Examples: one text a line', 'From three examples on, texts like them are found by a job, in other words too.'),
      problem,
      h('div', {class: 'actions'}, h('button', {class: 'button primary', type: 'submit'}, 'Save'),
        h('button', {class: 'button', type: 'button', on: {click: preview}}, 'Preview'),
        h('button', {class: 'button', type: 'button', on: {click: close}}, 'Cancel')),
      found));
    name.focus();
  }

  function close() {
    put(editor);
    root.querySelector('button')?.focus();
  }

  async function remove(topic) {
    if (!await confirm(`Remove the topic ${topic.name}?`, 'Feedback carries it no more. Its name and rules are gone.', 'Remove it')) {
      return;
    }
    try {
      if (await store({topics: stored.topics.filter((each) => each.number !== topic.number)})) {
        toast(`The topic ${topic.name} is removed.`);
        close();
      }
    } catch (error) {
      complain(error);
      await load();
    }
  }

  load();
  return {
    load,
    leave() {
      left = true;
    },
  };
}
