// @ts-check
// A single page that signs an administrator in, step by step as the server says, and shows the profile.

import { account, isSignedIn, Problem, signIn, signOut } from './gatehouse.js';
import * as passkey from './passkey.js';

/** @import { Schema } from './api' */

/** @param {string} id */
const $ = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
/** @param {string} id */
const field = (id) => /** @type {HTMLInputElement} */ ($(id));

/** The sign-in under way. */
let signInId = '';
/** @type {Schema<'ChannelName'>} */
let channelOfCode = 'sms';

/** @type {Partial<Record<Problem['code'], (problem: Problem) => string>>} */
const words = {
  invalid_credentials: () => 'E-mail address or password is wrong.',
  invalid_code: ({ attemptsLeft }) => `This code is wrong. You have ${attemptsLeft} ${attemptsLeft === 1 ? 'attempt' : 'attempts'} left.`,
  code_expired: () => 'This code has expired. Send a new one.',
  code_used_up: () => 'Too many wrong codes. Sign in again.',
  sign_in_expired: () => 'This took too long. Sign in again.',
  phone_not_allowed: () => 'This number cannot be used. Enter a mobile number with its country code.',
  resend_too_soon: ({ retryAfter }) => `You can send another code in ${retryAfter} seconds.`,
  throttled: ({ retryAfter }) => `Too many attempts. Try again in ${retryAfter} seconds.`,
  locked: ({ retryAfter }) => `Locked. Try again in ${Math.ceil(retryAfter / 60)} minutes.`,
  delivery_unavailable: () => 'The code cannot be sent at the moment. Try again in a few minutes.',
  enrollment_too_recent: () => 'You added a mobile number less than an hour ago. Try again later.',
  unauthenticated: () => 'Your session has ended. Sign in again.',
};
/** @type {Problem['code'][]} */
const startAgain = ['code_used_up', 'sign_in_expired', 'locked', 'unauthenticated'];

/** @param {string} id */
function show(id) {
  for (const section of document.querySelectorAll('section')) {
    section.hidden = section.id !== id;
  }
  $('error').hidden = true;
  const heading = /** @type {HTMLElement} */ ($(id).querySelector('h1'));
  heading.tabIndex = -1;
  heading.focus();
  document.title = heading.textContent ?? '';
}

/** @param {Problem} problem */
function tell(problem) {
  if (startAgain.includes(problem.code)) {
    start();
  }
  complain(words[problem.code]?.(problem) ?? `${problem.message}. Try again later.`);
}

/** @param {string} text */
function complain(text) {
  $('error').textContent = text;
  $('error').hidden = false;
  $('error').focus();
}

let busy = false;
/**
 * Does one thing at a time, and shows what went wrong.
 *
 * @param {Element} element
 * @param {'click' | 'submit'} event
 * @param {() => Promise<unknown>} action
 */
function on(element, event, action) {
  element.addEventListener(event, async (happened) => {
    happened.preventDefault();
    if (busy) {
      return;
    }
    busy = true;
    try {
      await action();
    } catch (problem) {
      if (problem instanceof DOMException) {
        complain('No passkey was used. Passkeys of Gatehouse work on its own pages only: sign in there, or choose another way.');
      } else {
        tell(problem instanceof Problem ? problem : new Problem(0, {}));
      }
    } finally {
      busy = false;
    }
  });
}

function start() {
  signInId = '';
  clear();
  show('password-step');
}

function clear() {
  for (const id of ['password', 'code', 'recovery-code', 'totp', 'first-totp']) {
    field(id).value = '';
  }
}

/**
 * Shows the step that the server says is next.
 *
 * @param {Schema<'SignInState'>} step
 */
async function next(step) {
  clear();
  if (step.state === 'complete') {
    return profile();
  }
  signInId = step.signInId;
  switch (step.state) {
    case 'enroll_phone':
      offer('phone-channels', step.channels);
      return show('phone-step');
    case 'choose_channel':
      offer('channels', step.channels);
      return show('channel-step');
    case 'enroll_totp':
      await enrollTotp(step.channels);
      return show('enroll-totp-step');
    case 'enroll_passkey':
      return show('enroll-passkey-step');
    case 'reset_requested':
      $('reset-time').textContent = step.reset.effectiveAt ? new Date(step.reset.effectiveAt).toLocaleString() : 'once another System Administrator approves it';
      return show('reset-step');
    case 'code_sent':
      channelOfCode = step.code.channel;
      $('code-hint').textContent = step.code.hint;
      $('code-tag').textContent = step.code.tag;
      $('code-purpose').hidden = step.purpose !== 'enrollment';
      $('recover').hidden = step.purpose === 'enrollment';
      show('code-step');
      return $('code').focus();
  }
}

