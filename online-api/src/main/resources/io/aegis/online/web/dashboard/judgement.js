// Whether a finding was right, as an operator says: said, changed, taken back.

import {call, post} from './http.js';
import {h, put} from './dom.js';
import {FAILURES, words} from './metrics.js';
import {complain, select, time, toast} from './parts.js';

/**
 * @param kind of the findings
 * @param changed is told of a finding whose label changed
 */
export function judgement(kind, changed) {
  const element = h('div', {class: 'act judgement'});
  let shown = null;
  let undoing = null;
  let busy = false;
  let changing = false;

  const path = (finding) => `/api/v1/predictions/${encodeURIComponent(finding.id)}/label`;

  async function store(finding, label) {
    if (busy) {
      return false;
    }
    busy = true;
    try {
      finding.label = label
        ? await post(path(finding), {correct: label.correct, ...(label.failure_type ? {failure_type: label.failure_type} : {}), ...(label.note ? {note: label.note} : {})})
        : await call('DELETE', path(finding));
      changing = false;
      if (shown === finding) {
        draw();
      }
      changed(finding);
      return true;
    } catch (error) {
      complain(error);
      return false;
    } finally {
      busy = false;
    }
  }

  async function change(finding, label, text) {
    const before = finding.label;
    if (await store(finding, label)) {
      undoing = async () => {
        undoing = null;
        if (await store(finding, before)) {
          toast('As it was before.');
        }
      };
      toast(text, {action: 'Undo (z)', run: undo});
    }
  }

  const undo = () => undoing?.();

  function say(finding, correct) {
    const mine = shown === finding;
    const note = mine ? element.querySelector('textarea')?.value.trim() ?? finding.label?.note : '';
    const type = mine ? element.querySelector('select')?.value ?? finding.label?.failure_type : '';
    change(finding, {correct, note, failure_type: type}, correct ? 'Called right. The next training learns from it.' : 'Called wrong. The next training learns from it.');
  }

  function form(finding) {
    const before = finding.label;
    const note = h('textarea', {id: 'label-note', rows: '2', maxlength: '2000', placeholder: 'What it was (optional)', value: before?.note ?? ''});
    return [h('h3', {}, 'Was this right?'),
      kind === 'failure' && select('failure_type', 'What it really was', [['As found, or not known', ''], ...FAILURES.map((each) => [words(each), each])], before?.failure_type, () => {}),
      h('label', {for: 'label-note'}, 'Note'), note,
      h('div', {class: 'actions'},
        h('button', {class: 'button primary', type: 'button', on: {click: () => say(finding, true)}}, 'Right ', h('kbd', {}, 'y')),
        h('button', {class: 'button', type: 'button', on: {click: () => say(finding, false)}}, 'Wrong ', h('kbd', {}, 'x')),
        before && h('button', {class: 'button', type: 'button', on: {click: () => {
          changing = false;
          draw();
        }}}, 'Cancel'))];
  }

  function told(finding) {
    const {label} = finding;
    return [h('p', {}, h('span', {class: `chip ${label.correct ? 'good' : 'warn'}`}, label.correct ? 'Called right' : 'Called wrong'), ' by ', label.labelled_by, ', ', time(label.labelled_at),
      label.failure_type && `. It was: ${words(label.failure_type)}`), label.note && h('p', {class: 'said'}, label.note),
    h('div', {class: 'actions'},
      h('button', {class: 'button small', type: 'button', on: {click: () => {
        changing = true;
        draw();
        element.querySelector('textarea').focus();
      }}}, 'Change'),
      h('button', {class: 'button small', type: 'button', on: {click: () => change(finding, null, 'Taken back.')}}, 'Take back'))];
  }

  function draw() {
    const focused = element.contains(document.activeElement);
    put(element, shown.label && !changing ? told(shown) : form(shown));
    if (focused && document.activeElement === document.body) {
      element.querySelector('button').focus();
    }
  }

  return {
    /** The form for a finding. */
    of(finding) {
      shown = finding;
      changing = false;
      draw();
      return element;
    },
    say,
    undo,
  };
}
