// What operators set for everybody.

import {customerData} from './customers.js';
import {h, put} from './dom.js';
import {topicSettings} from './topics.js';

export const settings = {
  title: 'Settings',
  show(root) {
    const section = h('section', {'aria-label': 'Topics'});
    const customers = h('section', {'aria-label': 'Customers’ data'});
    put(root, h('div', {class: 'page-head'}, h('h1', {}, 'Settings')), section, customers);
    const parts = [topicSettings(section), customerData(customers)];
    return {
      update: () => {},
      leave: () => parts.forEach((part) => part.leave()),
      keys: {},
    };
  },
};
