// Labels of a person's own: the form for them, and where any text gets them.

import {get, post} from './http.js';
import {h, put} from './dom.js';
import {complain, loading, sentimentName, SENTIMENTS, toast, TOPICS} from './parts.js';

/**
 * A form with the labels that a text carries.
 * @param current the labels
 * @param hidden whether it is not shown at first
 * @param decide is called with a decision
 */
export function ownLabels(current, hidden, decide) {
  const form = h('form', {class: 'card custom', hidden, on: {submit(event) {
    event.preventDefault();
    const data = new FormData(form);
    decide({decision: 'custom', sentiment: data.get('sentiment'), topics: data.getAll('topics'), is_urgent: data.get('urgent') === 'on'});
  }}}, h('h2', {}, 'Own labels'),
  h('fieldset', {}, h('legend', {}, 'Sentiment'), SENTIMENTS.map((each) => h('label', {class: 'option'},
    h('input', {type: 'radio', name: 'sentiment', value: each, checked: each === current.sentiment}), sentimentName(each)))),
  h('fieldset', {}, h('legend', {}, 'Topics'), TOPICS.map((each) => h('label', {class: 'option'},
    h('input', {type: 'checkbox', name: 'topics', value: each, checked: current.topics.includes(each)}), each))),
  h('fieldset', {}, h('legend', {}, 'Urgency'), h('label', {class: 'option'}, h('input', {type: 'checkbox', name: 'urgent', checked: current.is_urgent}), 'Urgent')),
  h('div', {class: 'actions'}, h('button', {class: 'button primary', type: 'submit'}, 'Decide so')));
  return form;
}

/**
 * What the inbox shows of a text when somebody labels it.
 * @param done is called when it carries other labels
 */
export function labelling(done) {
  const element = h('div', {class: 'labelling'});
  let open = null;
  let deciding = false;

  function close() {
    open = null;
    put(element);
  }

  async function decide(review, decision) {
    if (deciding) {
      return;
    }
    deciding = true;
    try {
      await post(`/admin/reviews/${review.id}`, {...decision, version: review.version});
      toast('Labelled. No job will overwrite it, and the next training learns from it.');
      close();
      done();
    } catch (error) {
      if (error.status === 409) {
        toast('It has changed since: look again.', {kind: 'warn'});
        close();
        done();
      } else {
        complain(error);
      }
    } finally {
      deciding = false;
    }
  }

  return {
    element,
    /** Shows the form for the text with an id, or takes it away. */
    async toggle(id) {
      if (open === id) {
        close();
        return;
      }
      open = id;
      put(element, loading());
      try {
        const review = await get(`/admin/reviews/${encodeURIComponent(id)}`);
        if (open !== id) {
          return;
        }
        if (review.status === 'decided') {
          close();
          toast('A person decided on this text before; decisions stay.', {kind: 'warn'});
          return;
        }
        put(element, ownLabels(review.current, false, (decision) => decide(review, decision)));
        element.querySelector('input:checked, input').focus();
      } catch (error) {
        close();
        complain(error);
      }
    },
    /** Keeps the form only while the same text is shown. */
    shown(id) {
      if (open && open !== id) {
        close();
      }
    },
  };
}
