// Gatehouse's REST API for a page of another origin. Tokens live in this module's memory alone: nothing that another
// script could find in storage, and gone with the page.

const base = document.querySelector('meta[name="gatehouse-realm"]').content;

let tokens = null;
let refreshing = null;

/** A refusal (RFC 9457); decide by its code. */
export class Problem extends Error {
  constructor(status, body, retryAfter) {
    super(body.title ?? 'The server did not answer as expected');
    this.status = status;
    this.code = body.code ?? 'unreachable';
    this.attemptsLeft = body.attemptsLeft;
    this.retryAfter = Number(retryAfter ?? 0);
  }
}

/** One step of a sign-in, such as '/code'; answers the sign-in's state and keeps the tokens of the last one. */
export async function signIn(step, body) {
  const state = await send(`/sign-in${step}`, { method: 'POST', body });
  if (state?.tokens) {
    keep(state.tokens);
  }
  return state;
}

export const isSignedIn = () => tokens !== null;

/** Calls the API as whoever is signed in; with fresh tokens where the old ones have expired. */
export async function call(path, options = {}) {
  const used = await current();
  try {
    return await send(path, options, used.accessToken);
  } catch (problem) {
    if (problem.status !== 401 || problem.code !== 'unauthenticated') {
      throw problem;
    }
    // Expired by the server's clock, if not by ours; whoever was faster has refreshed already.
    const fresh = tokens === used ? await refresh() : await current();
    return send(path, options, fresh.accessToken);
  }
}

/** Ends the session here in any case, and there if it can be reached. */
export async function signOut() {
  try {
    await call('/sign-out', { method: 'POST' });
  } finally {
    tokens = null;
  }
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
    const body = { refreshToken: tokens.refreshToken };
    return keep((await send('/token/refresh', { method: 'POST', body })).tokens);
  } catch (problem) {
    if (problem.status === 401) {
      tokens = null;
    }
    throw problem;
  }
}

function keep(fresh) {
  // Ten seconds early, for the way there.
  tokens = { ...fresh, until: performance.now() + (fresh.expiresIn - 10) * 1000 };
  return tokens;
}

async function send(path, { method = 'GET', body }, accessToken) {
  const headers = { Accept: 'application/json' };
  if (body) {
    headers['Content-Type'] = 'application/json';
  }
  if (accessToken) {
    headers.Authorization = `Bearer ${accessToken}`;
  }
  const answer = await fetch(base + path, { method, headers, body: body && JSON.stringify(body), cache: 'no-store' }).catch(
    () => {
      throw new Problem(0, {});
    },
  );
  const json = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Problem(answer.status, json, answer.headers.get('Retry-After'));
  }
  return json;
}
