// When jobs run by themselves.

import {get, patch} from './http.js';
import {h, put} from './dom.js';
import {dayAndClock} from './format.js';
import {complain, loading, time, toast} from './parts.js';

export function schedules() {
  const body = h('div', {}, loading());
  const element = h('section', {class: 'schedules'}, h('h2', {}, 'Schedules'), body);

  async function load() {
    if (element.querySelector('input:focus')) {
      return;
    }
    try {
      const {items} = await get('/batch/schedules');
      put(body, items.length === 0 ? h('p', {class: 'hint'}, 'There are none.') : items.map(card));
    } catch (error) {
      put(body, h('p', {class: 'hint'}, error.message));
    }
  }

  async function change(schedule, body, text) {
    try {
      await patch(`/batch/schedules/${encodeURIComponent(schedule.name)}`, body);
      toast(text);
      document.activeElement?.blur();
      await load();
    } catch (error) {
      complain(error);
    }
  }

  function card(schedule) {
    const id = `cron-${schedule.name}`;
    const cron = h('input', {id, type: 'text', value: schedule.cron, maxlength: '120', spellcheck: 'false', class: 'mono'});
    return h('form', {class: 'card schedule', data: {schedule: schedule.name}, on: {submit(event) {
      event.preventDefault();
      change(schedule, {cron: cron.value.trim()}, 'The schedule is changed.');
    }}}, h('div', {class: 'import-head'}, h('h3', {}, schedule.name),
      h('button', {class: 'button small', type: 'button', on: {click: () => change(schedule, {enabled: !schedule.enabled}, schedule.enabled ? 'It is paused.' : 'It fires again.')}},
        schedule.enabled ? 'Pause' : 'Resume')),
    h('p', {class: 'hint'}, schedule.enabled
      ? schedule.next_fire_times.length > 0
        ? ['next ', time(schedule.next_fire_times[0]), schedule.next_fire_times.length > 1 && `, then ${schedule.next_fire_times.slice(1, 3).map(dayAndClock).join('; ')}`]
        : 'It never fires again.'
      : 'paused', schedule.last_fire_at && [', last ', time(schedule.last_fire_at)]),
    h('label', {for: id}, `Cron (second minute hour day month weekday, ${schedule.zone === 'Z' ? 'UTC' : schedule.zone})`), h('div', {class: 'inline-field'}, cron, h('button', {class: 'button small', type: 'submit'}, 'Save')));
  }

  return {element, load};
}
