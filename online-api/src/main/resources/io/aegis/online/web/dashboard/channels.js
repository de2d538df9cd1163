// Channels that operators make: a list with how each fares, a form, a test and a replay.

import {call, post} from './http.js';
import {h, put} from './dom.js';
import {number} from './format.js';
import {chip, complain, confirm, empty, loading, source, time, toast} from './parts.js';

// What each kind wants: its name, an address, a target, a secret.
const KINDS = {
  webhook: {name: 'Webhook', address: 'https://example.com/hook', secret: 'Secret that signs deliveries'},
  slack: {name: 'Slack', address: 'https://hooks.slack.com/services/…'},
  teams: {name: 'Microsoft Teams', address: 'https://….logic.azure.com/workflows/…'},
  discord: {name: 'Discord', address: 'https://discord.com/api/webhooks/…'},
  jira: {name: 'Jira', address: 'https://example.atlassian.net', target: 'Key of the project', secret: 'User and token, as user:token'},
  zendesk: {name: 'Zendesk', address: 'https://example.zendesk.com', secret: 'User and token, as user/token:token'},
  pagerduty: {name: 'PagerDuty', address: 'https://events.pagerduty.com/v2/enqueue', secret: 'Routing key'},
  email: {name: 'E-mail', address: 'smtp://user@mail.example.com:587?from=aegis@example.com', target: 'To, with commas between', secret: 'Password'},
};
const BLANK = {name: '', kind: 'slack', address: '', target: '', template: '', bursts: false, has_secret: false};