/**
 * @param {string} id
 * @param {Schema<'ChannelBody'>[]} channels
 */
function offer(id, channels) {
  $(id).replaceChildren(
    ...channels.map(({ channel, hint }) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'quiet';
      button.textContent = names[channel](hint);
      on(button, 'click', () => choose(channel));
      return button;
    }),
  );
}

/** @type {Record<Schema<'ChannelBody'>['channel'], (hint: string) => string>} */
const names = {
  passkey: (hint) => `Passkey: ${hint}`,
  totp: () => 'Authenticator app',
  sms: (hint) => `Text message to ${hint}`,
  email: (hint) => `E-mail to ${hint}`,
};

/** @param {Schema<'ChannelBody'>['channel']} channel */
async function choose(channel) {
  switch (channel) {
    case 'passkey':
      return usePasskey(signInId);
    case 'totp':
      return show('totp-step');
    default:
      return send(channel);
  }
}

/**
 * Uses a passkey of the sign-in's account, or without a sign-in one that names its account.
 *
 * @param {string} [started]
 */
async function usePasskey(started) {
  const prepared = await signIn.usePasskey({ body: { signInId: started } });
  signInId = started ?? /** @type {string} */ (prepared.signInId);
  return next(await signIn.verify({ body: { signInId, passkey: await passkey.use(prepared.publicKey) } }));
}

async function createPasskey() {
  const { publicKey } = await signIn.createPasskey({ body: { signInId } });
  return next(await signIn.verify({ body: { signInId, passkey: await passkey.create(publicKey) } }));
}

/** @param {Schema<'ChannelBody'>[]} channels */
async function enrollTotp(channels) {
  const { secret, uri, qr } = await signIn.enrollTotp({ body: { signInId } });
  $('totp-secret').textContent = secret;
  /** @type {HTMLAnchorElement} */ ($('totp-uri')).href = uri;
  /** @type {HTMLImageElement} */ ($('totp-qr')).src = `data:image/svg+xml,${encodeURIComponent(qr)}`;
  $('passkey-instead').hidden = !channels.some(({ channel }) => channel === 'passkey');
}

/**
 * Too soon is for the server to say, whose clock it is.
 *
 * @param {Schema<'ChannelName'>} channel
 */
const send = async (channel) => next(await signIn.sendCode({ body: { signInId, channel } }));

async function profile() {
  const person = await account.profile({});
  $('profile-name').textContent = person.displayName;
  $('profile-email').textContent = person.email;
  $('profile-role').textContent = person.role.replaceAll('_', ' ').toLowerCase();
  if ($('profile').hidden) {
    show('profile');
  }
}

on($('password-form'), 'submit', async () =>
  next(await signIn.start({ body: { email: field('email').value, password: field('password').value } })),
);
on($('phone-form'), 'submit', async () =>
  next(await signIn.enrollPhone({ body: { signInId, phone: field('phone').value } })),
);
on($('code-form'), 'submit', async () =>
  next(await signIn.verify({ body: { signInId, code: field('code').value } })),
);
on($('recovery-form'), 'submit', async () =>
  next(await signIn.verify({ body: { signInId, recoveryCode: field('recovery-code').value } })),
);
for (const [form, input] of [['totp-form', 'totp'], ['enroll-totp-form', 'first-totp']]) {
  on($(form), 'submit', async () => next(await signIn.verify({ body: { signInId, totp: field(input).value } })));
}
on($('passkey'), 'click', () => usePasskey());
for (const button of document.querySelectorAll('.create-passkey')) {
  on(button, 'click', createPasskey);
}
on($('resend'), 'click', async () => {
  $('resent').textContent = '';
  await send(channelOfCode);
  $('resent').textContent = 'A new code is on its way. Earlier ones no longer work.';
});
for (const button of document.querySelectorAll('.recover')) {
  on(button, 'click', async () => show('recovery-step'));
}
for (const button of document.querySelectorAll('.cancel')) {
  on(button, 'click', async () => {
    const body = { signInId };
    start();
    await signIn.cancel({ body });
  });
}
on($('reload'), 'click', async () => {
  $('status').textContent = '';
  await profile();
  $('status').textContent = 'Up to date.';
});
on($('sign-out'), 'click', async () => {
  await signOut().catch(() => {});
  start();
});

$('passkey').hidden = !passkey.isSupported();
if (!isSignedIn()) {
  start();
}
