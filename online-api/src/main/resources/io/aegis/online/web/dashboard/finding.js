// One finding in detail: what it rests on, what is recommended, and what the policy said of that.

import {get, query} from './http.js';
import {h, icon, put} from './dom.js';
import {dayAndClock, number, percent} from './format.js';
import {bandChart, outside} from './band.js';
import {serviceGraph} from './graph.js';
import {labelChips, labelLine, measured, metricName, score, sure, usual, words} from './metrics.js';
import {chip, loading} from './parts.js';
import {address} from './state.js';

const AROUND = 3 * 3600000;
const SOURCES = {none: 'nobody was asked', rules: 'by the local policy', engine: 'by the policy engine', stance: 'the policy engine was away; by POLICY_ON_UNAVAILABLE'};

const fact = (name, ...value) => h('div', {}, h('dt', {}, name), h('dd', {}, value));

function verdict(each) {
  if (!each.asked) {
    return h('li', {class: 'line-item'}, h('strong', {}, words(each.proposed_action)), h('span', {class: 'hint'}, 'needs no permission'));
  }
  const instead = each.recommended_action && each.recommended_action !== each.proposed_action ? each.recommended_action : null;
  return h('li', {class: 'decision'}, h('div', {class: 'line-item'}, h('strong', {}, words(each.proposed_action)),
    h('span', {class: `chip ${each.allowed ? 'good' : 'bad'}`}, icon(each.allowed ? 'check' : 'close'), each.allowed ? 'Allowed' : 'Denied'),
    h('span', {class: 'hint'}, SOURCES[each.source] ?? words(each.source))),
  each.reason && h('p', {class: 'hint'}, each.reason), instead && h('p', {}, `Instead: ${words(instead)}`),
  each.decision_id && h('p', {class: 'hint'}, 'Decision ', h('code', {}, each.decision_id)));
}

/** What to do, as it was proposed and as it may be done. */
function actions(finding) {
  const {policy} = finding.details;
  const decisions = policy?.decisions ?? (policy ? [{...policy, recommended_action: finding.recommended_actions[0]}] : []);
  return h('section', {}, h('h2', {}, 'What to do'), h('p', {class: 'recommended'}, finding.recommended_actions.map(words).join(', then ')),
    decisions.length > 0 && [h('h3', {}, 'What the policy says'), h('ul', {class: 'plain'}, decisions.map(verdict))]);
}

const spoken = (finding) => fact('Judged by', finding.models.join(', '));

/** A picture of the time around the strangest sample. */
function picture(each, still) {
  const place = h('div', {}, loading());
  const at = Date.parse(each.timestamp);
  get(`/api/v1/series/${each.series_id}/samples${query({since: new Date(at - AROUND).toISOString(), until: new Date(at + AROUND / 3).toISOString()})}`).then((samples) => {
    if (still()) {
      put(place, samples.points.length === 0 ? h('p', {class: 'hint'}, 'The samples of that time are no longer stored.')
        : bandChart({title: `${metricName(each.metric_type)} of ${labelLine(each.labels)}, around the anomaly`, type: each.metric_type, samples, chosen: each.timestamp}));
    }
  }).catch((error) => still() && put(place, h('p', {class: 'hint'}, error.message)));
  return place;
}

function part(each) {
  const until = new Date(Date.parse(each.timestamp) + AROUND / 3).toISOString();
  return h('li', {class: 'verdict'}, h('div', {class: 'verdict-head'}, h('strong', {}, metricName(each.metric_type)),
    each.alert && chip('alert', 'bad'), chip(`score ${score(each.raw_score)}`, each.is_anomaly || each.ongoing ? 'warn' : ''), each.ongoing && outside({...each, value: each.observed}) && chip('goes on', 'warn')), labelChips(each.labels),
  h('p', {}, `${measured(each.metric_type, each.observed)} where ${usual(each.metric_type, each)} is usual, ${dayAndClock(each.timestamp)}`), h('p', {class: 'hint'}, each.reason), each.alert_reason && h('p', {class: 'hint'}, each.alert_reason),
  each.series_id && h('p', {}, h('a', {href: address('monitoring', {series: each.series_id, until, range: '6h', at: each.timestamp})}, 'See the series')));
}

export function anomaly(finding, judging, still) {
  const all = finding.details.series ?? [];
  const strange = all.filter((each) => each.alert || each.is_anomaly || each.ongoing);
  const rest = all.filter((each) => !strange.includes(each));
  const combinations = finding.details.combinations ?? [];
  const shown = strange.find((each) => each.series_id);
  return [shown && picture(shown, still),
    actions(finding), judging,
    h('section', {}, h('h2', {}, 'What was strange'), h('ul', {class: 'verdicts'}, (strange.length > 0 ? strange : all.slice(0, 1)).map(part)),
      combinations.filter((each) => each.is_anomaly).map((each) => h('p', {}, `The combination of ${each.series} series of ${each.service}, says ${each.model}: score ${score(each.score)}`))),
    rest.length > 0 && strange.length > 0 && h('details', {class: 'as-table'}, h('summary', {}, `${number(rest.length)} more series that were judged with it`), h('ul', {class: 'verdicts'}, rest.map(part))),
    h('dl', {class: 'facts'}, fact('Score', `${score(finding.score)}, an anomaly from ${score(finding.details.threshold ?? 0.85)}`), fact('Confidence', sure(finding.confidence)), spoken(finding),
      fact('Prediction', h('code', {}, finding.id)))];
}

