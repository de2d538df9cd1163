// What monitoring systems sent: series with what was expected, what was found in them, and the models that judge.

import {h, put} from './dom.js';
import {go} from './state.js';
import {findings} from './findings.js';
import {maintenance} from './maintenance.js';
import {models} from './models.js';
import {series} from './series.js';

const TABS = {series: ['Series', series], anomalies: ['Anomalies', findings('anomaly')], failures: ['Failures', findings('failure')], models: ['Models', models],
  maintenance: ['Maintenance', maintenance]};

export const monitoring = {
  title: 'Monitoring',
  show(root, first, person) {
    let params = first;
    let shown = null;
    const tabs = h('div', {class: 'segments', role: 'group', 'aria-label': 'What to look at'});
    const body = h('div', {});
    put(root, h('div', {class: 'page-head'}, h('h1', {}, 'Monitoring'), tabs), body);

    function open() {
      const name = TABS[params.tab] ? params.tab : 'series';
      if (shown?.name === name) {
        shown.view.update(params);
        return;
      }
      shown?.view.leave();
      body.replaceChildren();
      put(tabs, Object.entries(TABS).map(([each, [title]]) => h('button', {class: 'segment', type: 'button', 'aria-pressed': String(each === name),
        data: {tab: each}, on: {click: () => go('monitoring', {tab: each})}}, title)));
      if (shown) {
        tabs.querySelector('[aria-pressed=true]').focus();
      }
      shown = {name, view: TABS[name][1].show(body, params, person)};
    }

    open();
    return {
      update(now) {
        params = now;
        open();
      },
      event: (kind, data) => shown.view.event?.(kind, data),
      leave: () => shown.view.leave(),
      get keys() {
        return shown.view.keys;
      },
    };
  },
};
