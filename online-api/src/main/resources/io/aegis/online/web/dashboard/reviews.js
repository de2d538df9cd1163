// Where the LLM and the rules disagree, a person decides.

import {get, post, query} from './http.js';
import {h, icon, put} from './dom.js';
import {percent} from './format.js';
import {ownLabels} from './labelling.js';
import {opening, turning} from './opening.js';
import {chip, complain, empty, failed, labels, loading, newcomers, select, time, toast} from './parts.js';
import {address, go} from './state.js';

const REASONS = {
  sentiment_flip: ['Opposite sentiment', 'One says positive, the other negative.'],
  urgency_missed: ['Urgency missed', 'The LLM calls it urgent, the rules do not.'],
  urgency_withdrawn: ['Urgency withdrawn', 'The rules call it urgent, the LLM does not. It stays urgent until you decide.'],
  topics_disjoint: ['No topic in common', 'The two found entirely different topics.'],
  language: ['Cannot be read', 'No rules know its language, and no LLM has answered.'],
  possibly_urgent: ['Possibly urgent', 'It may be urgent in other words than the rules know, and no LLM has answered.'],
  unprompted: ['Labelled by a person', 'Nothing asked for it: somebody labelled it by themselves.'],
  suspected_injection: ['Suspected injection', 'The text looks as if it tried to instruct the LLM.'],
};
const PAGE = 50;

