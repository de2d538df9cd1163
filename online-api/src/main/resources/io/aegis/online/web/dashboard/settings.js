// What operators set for everybody.

import {auditLog} from './audit.js';
import {h, put} from './dom.js';
import {topicSettings} from './topics.js';

export const settings = {
  title: 'Settings',
  show(root) {
    const section = h('section', {'aria-label': 'Topics'});
    put(root, h('div', {class: 'page-head'}, h('h1', {}, 'Settings')), section);
    const topics = topicSettings(section);
    const decisions = h('section', {'aria-label': 'Who did what'});
    root.append(decisions);
    const audit = auditLog(decisions);
    return {
      update: () => {},
      leave() {
        topics.leave();
        audit.leave();
      },
      keys: {},
    };
  },
};
