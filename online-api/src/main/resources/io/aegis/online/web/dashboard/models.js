// Trained models: which are in use, what each is worth against what it would replace, and the way back.

import {get, post} from './http.js';
import {h, put} from './dom.js';
import {dayAndClock, number, percent} from './format.js';
import {words} from './metrics.js';
import {confirm, empty, failed, loading, time, toast} from './parts.js';
import {address} from './state.js';

/** Names of figures, the model's own first. */
const FIGURES = {model_with_rules: 'Model with the rules', model: 'Model', rules: 'Rules alone', streaming: 'Streaming detector', model_alone: 'Model alone', chance: 'Chance'};
const MEASURES = {accuracy: 'Kinds named right', f1: 'F1, mean over labels', average_precision: 'Average precision'};
const UNTRAINED = {failure: 'the rules (failure-rules v1)', anomaly: 'the streaming detector of each series (series-detector v1)', feedback: 'the rules (vader-regex)'};

const TITLES = {failure: () => 'Kinds of failure', anomaly: (model) => `Anomalies of ${model.service}`, feedback: () => 'Labels of feedback'};

const title = (model) => TITLES[model.kind](model);
/** That of feedback is used by jobs; others by the process that answers. */
const unread = (model, inUse) => model && model.kind !== 'feedback' && !inUse.includes(version(model));
const version = (model) => `${model.kind}-weka v${model.version}`;

function state(model) {
  if (model.active) {
    return ['good', 'In use'];
  }
  if (model.rolled_back_at) {
    return ['warn', 'Rolled back'];
  }
  return model.promoted_at ? ['', 'Was in use'] : ['', 'Not promoted'];
}

function figures(evaluation) {
  const measure = Object.keys(MEASURES).find((each) => evaluation[each]);
  if (!measure) {
    return h('p', {class: 'hint'}, 'There was nothing to evaluate it on.');
  }
  const values = Object.keys(FIGURES).filter((each) => typeof evaluation[measure][each] === 'number');
  return [h('p', {class: 'hint'}, `${MEASURES[measure]}${evaluation.method ? `, ${evaluation.method}` : ''}`),
    h('ul', {class: 'shares'}, values.map((each, i) => h('li', {}, h('span', {class: 'share-name'}, FIGURES[each]),
      h('span', {class: 'share-value'}, percent(evaluation[measure][each])),
      h('span', {class: 'share-bar', 'aria-hidden': 'true'}, h('span', {class: `share-fill ${i === 0 ? '' : 'neutral'}`, css: {width: `${Math.max(0, Math.min(1, evaluation[measure][each])) * 100}%`}})))))];
}

function facts(values) {
  return Object.entries(values).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value)).map(([name, value]) =>
    h('div', {}, h('dt', {}, words(name)), h('dd', {}, typeof value === 'number' ? number(value)
      : /^\d{4}-\d\d-\d\dT/.test(value) ? dayAndClock(value) : String(value))));
}

