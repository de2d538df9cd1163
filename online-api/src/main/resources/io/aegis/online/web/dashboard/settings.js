// What operators set for everybody.

import {auditLog} from './audit.js';
import {customerData} from './customers.js';
import {h, put} from './dom.js';
import {topicSettings} from './topics.js';

export const settings = {
  title: 'Settings',
  show(root) {
    const section = h('section', {'aria-label': 'Topics'});
    const customers = h('section', {'aria-label': 'Customers’ data'});
    const decisions = h('section', {'aria-label': 'Who did what'});
    put(root, h('div', {class: 'page-head'}, h('h1', {}, 'Settings')), section, customers, decisions);
    const parts = [topicSettings(section), customerData(customers), auditLog(decisions)];
    return {
      update: () => {},
      leave: () => parts.forEach((part) => part.leave()),
      keys: {},
    };
  },
};
