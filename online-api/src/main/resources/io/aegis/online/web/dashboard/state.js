// What is shown stands in the address: #/page?name=value. Going back, reloading and sending the address to a colleague work.

import {query} from './http.js';

export function read() {
  const text = location.hash.replace(/^#\/?/, '');
  const [page, search = ''] = text.split('?');
  return {page: page || 'overview', params: Object.fromEntries(new URLSearchParams(search))};
}

/** The same parameters but one. */
export const without = (params, name) => Object.fromEntries(Object.entries(params).filter(([each]) => each !== name));

export const address = (page, params = {}) => `#/${page}${query(params)}`;

/** Shows another page or other parameters; with `replace` without a step back. */
export function go(page, params = {}, {replace = false} = {}) {
  const target = address(page, params);
  if (target === location.hash) {
    return;
  }
  if (replace) {
    history.replaceState(null, '', target);
    dispatchEvent(new Event('hashchange'));
  } else {
    location.hash = target;
  }
}

export function remembered(name) {
  try {
    return localStorage.getItem(`aegis.${name}`);
  } catch {
    return null;
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(`aegis.${name}`, value);
  } catch {
    // Only comfort is lost.
  }
}