export const reviews = {
  title: 'Reviews',
  show(root, first) {
    let params = first;
    let items = [];
    let next = null;
    let own = false;
    let left = false;
    let deciding = false;
    const bar = h('div', {class: 'filters inline'});
    const list = h('div', {class: 'rows', role: 'region', 'aria-label': 'Reviews'});
    const detail = h('section', {class: 'detail', 'aria-label': 'Selected review', tabindex: '-1'});
    const fresh = newcomers(() => load());
    const layout = h('div', {class: 'two-panes'}, h('div', {class: 'pane-list narrow'}, fresh.element, list), detail);
    put(root, h('div', {class: 'page-head'}, h('h1', {}, 'Reviews'),
      h('div', {class: 'actions'}, h('a', {class: 'button small', href: '/admin/reviews/csv', download: 'reviews.csv'}, 'Export reviews'),
        h('a', {class: 'button small', href: '/admin/labels.csv', download: 'labels.csv'}, 'Export labelled data'))), bar, layout);

    const without = (name) => Object.fromEntries(Object.entries(params).filter(([each]) => each !== name));
    const set = (name, value) => go('reviews', {...without('id'), [name]: value});
    const wanted = (more) => `/admin/reviews${query({status: params.status ?? 'open', reason: params.reason, limit: PAGE, ...more})}`;
    const index = () => items.findIndex((each) => each.id === params.id);
    const chosen = () => items[index()];

    function buildFilters() {
      put(bar, h('div', {class: 'segments', role: 'group', 'aria-label': 'Status'}, [['To decide', 'open'], ['Decided', 'decided']].map(([name, value]) =>
        h('button', {class: 'segment', type: 'button', 'aria-pressed': String((params.status ?? 'open') === value), on: {click: () => set('status', value)}}, name))),
      select('reason', 'Reason', [['All', ''], ...Object.entries(REASONS).map(([value, [name]]) => [name, value])], params.reason, (value) => set('reason', value)));
    }

    function row(each) {
      return h('a', {class: 'row', href: address('reviews', {...without('id'), id: each.id}), data: {row: each.id}},
        h('span', {class: 'row-head'}, each.reasons.map((reason) => chip(REASONS[reason]?.[0] ?? reason, 'warn')), time(each.created_at)),
        h('span', {class: 'row-text'}, each.raw_content.slice(0, 200)));
    }

    function draw() {
      if (items.length === 0) {
        put(list, empty((params.status ?? 'open') === 'open' ? 'Nothing to decide' : 'Nothing was decided yet',
          'A review opens by itself where the LLM and the rules disagree about something that matters.'));
        put(detail, empty('No review', 'Decisions stick: no job overwrites them, and they are exported as labelled data.'));
        layout.classList.remove('has-detail');
        return;
      }
      put(list, items.map(row), next && h('button', {class: 'button more', type: 'button', on: {click: more}}, 'Load older'));
      mark();
    }

    function mark() {
      for (const each of list.querySelectorAll('[data-row]')) {
        each.toggleAttribute('aria-current', false);
        if (each.dataset.row === params.id) {
          each.setAttribute('aria-current', 'true');
        }
      }
      layout.classList.toggle('has-detail', Boolean(params.id));
    }

    async function load() {
      fresh.tell(0);
      if (items.length === 0) {
        put(list, loading());
      }
      try {
        const page = await get(wanted());
        if (left) {
          return;
        }
        items = page.items;
        next = page.next_cursor;
        draw();
        if (items.length > 0) {
          showDetail();
        }
      } catch (error) {
        put(list, failed(error, load));
        put(detail);
      }
    }

    async function more() {
      try {
        const page = await get(wanted({cursor: next}));
        items.push(...page.items);
        next = page.next_cursor;
        draw();
      } catch (error) {
        complain(error);
      }
    }

    function side(name, key, verdict, decision) {
      if (!verdict) {
        return h('div', {class: 'side-by card'}, h('h2', {}, name), h('p', {class: 'hint'}, 'It was not asked yet.'));
      }
      return h('div', {class: 'side-by card'}, h('h2', {}, name), h('p', {class: 'hint'}, verdict.ai_provider), h('div', {class: 'chips'}, labels(verdict)),
        h('dl', {class: 'facts'}, h('div', {}, h('dt', {}, 'Goes to'), h('dd', {}, verdict.department)), h('div', {}, h('dt', {}, 'Confidence'), h('dd', {}, percent(verdict.confidence_score))),
          h('div', {}, h('dt', {}, 'Given'), h('dd', {}, time(verdict.created_at)))),
        decision && h('button', {class: 'button primary', type: 'button', on: {click: () => decide({decision})}}, `Accept the ${name === 'LLM' ? 'AI' : 'heuristic'} `, h('kbd', {}, key)));
    }

    function showDetail() {
      let review = chosen();
      mark();
      if (!review) {
        if (params.id && items.length > 0) {
          go('reviews', without('id'), {replace: true});
        }
        put(detail, empty('Select a review', 'Press j to begin, ? for all keys.'));
        return;
      }
      const open = review.status === 'open';
      const note = h('input', {type: 'text', id: 'review-note', maxlength: '2000', placeholder: 'Optional'});
      const form = ownLabels(review.current, !own, decide);
      put(detail,
        h('div', {class: 'detail-head'}, h('button', {class: 'button small back', type: 'button', on: {click: () => go('reviews', without('id'))}}, icon('back'), 'List'),
          h('ul', {class: 'plain reasons'}, review.reasons.map((reason) => h('li', {}, chip(REASONS[reason]?.[0] ?? reason, 'warn'), ' ', REASONS[reason]?.[1])))),
        h('p', {class: 'text'}, review.raw_content),
        h('div', {class: 'sides'}, side('Heuristic', 'h', review.heuristic, open && 'accept_heuristic'), side('LLM', 'a', review.ai, open && review.ai && 'accept_ai')),
        open ? [h('div', {class: 'act'}, h('label', {for: 'review-note'}, 'Note'), note,
          h('div', {class: 'actions'}, h('button', {class: 'button', type: 'button', 'aria-expanded': String(own), on: {click: toggleOwn}}, 'Own labels ', h('kbd', {}, 'c')),
            h('a', {class: 'button link', href: address('inbox', {status: 'all', id: review.feedback_id})}, 'Show in the inbox'))), form]
          : h('section', {class: 'card'}, h('h2', {}, 'Decided'), h('div', {class: 'chips'}, labels(review.decision), chip(review.decision.decision.replaceAll('_', ' '))),
            review.decision.note && h('p', {}, review.decision.note), h('p', {class: 'hint'}, 'by ', review.decision.decided_by, ', ', time(review.decision.decided_at))));
    }

    function toggleOwn() {
      own = !own;
      const form = detail.querySelector('.custom');
      if (form) {
        form.hidden = !own;
        if (own) {
          form.querySelector('input:checked, input').focus();
        }
      }
    }

    async function decide(decision) {
      const review = chosen();
      if (!review || review.status !== 'open' || deciding) {
        return;
      }
      deciding = true;
      const note = detail.querySelector('#review-note')?.value.trim();
      try {
        await post(`/admin/reviews/${review.id}`, {...decision, version: review.version, ...(note ? {note} : {})});
        toast('Decided. No job will overwrite it.');
        const at = index();
        items = items.filter((each) => each.id !== review.id);
        own = false;
        const following = items[at] ?? items[at - 1];
        draw();
        if (following) {
          select1(following.id);
        } else {
          go('reviews', without('id'), {replace: true});
        }
      } catch (error) {
        if (error.status === 409) {
          toast('It has changed since: look again.', {kind: 'warn'});
          load();
        } else {
          complain(error);
        }
      } finally {
        deciding = false;
      }
    }

    function select1(id) {
      go('reviews', {...without('id'), id}, {replace: true});
      const each = list.querySelector(`[data-row="${CSS.escape(id)}"]`);
      each?.focus({preventScroll: true});
      each?.scrollIntoView({block: 'nearest'});
    }

    const itself = opening((id) => go('reviews', {...without('id'), id}, {replace: true}));
    turning(list, detail, () => params.id, itself.choose);

    function move(by) {
      const target = index() < 0 || itself.unchosen(params.id) ? items[0] : items[index() + by];
      itself.choose();
      if (target) {
        select1(target.id);
      }
    }

    let soon = null;
    async function look() {
      soon = null;
      try {
        const page = await get(wanted());
        const known = new Set(items.map((each) => each.id));
        const news = page.items.filter((each) => !known.has(each.id)).length;
        if (items.length === 0 && news > 0) {
          items = page.items;
          next = page.next_cursor;
          draw();
          showDetail();
        } else {
          fresh.tell(news, PAGE);
        }
      } catch {
        // Asked again with the next change.
      }
    }

    buildFilters();
    put(detail, empty('Select a review', 'Press j to begin, ? for all keys.'));
    load().then(() => !left && itself.first(items, params.id));
    return {
      update(now) {
        const before = params;
        params = now;
        itself.went(now.id);
        if (before.status !== now.status || before.reason !== now.reason) {
          buildFilters();
          items = [];
          load();
        } else if (before.id !== now.id) {
          own = false;
          showDetail();
        }
      },
      event(kind, data) {
        if (kind === 'reset' || (kind === 'feedback' && data.needs_review && (params.status ?? 'open') === 'open')) {
          soon ??= setTimeout(look, 700);
        }
      },
      leave() {
        left = true;
        clearTimeout(soon);
      },
      keys: {
        j: () => move(1),
        k: () => move(-1),
        a: () => chosen()?.ai && decide({decision: 'accept_ai'}),
        h: () => decide({decision: 'accept_heuristic'}),
        c: toggleOwn,
        n: () => detail.querySelector('#review-note')?.focus(),
        '/': () => bar.querySelector('select').focus(),
        Enter() {
          const each = document.activeElement.closest('[data-row]');
          if (each) {
            select1(each.dataset.row);
          }
          detail.focus();
        },
        Escape(event) {
          if (event.target.closest('input, textarea')) {
            list.querySelector('[aria-current]')?.focus();
          } else if (params.id) {
            go('reviews', without('id'), {replace: true});
          }
        },
      },
    };
  },
};
