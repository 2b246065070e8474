// @ts-check
// Gatehouse's REST API for a page of another origin, with the types of its OpenAPI document. Tokens live in this module's memory alone: nothing that another
// script could find in storage, and gone with the page.

/** @import { Call, Method, Path, Schema } from './api' */
/** @typedef {{ path?: Record<string, string>, query?: object, header?: object, body?: object }} Parts */
/** @typedef {Schema<'TokensBody'> & { until: number }} Tokens */

const base = /** @type {HTMLMetaElement} */ (document.querySelector('meta[name="gatehouse-realm"]')).content;

/** @type {Tokens | null} */
let tokens = null;
/** @type {Promise<Tokens> | null} */
let refreshing = null;
/** @type {WeakMap<object, string>} */
const versions = new WeakMap();

/** A refusal (RFC 9457); decide by its code. */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {Partial<Schema<'Problem'>>} body
   * @param {string | null} [retryAfter]
   */
  constructor(status, body, retryAfter) {
    super(body.title ?? 'The server did not answer as expected');
    this.status = status;
    this.code = body.code ?? 'unreachable';
    this.attemptsLeft = body.attemptsLeft;
    this.errors = body.errors ?? [];
    this.retryAfter = Number(retryAfter ?? 0);
  }
}

export const signIn = {
  start: open('post', '/sign-in'),
  enrollPhone: open('post', '/sign-in/phone'),
  sendCode: open('post', '/sign-in/code'),
  usePasskey: open('post', '/sign-in/passkey'),
  createPasskey: open('post', '/sign-in/passkey/new'),
  enrollTotp: open('post', '/sign-in/totp'),
  verify: open('post', '/sign-in/verify'),
  state: open('post', '/sign-in/state'),
  cancel: open('post', '/sign-in/cancel'),
};

export const passwordReset = {
  request: open('post', '/password-reset'),
  open: open('post', '/password-reset/open'),
  sendCode: open('post', '/password-reset/code'),
  usePasskey: open('post', '/password-reset/passkey'),
  verify: open('post', '/password-reset/verify'),
  setPassword: open('post', '/password-reset/password'),
};

export const account = {
  profile: signedIn('get', '/account'),
  changePassword: signedIn('put', '/account/password'),
  changeEmail: signedIn('post', '/account/email'),
  changePhone: signedIn('post', '/account/phone'),
  verifyPhone: signedIn('post', '/account/phone/verify'),
  renewRecoveryCodes: signedIn('post', '/account/recovery-codes'),
  sessions: signedIn('get', '/account/sessions'),
  revokeSession: signedIn('delete', '/account/sessions/{id}'),
  revokeSessions: signedIn('delete', '/account/sessions'),
};

/** Renews the proof that an answer of `step_up_required` asks for; then call again. */
export const stepUp = {
  start: signedIn('post', '/account/step-up'),
  sendCode: signedIn('post', '/account/step-up/code'),
  usePasskey: signedIn('post', '/account/step-up/passkey'),
  verify: signedIn('post', '/account/step-up/verify'),
};

export const administration = {
  administrators: signedIn('get', '/administrators'),
  administrator: signedIn('get', '/administrators/{id}'),
  invite: signedIn('post', '/administrators'),
  change: signedIn('patch', '/administrators/{id}'),
  remove: signedIn('delete', '/administrators/{id}'),
  settings: signedIn('get', '/settings'),
  changeSettings: signedIn('put', '/settings'),
  audit: signedIn('get', '/audit'),
};

/**
 * Returns the version of the settings or the administrator that was answered, to be sent as If-Match.
 *
 * @param {Schema<'SettingsBody'> | Schema<'AdministratorBody'>} answer
 */
export function versionOf(answer) {
  const version = versions.get(answer);
  if (version === undefined) {
    throw new Error('An item of a list has no version: read it by itself');
  }
  return version;
}

export const isSignedIn = () => tokens !== null;

/** Ends the session here in any case, and there if it can be reached. */
export async function signOut() {
  try {
    await signedIn('post', '/sign-out')({});
  } finally {
    tokens = null;
  }
}

/**
 * An operation that needs no token.
 *
 * @template {Method} M
 * @template {Path<M>} P
 * @param {M} method
 * @param {P} path
 * @returns {Call<M, P>}
 */
function open(method, path) {
  return (/** @type {any} */ parts) => send(method, path, parts);
}

/**
 * An operation of the administrator who is signed in; with fresh tokens where the old ones have expired.
 *
 * @template {Method} M
 * @template {Path<M>} P
 * @param {M} method
 * @param {P} path
 * @returns {Call<M, P>}
 */
function signedIn(method, path) {
  return async (/** @type {any} */ parts) => {
    const used = await current();
    try {
      return await send(method, path, parts, used.accessToken);
    } catch (problem) {
      if (!(problem instanceof Problem) || problem.code !== 'unauthenticated') {
        throw problem;
      }
      // Expired by the server's clock, if not by ours; another call may have refreshed already.
      const fresh = tokens === used ? await refresh() : await current();
      return send(method, path, parts, fresh.accessToken);
    }
  };
}

async function current() {
  if (tokens === null) {
    throw new Problem(401, { code: 'unauthenticated', title: 'Sign in first' });
  }
  return performance.now() < tokens.until ? tokens : refresh();
}

/** Once for all callers at a time: a refresh token is good for one use, and its second ends the session. */
function refresh() {
  refreshing ??= rotate().finally(() => {
    refreshing = null;
  });
  return refreshing;
}

async function rotate() {
  try {
    await open('post', '/token/refresh')({ body: { refreshToken: tokens?.refreshToken ?? undefined } });
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 401) {
      tokens = null;
    }
    throw problem;
  }
  return /** @type {Tokens} */ (tokens);
}

/**
 * Calls the API, and keeps the tokens and the version of the answer.
 *
 * @param {Method} method
 * @param {string} path
 * @param {Parts} [parts]
 * @param {string} [accessToken]
 * @returns {Promise<any>}
 */
async function send(method, path, { path: values = {}, query = {}, header = {}, body } = {}, accessToken) {
  const address = base + path.replace(/{(\w+)}/g, (_, name) => encodeURIComponent(values[name]));
  const search = new URLSearchParams(Object.entries(query)).toString();
  const answer = await fetch(address + (search && `?${search}`), {
    method: method.toUpperCase(),
    headers: {
      Accept: 'application/json',
      ...(body && { 'Content-Type': 'application/json' }),
      ...(accessToken && { Authorization: `Bearer ${accessToken}` }),
      ...header,
    },
    body: body && JSON.stringify(body),
    cache: 'no-store',
  }).catch(() => {
    throw new Problem(0, {});
  });
  const json = await answer.json().catch(() => undefined);
  if (!answer.ok) {
    throw new Problem(answer.status, json ?? {}, answer.headers.get('Retry-After'));
  }
  if (json?.tokens) {
    // Ten seconds early, for the way there.
    tokens = { ...json.tokens, until: performance.now() + (json.tokens.expiresIn - 10) * 1000 };
  }
  const version = answer.headers.get('ETag');
  if (json && version) {
    versions.set(json, version);
  }
  return json;
}