export const models = {
  show(root, first, {roles}) {
    let left = false;
    const body = h('div', {class: 'models'}, loading());
    put(root, body);

    async function load() {
      try {
        const [all, stats] = await Promise.all([get('/api/v1/models'), get('/api/v1/metrics/stats')]);
        if (!left) {
          draw(all.items, all.in_use_here, stats);
        }
      } catch (error) {
        if (!left) {
          put(body, failed(error, load));
        }
      }
    }

    function draw(items, inUse, stats) {
      const groups = new Map();
      for (const model of items) {
        const key = JSON.stringify([model.kind, model.service]);
        groups.set(key, [...(groups.get(key) ?? []), model]);
      }
      const said = stats.labelled_correct + stats.labelled_wrong;
      put(body, h('p', {class: 'hint'}, said === 0 ? 'Nobody has called a finding right or wrong yet; models learn from that.'
        : `People called ${number(stats.labelled_correct)} findings right and ${number(stats.labelled_wrong)} wrong. The next training learns from it.`),
      groups.size === 0 ? h('div', {class: 'card'}, empty('No model was trained yet', 'What needs no training is in use: the streaming detector of each series, and the rules of failures. Training begins when there are enough samples, and enough failures of which somebody said what they were.',
        roles.includes('admin') && h('div', {class: 'actions'}, h('a', {class: 'button', href: address('jobs', {job: 'anomaly-train'})}, 'Train anomalies'), h('a', {class: 'button', href: address('jobs', {job: 'failure-train'})}, 'Train failures'))))
        : [...groups.values()].map((group) => card(group, inUse)));
    }

    function card(group, inUse) {
      const sorted = group.toSorted((one, other) => other.version - one.version);
      const active = sorted.find((each) => each.active);
      const shown = active ?? sorted[0];
      return h('section', {class: 'card model', data: {kind: shown.kind}}, h('div', {class: 'import-head'}, h('h2', {}, title(shown)),
        active ? h('span', {class: 'chip good'}, `Version ${active.version} in use`) : h('span', {class: 'chip'}, 'None in use'),
        unread(active, inUse) && h('span', {class: 'chip warn'}, 'Not read by this process'),
        active && h('button', {class: 'button small danger', type: 'button', on: {click: () => back(active, sorted)}}, 'Roll back')),
      unread(active, inUse) && h('p', {}, 'This process has not taken it over: its file may be damaged, or there are more models than fit. The one before stays in use; the log says why.'),
      !active && h('p', {}, `${words(UNTRAINED[shown.kind])} is used alone.`),
      h('div', {class: 'model-now'}, h('div', {}, h('h3', {}, active ? 'What it is worth' : 'What the newest was worth'), figures(shown.evaluation), shown.evaluation.reason && h('p', {}, `${words(shown.evaluation.reason)}.`)),
        h('div', {}, h('h3', {}, 'Trained on'), h('dl', {class: 'facts'}, facts(shown.trained_on),
          shown.trained_on.kinds && h('div', {}, h('dt', {}, 'Kinds'), h('dd', {}, Object.entries(shown.trained_on.kinds).map(([name, count]) => `${words(name)} ${number(count)}`).join(', ')))))),
      h('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': `Versions: ${title(shown)}`}, h('table', {},
        h('thead', {}, h('tr', {}, ['Version', 'State', 'Trained', 'Why'].map((each) => h('th', {scope: 'col'}, each)))),
        h('tbody', {}, sorted.map((each) => {
          const [kind, text] = state(each);
          return h('tr', {class: each.active ? 'chosen' : ''}, h('th', {scope: 'row'}, `Version ${each.version}`), h('td', {}, h('span', {class: `chip ${kind}`}, text)),
            h('td', {}, time(each.created_at)), h('td', {class: 'grow'}, each.rolled_back_at ? ['taken back ', time(each.rolled_back_at)] : each.evaluation.reason ?? ''));
        })))));
    }

    async function back(active, versions) {
      // As the server chooses it: the newest before this one that was used and not taken back.
      const before = versions.find((each) => each.version < active.version && each.promoted_at && !each.rolled_back_at);
      const sure = await confirm(`Roll back version ${active.version}?`,
        `${before ? `Version ${before.version}, trained ${dayAndClock(before.created_at)}, takes its place` : `There is no version before it: ${UNTRAINED[active.kind]} takes its place`}, ${active.kind === 'feedback' ? 'on rows within a minute' : 'here at once and in other processes within seconds'}. `
        + `Version ${active.version} is never used again; the next training makes a new one.`, 'Roll back');
      if (!sure) {
        return;
      }
      try {
        const done = await post(`/api/v1/models/${encodeURIComponent(active.kind)}/rollback`, active.kind === 'anomaly' ? {service: active.service} : {});
        toast(done.active_version === null ? `Version ${done.rolled_back_version} is rolled back. What needs no training is used instead.` : `Version ${done.rolled_back_version} is rolled back, version ${done.active_version} is in use.`);
      } catch (error) {
        toast(error.status === 409 ? 'There is nothing to roll back: somebody else did it before.' : error.message, {kind: error.status === 409 ? 'warn' : 'bad'});
      }
      await load();
      body.querySelector('button')?.focus();
    }

    load();
    return {
      update: () => {},
      event(kind, data) {
        if (kind === 'reset' || (kind === 'job' && /-train$/.test(data.job) && data.status === 'COMPLETED')) {
          load();
        }
      },
      leave() {
        left = true;
      },
      keys: {},
    };
  },
};
