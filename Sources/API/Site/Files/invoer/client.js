// The API that everyone uses, asked with the token of who signed in. The token lives in this variable and nowhere else:
// not in storage, not in a cookie, not in an address.
import { isDutch, t } from './page.js';

export const session = { token: null, organisation: null };

/** What is done when the token is refused: the session asks for another. */
let refused = () => {};
export const whenRefused = action => { refused = action; };

export class Refusal extends Error {
  constructor(status, problem) {
    const errors = problem.errors || [];
    super(errors.map(error => error.detail).join(' ') || problem.detail || problem.title || String(status));
    this.status = status;
    this.errors = errors;
  }
}

export const ask = async (method, path, { body, type = 'application/json', etag, key } = {}) => {
  const headers = { Authorization: 'Bearer ' + session.token, Accept: 'application/json', 'Accept-Language': isDutch ? 'nl' : 'en' };
  if (body !== undefined) headers['Content-Type'] = type;
  if (etag) headers['If-Match'] = etag;
  if (key) headers['Idempotency-Key'] = key;
  let answer;
  try {
    answer = await fetch('/v1' + path, {
      method, headers, body: body === undefined ? undefined : JSON.stringify(body), cache: 'no-store',
      credentials: 'omit', referrerPolicy: 'no-referrer',
    });
  } catch {
    throw new Refusal(0, { detail: t(
      'Het register is niet bereikbaar. Uw invoer staat er nog; probeer het opnieuw.',
      'The register cannot be reached. Your entry is still here; try again.') });
  }
  const text = await answer.text();
  let json = {};
  try { json = text ? JSON.parse(text) : {}; } catch { /* A proxy's page: the status says enough. */ }
  if (!answer.ok) {
    if (answer.status === 401) refused(json.detail);
    throw new Refusal(answer.status, json);
  }
  return { json, etag: answer.headers.get('ETag'), status: answer.status };
};

/** Every row of a list, page after page. */
export const all = async path => {
  const found = [];
  let next = path;
  while (next && found.length < 2000) {
    const { json } = await ask('GET', next);
    found.push(...json.items);
    const link = json._links.next && new URL(json._links.next.href, location.href);
    next = link ? link.pathname.replace(/^\/v1/, '') + link.search : null;
  }
  return found;
};
