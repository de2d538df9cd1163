// One text as a row of the inbox, and the chips that it carries there and in detail.

import {h} from './dom.js';
import {languageName} from './format.js';
import {stateChip} from './groups.js';
import {chip, department, ownTopic, sentiment, time, urgent} from './parts.js';
import {address, go} from './state.js';
import {triageChips} from './triage.js';

const foreign = (item) => item.language !== 'en' && item.language !== 'und';
const possibly = (item) => item.possibly_urgent && h('span', {class: 'chip warn', title: 'It may be urgent in other words than the rules know.'}, 'Possibly urgent');
const unread = (item) => !item.heuristic.reliable && item.source !== 'ai' && chip('Unreadable', 'warn');
const excerpt = (text) => (text.length > 280 ? `${text.slice(0, 280)}…` : text);

/** A text that no LLM is asked about any more. */
export const refused = (item) => item.ai_refused && h('span', {class: 'chip warn', title: 'An LLM, or its provider, did not want to deal with this text; none is asked about it again.'}, 'LLM refused');

/** How many say the same, in words. */
export const countText = (group) => `${group.submissions} say the same`;

/** How many say the same as a row. A click shows them; by keyboard the link in the detail does. */
export const groupBadge = (group) => group && [h('span', {class: 'chip', data: {group: group.id}, title: 'Show all of them', on: {click(event) {
  event.preventDefault();
  go('inbox', {status: 'all', group: group.id});
}}}, countText(group)), group.state === 'Regressed' && stateChip(group)];

/**
 * A row with its box.
 * @param params what the address keeps when the row is opened
 * @param group its group, where that is known
 * @param pick is called with its id, and whether all up to it are meant, when the box is ticked
 */
export function textRow(item, params, group, pick) {
  const box = h('input', {type: 'checkbox', 'aria-label': `Select: ${excerpt(item.raw_content).slice(0, 60)}`, on: {click: (event) => pick(item.id, event.shiftKey)}});
  return h('div', {class: 'row-line'}, h('label', {class: 'row-pick'}, box), h('a', {class: `row ${item.is_urgent ? 'is-urgent' : ''} ${item.status === 'Resolved' ? 'is-resolved' : ''}`,
    href: address('inbox', {...params, id: item.id}), data: {row: item.id}},
  h('span', {class: 'row-head'}, item.is_urgent && urgent(), sentiment(item.sentiment), h('span', {class: 'row-department'}, department(item.department)),
    item.status === 'Resolved' && chip('Resolved', 'good'), item.needs_review && chip('Review', 'warn'), possibly(item), refused(item), unread(item), item.own_topics.map((topic) => ownTopic(topic)), triageChips(item.triage), groupBadge(group)),
  h('span', {class: 'row-text'}, excerpt(item.raw_content)),
  h('span', {class: 'row-foot'}, item.topics.join(', '), ' · ', item.source === 'ai' ? 'LLM' : 'heuristic', foreign(item) && ` · ${languageName(item.language)}`, item.submissions > 1 && ` · sent ${item.submissions} times`, time(item.created_at))));
}
