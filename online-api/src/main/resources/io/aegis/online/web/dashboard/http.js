// Talks to the API. The session is a cookie that scripts cannot see; what changes something carries a header that pages
// of other sites cannot send.

const MARK = 'X-Aegis-Request';

/** What the API refused, as it says so itself (RFC 9457). */
export class Refused extends Error {
  constructor(status, problem) {
    const fields = (problem.errors ?? []).map((each) => `${each.field} ${each.message}`);
    super(fields.length > 0 ? fields.join('; ') : problem.detail || problem.title || `status ${status}`);
    this.status = status;
    this.errors = problem.errors ?? [];
    this.requestId = problem.request_id;
  }
}

let signedOut = () => {};

/** Calls back when the session has ended. */
export function onSignedOut(callback) {
  signedOut = callback;
}

export async function call(method, path, {body, signal} = {}) {
  let response;
  try {
    response = await fetch(path, {
      method,
      signal,
      credentials: 'same-origin',
      headers: {
        Accept: 'application/json, application/problem+json',
        ...(method === 'GET' ? {} : {[MARK]: '1'}),
        ...(body === undefined ? {} : {'Content-Type': 'application/json'}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    throw new Refused(0, {detail: 'The server cannot be reached. Is it running?'});
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    if (response.status === 401 && path !== '/session') {
      signedOut();
    }
    throw new Refused(response.status, problem);
  }
  return response.status === 204 ? null : response.json();
}

export const get = (path, signal) => call('GET', path, {signal});
export const post = (path, body = {}) => call('POST', path, {body});
export const patch = (path, body = {}) => call('PATCH', path, {body});

/** Sends a file, telling how much of it is sent (0 to 1). */
export function upload(path, file, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append('file', file, file.name);
    request.open('POST', path);
    request.setRequestHeader(MARK, '1');
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) {
        progress(event.loaded / event.total);
      }
    });
    request.addEventListener('load', () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        // Not JSON: the status says enough.
      }
      if (request.status >= 200 && request.status < 300) {
        resolve(answer);
      } else {
        reject(new Refused(request.status, answer));
      }
    });
    request.addEventListener('error', () => reject(new Refused(0, {detail: 'The connection broke off.'})));
    request.send(form);
  });
}

/** A query of those values that are there. */
export function query(values) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== null && value !== '') {
      parameters.set(name, value);
    }
  }
  const text = parameters.toString();
  return text ? `?${text}` : '';
}
