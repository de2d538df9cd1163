// What operators set for everybody.

import {auditLog} from './audit.js';
import {channelSettings} from './channels.js';
import {customerData} from './customers.js';
import {h, put} from './dom.js';
import {routingSettings} from './routing.js';
import {topicSettings} from './topics.js';

const PARTS = [['Topics', topicSettings], ['Routing', routingSettings], ['Channels', channelSettings], ['Customers’ data', customerData], ['Who did what', auditLog]];

export const settings = {
  title: 'Settings',
  show(root) {
    put(root, h('div', {class: 'page-head'}, h('h1', {}, 'Settings')));
    const parts = PARTS.map(([name, part]) => {
      const section = h('section', {class: 'settings-part', 'aria-label': name});
      root.append(section);
      return part(section);
    });
    return {
      update: () => {},
      leave: () => parts.forEach((part) => part.leave()),
      keys: {},
    };
  },
};
