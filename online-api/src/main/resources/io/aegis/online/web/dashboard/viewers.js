// Who else has the same text open. It is told again every ten seconds while the page is looked at, and ends by itself when it is not.

import {call} from './http.js';
import {h, icon, put} from './dom.js';

const EVERY = 10000;

/** A line that names the others; empty while one is alone with the text. */
export function viewers() {
  const element = h('p', {class: 'viewers', role: 'status'});
  let id = null;
  let timer = null;

  const path = (of) => `/feedback/${encodeURIComponent(of)}/viewers`;

  async function tell() {
    const asked = id;
    if (!asked || document.hidden) {
      return;
    }
    try {
      const {others} = await call('PUT', path(asked));
      if (asked === id) {
        put(element, others.length > 0 && [icon('info'), `${others.join(', ')} ${others.length === 1 ? 'has' : 'have'} this open too.`]);
      }
    } catch {
      // A colleague who is not named is better than a text that is not shown.
    }
  }

  function open(next) {
    if (next === id) {
      return;
    }
    const before = id;
    clearInterval(timer);
    put(element);
    id = next;
    if (id) {
      tell();
      timer = setInterval(tell, EVERY);
    } else if (before) {
      call('DELETE', path(before)).catch(() => {});
    }
  }

  return {element, open};
}
