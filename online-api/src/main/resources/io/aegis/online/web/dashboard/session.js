// Signing in and out.

import {call} from './http.js';
import {h, icon, put} from './dom.js';

export async function current() {
  const session = await call('GET', '/session');
  if (!session.signed_in && session.automatic) {
    return call('POST', '/session', {body: {}});
  }
  return session;
}

export async function signOut() {
  await call('DELETE', '/session');
}

/** Asks for a key until one opens. */
export function ask(root, entered, note) {
  const problem = h('p', {class: 'form-error', role: 'alert', id: 'key-problem'});
  const key = h('input', {
    type: 'password', id: 'key', name: 'key', autocomplete: 'current-password', required: true, spellcheck: 'false',
    'aria-describedby': 'key-hint key-problem',
  });
  const button = h('button', {class: 'button primary wide', type: 'submit'}, 'Sign in');
  const form = h('form', {
    on: {
      async submit(event) {
        event.preventDefault();
        problem.textContent = '';
        button.disabled = true;
        try {
          entered(await call('POST', '/session', {body: {api_key: key.value}}));
        } catch (error) {
          problem.textContent = error.message;
          key.setAttribute('aria-invalid', 'true');
          key.select();
        } finally {
          button.disabled = false;
        }
      },
    },
  }, h('label', {for: 'key'}, 'API key'), key,
  h('p', {class: 'hint', id: 'key-hint'}, 'An administrator makes one with ',
    h('code', {}, 'ops/aegis keys create --name you --roles agent'), '.'),
  problem, button);
  put(root, h('main', {class: 'sign-in'},
    h('div', {class: 'card'},
      h('div', {class: 'brand big'}, h('span', {class: 'mark'}, icon('check')), 'Aegis'),
      h('h1', {}, 'Sign in'), note && h('p', {class: 'hint'}, note), form)));
  key.focus();
}