function metrics(all) {
  return h('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Metrics'}, h('table', {},
    h('thead', {}, h('tr', {}, ['Metric', 'Observed', 'Usual', 'Off by'].map((each) => h('th', {scope: 'col'}, each)))),
    h('tbody', {}, all.map((each) => h('tr', {}, h('th', {scope: 'row'}, metricName(each.metric_type)), h('td', {}, measured(each.metric_type, each.observed)),
      each.has_history ? [h('td', {}, measured(each.metric_type, each.usual)), h('td', {title: 'times the usual spread'}, `${each.deviations.toFixed(1)} ×`)] : [h('td', {class: 'hint'}, 'no history'), h('td', {}, '–')])))));
}

/** By how many standard deviations lines are more, or fewer, than is usual. */
const off = (deviations, what) => deviations < 0.05 ? '' : `; ${what} off by ${deviations.toFixed(1)} ×`;

function evidence(each) {
  const {logs, alerts} = each;
  return h('li', {class: 'verdict'}, h('div', {class: 'verdict-head'}, h('strong', {}, each.service || 'no name'), alerts.map((name) => chip(`alert ${name}`, 'warn'))),
    each.metrics.length > 0 && metrics(each.metrics),
    logs.lines > 0 || logs.missing ? [h('p', {class: 'hint'}, `${number(logs.lines)} lines of log${off(logs.errors, 'errors')}${off(logs.vanished, 'missing lines')}`),
      logs.loudest && h('p', {}, 'Loudest: ', h('code', {}, logs.loudest)), logs.missing && h('p', {}, 'Missing: ', h('code', {}, logs.missing))] : null);
}

/** The series and lines that speak loudest, with their numbers: what a person can check. */
function decided({series = [], lines = [], text = ''}) {
  return h('section', {}, h('h2', {}, 'What decided'), series.length + lines.length === 0 ? h('p', {}, text || 'Nothing stands out.') : h('ul', {class: 'plain'},
    series.map((each) => h('li', {class: 'line-item'}, h('strong', {}, `${metricName(each.metric_type)} of ${each.service || 'no name'}`),
      ` ${measured(each.metric_type, each.observed)}, usually ${measured(each.metric_type, each.usual)} (${each.deviations.toFixed(1)} × off)`)),
    lines.map((each) => h('li', {class: 'line-item'}, h('strong', {}, each.service || 'no name'), each.missing ? ' no longer logs ' : ' logs ', h('code', {}, each.template), ` (${each.deviations.toFixed(1)} × off)`))));
}

/** Who calls whom, with the culprit; details of older versions do not tell. */
function around(details, ranking) {
  if (!details.calls) {
    return null;
  }
  return h('section', {class: 'around'}, h('h2', {}, 'Who calls whom'), details.calls.length > 0
    ? serviceGraph({calls: details.calls, root: ranking[0]?.service ?? '', affected: details.affected_services ?? []})
    : h('p', {class: 'hint'}, 'Nothing is known of calls between services. Send spans to /v1/traces, or context.dependencies with a request.'));
}

export function failure(finding, judging) {
  const {details} = finding;
  const ranking = details.ranking ?? [];
  const most = Math.max(...ranking.map((each) => each.suspicion), 1e-9);
  return [h('p', {class: 'text'}, finding.root_cause ?? 'No service stands out.'),
    around(details, ranking), details.decided_by && decided(details.decided_by), actions(finding), judging,
    ranking.length > 0 && h('section', {}, h('h2', {}, 'Where it began, most suspicious first'), h('ol', {class: 'shares'}, ranking.slice(0, 8).map((each) =>
      h('li', {}, h('span', {class: 'share-name'}, each.service || 'no name'), h('span', {class: 'share-value'}, each.suspicion < 0.005 ? '–' : score(each.suspicion)),
        h('span', {class: 'share-bar', 'aria-hidden': 'true'}, h('span', {class: 'share-fill', css: {width: `${Math.max(0, each.suspicion) / most * 100}%`}}))))),
    h('p', {class: 'hint'}, `${percent(details.root_cause_confidence ?? 0)} sure of the first.`, most < 0.005 && ' No figure stands out, for want of history.')),
    h('section', {}, h('h2', {}, 'Evidence'), (details.evidence ?? []).length === 0 ? h('p', {class: 'hint'}, 'None was kept.') : h('ul', {class: 'verdicts'}, details.evidence.map(evidence))),
    h('dl', {class: 'facts'},
      (details.affected_services ?? []).length > 0 && fact('Affected', details.affected_services.join(', ')),
      fact('Confidence', sure(finding.confidence), details.likely_type && `; of its kind ${percent(details.type_confidence)}`),
      (details.hard_signs ?? []).length > 0 && fact('Hard signs', details.hard_signs.join(', ')),
      details.window && fact('Window', `${dayAndClock(details.window.from)} to ${dayAndClock(details.window.until)}`),
      details.history === 'unreachable' && fact('History', 'could not be read then; judged without'),
      spoken(finding), fact('Prediction', h('code', {}, finding.id)))];
}