export function channelSettings(root) {
  const list = h('div', {}, loading());
  const editor = h('div', {});
  const {load, leave} = source('/admin/channels', list, ({items}) => draw(items));
  put(root, h('div', {class: 'import-head'}, h('h2', {}, 'Channels'),
    h('button', {class: 'button', type: 'button', on: {click: () => edit(BLANK)}}, 'Add a channel')),
  h('p', {class: 'hint'}, 'Where routing rules tell what they take, and where bursts are told. Messages wait until they are taken: again and again, for two days.'),
  editor, list);

  function draw(items) {
    put(list, items.length === 0 ? h('div', {class: 'card'}, empty('No channels yet', 'Add one, send it a test, and name it in a routing rule.'))
      : h('ul', {class: 'topics plain'}, items.map(card)));
  }

  const fares = (channel) => [
    !channel.readable && chip('Enter it again', 'bad'),
    channel.last_at && h('span', {class: 'hint'}, channel.last_error ? 'Failed ' : 'Taken ', time(channel.last_at)),
    channel.waiting > 0 && chip(`${number(channel.waiting)} waiting`),
    channel.failed > 0 && chip(`${number(channel.failed)} failed`, 'bad')];

  function card(channel) {
    const button = (text, label, work, kind = '') => h('button', {class: `button small ${kind}`, type: 'button', 'aria-label': `${label} ${channel.name}`, on: {click: work}}, text);
    return h('li', {class: 'card', data: {channel: channel.name}},
      h('div', {class: 'import-head'}, h('strong', {}, channel.name), h('span', {class: 'hint'}, KINDS[channel.kind].name), channel.bursts && chip('Bursts'), fares(channel),
        h('span', {class: 'actions topic-actions'}, button('Test', 'Test', () => test(channel)),
          (channel.failed > 0 || channel.last_error) && button('Try again', 'Try again what failed of', () => replay(channel)),
          button('Edit', 'Edit', () => edit(channel)), button('Remove', 'Remove', () => remove(channel), 'danger'))),
      h('p', {class: 'hint topic-text'}, [channel.address, channel.target].filter(Boolean).join(' · ')),
      channel.last_error && h('p', {class: 'topic-text'}, channel.last_error));
  }

  async function attempt(work) {
    try {
      await work();
    } catch (error) {
      complain(error);
    }
    await load();
  }

  const path = (channel, more = '') => `/admin/channels/${encodeURIComponent(channel.name)}${more}`;

  const test = (channel) => attempt(async () => {
    const {delivered, error} = await post(path(channel, '/test'));
    toast(delivered ? `${channel.name} has taken the message${error ? `, but ${error}` : ''}.` : `${channel.name}: ${error}.`, {kind: delivered ? '' : 'bad'});
  });

  const replay = (channel) => attempt(async () => {
    const {replayed} = await post(path(channel, '/replay'));
    toast(`${number(replayed)} ${replayed === 1 ? 'message is' : 'messages are'} sent again.`);
  });

  async function remove(channel) {
    if (await confirm(`Remove the channel ${channel.name}?`, 'What waits for it and what it did not take go with it. Its address and secret are gone.', 'Remove it')) {
      await attempt(() => call('DELETE', path(channel)));
    }
  }

  function edit(channel) {
    const made = channel !== BLANK;
    const name = h('input', {id: 'channel-name', maxlength: 32, required: true, autocomplete: 'off', pattern: '[a-z0-9][a-z0-9._\\-]*', value: channel.name, disabled: made});
    const kind = h('select', {id: 'channel-kind', on: {change: wants}}, Object.entries(KINDS).map(([value, each]) => h('option', {value, selected: value === channel.kind}, each.name)));
    const address = h('input', {id: 'channel-address', maxlength: 1000, autocomplete: 'off', spellcheck: 'false'});
    const target = h('input', {id: 'channel-target', maxlength: 320, autocomplete: 'off', value: channel.target});
    const secret = h('input', {id: 'channel-secret', type: 'password', maxlength: 1000, autocomplete: 'new-password'});
    const template = h('textarea', {id: 'channel-template', rows: 4, maxlength: 2000, value: channel.template});
    const bursts = h('input', {id: 'channel-bursts', type: 'checkbox', checked: channel.bursts});
    const more = h('div', {});
    const shown = h('div', {'aria-live': 'polite'});
    const problem = h('p', {class: 'form-error', role: 'alert'});
    const field = (input, text, hint) => [h('label', {for: input.id}, text), input, hint && h('p', {class: 'hint'}, hint)];

    function wants() {
      const wanted = KINDS[kind.value];
      const same = made && kind.value === channel.kind;
      address.placeholder = wanted.address;
      put(more, field(address, 'Address', same ? `Stays ${channel.address} when left empty.` : ''),
        wanted.target && field(target, wanted.target),
        wanted.secret && field(secret, wanted.secret, same && channel.has_secret ? 'There is one, and it is never shown. It stays while the address stays.' : ''));
    }

    async function asked(work) {
      problem.textContent = '';
      try {
        await work();
      } catch (error) {
        problem.textContent = error.message;
      }
    }

    const preview = () => asked(async () => {
      const {message, hint} = await post('/admin/channels/preview', {kind: kind.value, template: template.value});
      put(shown, h('h4', {}, 'It would say'), h('pre', {class: 'topic-text'}, message), hint && h('p', {class: 'hint'}, `Here ${hint}.`));
    });

    const save = (event) => {
      event.preventDefault();
      return asked(async () => {
        const wanted = KINDS[kind.value];
        const {items} = await call('PUT', path({name: name.value.trim()}), {body: {kind: kind.value, template: template.value, bursts: bursts.checked, ...(address.value.trim() && {address: address.value.trim()}),
          ...(wanted.target && {target: target.value.trim()}), ...(wanted.secret && secret.value && {secret: secret.value})}});
        draw(items);
        toast(`The channel ${name.value.trim()} is saved.`);
        close();
      });
    };

    wants();
    put(editor, h('form', {class: 'card topic-form', 'aria-label': made ? `Edit ${channel.name}` : 'Add a channel', on: {submit: save}},
      h('h3', {}, made ? `Edit ${channel.name}` : 'A new channel'),
      field(name, 'Name', 'Lower case, digits, hyphens.'), field(kind, 'Kind'), more,
      field(template, 'What it says', 'Empty is the usual message. Placeholders: {{text}}, {{priority}}, {{department}}, {{topics}}, {{own_topics}}, {{sentiment}}, {{language}}, {{rule}}, {{link}}, {{id}}. The first line is the subject.'),
      h('label', {class: 'option'}, bursts, ' Tell it when a burst of feedback begins'),
      problem,
      h('div', {class: 'actions'}, h('button', {class: 'button primary', type: 'submit'}, 'Save'),
        h('button', {class: 'button', type: 'button', on: {click: preview}}, 'Preview'),
        h('button', {class: 'button', type: 'button', on: {click: close}}, 'Cancel')), shown));
    (made ? kind : name).focus();
  }

  function close() {
    put(editor);
    root.querySelector('button')?.focus();
  }

  load();
  return {leave};
}
