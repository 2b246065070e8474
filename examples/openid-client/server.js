// A portal that signs administrators in by Gatehouse. Its settings are the environment variables below.
//
// Register in Gatehouse: redirect address     https://portal.example.com/callback
//                        back-channel logout  https://portal.example.com/back-channel-logout
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as client from 'openid-client';

const { ISSUER, CLIENT_ID, CLIENT_SECRET, PORT = '3000', BASE_URL = `http://localhost:${PORT}` } = process.env;
// Refreshing counts as use of the session in Gatehouse, and fails once it has ended.
const refreshBeforeExpiry = 60_000;

const issuer = new URL(ISSUER);
const config = await client.discovery(issuer, CLIENT_ID, undefined, client.ClientSecretBasic(CLIENT_SECRET), {
  // For trying it out on one machine; HTTPS elsewhere.
  execute: issuer.hostname === 'localhost' ? [client.allowInsecureRequests] : [],
});
const keys = createRemoteJWKSet(new URL(config.serverMetadata().jwks_uri));

/** Who has signed in, by the value of the cookie. Several instances of a portal keep this in a store that they share. */
const sessions = new Map();
/** The requests that browsers have been sent to Gatehouse with, by the value of the cookie. */
const pending = new Map();

const secure = BASE_URL.startsWith('https:') ? '; Secure' : '';
const setCookie = (name, value, seconds) => `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`;
const cookie = (request, name) =>
  request.headers.cookie?.split('; ').find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
const escape = (text) => String(text).replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

async function authorize(response, path, parameters = {}) {
  const request = {
    path,
    pkceCodeVerifier: client.randomPKCECodeVerifier(),
    expectedState: client.randomState(),
    expectedNonce: client.randomNonce(),
  };
  const id = randomBytes(32).toString('base64url');
  pending.set(id, request);
  setTimeout(() => pending.delete(id), 600_000).unref();
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: `${BASE_URL}/callback`,
    scope: 'openid profile email groups',
    code_challenge: await client.calculatePKCECodeChallenge(request.pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: request.expectedState,
    nonce: request.expectedNonce,
    ...parameters,
  });
  response.writeHead(303, { Location: address.href, 'Set-Cookie': setCookie('request', id, 600) }).end();
}

async function callback(request, response, url) {
  const id = cookie(request, 'request');
  const { path, ...checks } = pending.get(id) ?? {};
  pending.delete(id);
  if (!path) {
    response.writeHead(303, { Location: '/' }).end();
    return;
  }
  const session = keep({}, await client.authorizationCodeGrant(config, url, { ...checks, idTokenExpected: true }));
  session.userInfo = await client.fetchUserInfo(config, session.accessToken, session.claims.sub);
  const value = randomBytes(32).toString('base64url');
  sessions.set(value, session);
  response.writeHead(303, { Location: path, 'Set-Cookie': setCookie('session', value, 86_400) }).end();
}

function keep(session, tokens) {
  return Object.assign(session, {
    claims: tokens.claims() ?? session.claims,
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token ?? session.refreshToken,
    expiresAt: Date.now() + tokens.expires_in * 1000,
  });
}

/** Returns the session of the request with an access token that is valid, or undefined if there is none. */
async function find(request) {
  const value = cookie(request, 'session');
  const session = sessions.get(value);
  if (session && session.expiresAt - Date.now() < refreshBeforeExpiry) {
    try {
      // One refresh at a time: a refresh token is valid once.
      session.refreshing ??= client.refreshTokenGrant(config, session.refreshToken);
      keep(session, await session.refreshing);
    } catch {
      sessions.delete(value);
      return undefined;
    } finally {
      session.refreshing = undefined;
    }
  }
  return session;
}

/** Ends the sessions that a logout token names (OpenID Connect Back-Channel Logout 1.0, section 2.6). */
async function backChannelLogout(request, response) {
  let form = '';
  for await (const chunk of request) {
    form += chunk;
  }
  const { payload } = await jwtVerify(new URLSearchParams(form).get('logout_token'), keys, {
    issuer: config.serverMetadata().issuer,
    audience: CLIENT_ID,
    typ: 'logout+jwt',
    algorithms: ['RS256'],
    requiredClaims: ['iat', 'exp', 'jti', 'sid'],
  });
  if (!payload.events?.['http://schemas.openid.net/event/backchannel-logout'] || payload.nonce) {
    throw new Error('not a logout token');
  }
  for (const [value, session] of sessions) {
    if (session.claims.sid === payload.sid) {
      sessions.delete(value);
    }
  }
  response.writeHead(204, { 'Cache-Control': 'no-store' }).end();
}

function show(response, { claims, userInfo, expiresAt }) {
  response
    .writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' })
    .end(`<!doctype html><title>Portal</title><link rel="icon" href="data:,"><h1>Portal</h1>
<dl><dt>email<dd>${escape(userInfo.email)}<dt>groups<dd>${escape(claims.groups)}<dt>acr<dd>${escape(claims.acr)}
<dt>expires<dd>${Math.floor(expiresAt / 1000)}</dl><p><a href="/step-up">Confirm with a second factor</a>`);
}

async function answer(request, response) {
  const url = new URL(request.url, BASE_URL);
  if (url.pathname === '/callback') {
    return callback(request, response, url);
  }
  if (url.pathname === '/back-channel-logout' && request.method === 'POST') {
    return backChannelLogout(request, response);
  }
  const session = await find(request);
  if (!session) {
    return authorize(response, url.pathname);
  }
  const strong = ['urn:gatehouse:mfa', 'urn:gatehouse:phr'];
  return url.pathname === '/step-up' && !strong.includes(session.claims.acr)
    ? authorize(response, url.pathname, { acr_values: 'urn:gatehouse:mfa' })
    : show(response, session);
}

createServer((request, response) => {
  response.on('finish', () => console.log(request.method, request.url.split('?')[0], response.statusCode));
  answer(request, response).catch((error) => {
    console.error(error.code ?? error.message);
    response.writeHead(400).end();
  });
}).listen(Number(PORT), () => console.log(`Portal at ${BASE_URL}`));
