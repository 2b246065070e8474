// A single page that signs an administrator in, step by step as the server says, and shows the profile.

import { call, isSignedIn, signIn, signOut } from './gatehouse.js';

const $ = (id) => document.getElementById(id);

let flow = null;

const words = {
  invalid_credentials: () => 'E-mail address or password is wrong.',
  invalid_code: (problem) => `This code is wrong. You have ${problem.attemptsLeft} ${problem.attemptsLeft === 1 ? 'attempt' : 'attempts'} left.`,
  code_expired: () => 'This code has expired. Send a new one.',
  code_used_up: () => 'Too many wrong codes. Sign in again.',
  sign_in_expired: () => 'This took too long. Sign in again.',
  phone_not_allowed: () => 'This number cannot be used. Enter a mobile number with its country code.',
  resend_too_soon: (problem) => `You can send another code in ${problem.retryAfter} seconds.`,
  throttled: (problem) => `Too many attempts. Try again in ${problem.retryAfter} seconds.`,
  locked: (problem) => `Locked. Try again in ${Math.ceil(problem.retryAfter / 60)} minutes.`,
  delivery_unavailable: () => 'The code cannot be sent at the moment. Try again in a few minutes.',
  unauthenticated: () => 'Your session has ended. Sign in again.',
};
const startAgain = new Set(['code_used_up', 'sign_in_expired', 'locked', 'unauthenticated']);

function show(id) {
  for (const section of document.querySelectorAll('section')) {
    section.hidden = section.id !== id;
  }
  $('error').hidden = true;
  const heading = $(id).querySelector('h1');
  heading.tabIndex = -1;
  heading.focus();
  document.title = heading.textContent;
}

function tell(problem) {
  if (startAgain.has(problem.code)) {
    start();
  }
  $('error').textContent = words[problem.code]?.(problem) ?? `${problem.message}. Try again later.`;
  $('error').hidden = false;
  $('error').focus();
}

/** Does one thing at a time, and shows what went wrong. */
let busy = false;
function on(element, event, action) {
  element.addEventListener(event, async (happened) => {
    happened.preventDefault();
    if (busy) {
      return;
    }
    busy = true;
    try {
      await action(happened);
    } catch (problem) {
      tell(problem);
    } finally {
      busy = false;
    }
  });
}

function start() {
  flow = null;
  $('password').value = '';
  $('code').value = '';
  show('password-step');
}

/** Shows the step that the server says is next. */
async function next(state) {
  flow = state.signInId ?? null;
  $('password').value = '';
  $('code').value = '';
  if (state.state === 'complete') {
    await profile();
  } else if (state.state === 'enroll_phone') {
    ways('phone-ways', state.channels);
    show('phone-step');
  } else if (state.state === 'choose_channel') {
    ways('channel-ways', state.channels);
    show('channel-step');
  } else {
    code(state.code);
  }
}

function ways(id, channels = []) {
  $(id).replaceChildren(
    ...channels.map(({ channel, hint }) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'quiet';
      button.textContent = `${channel === 'sms' ? 'Text message' : 'E-mail'} to ${hint}`;
      on(button, 'click', () => send(channel));
      return button;
    }),
  );
}

// Too soon is for the server to say, whose clock it is.
const send = async (channel) => next(await signIn('/code', { signInId: flow, channel }));

function code(sent) {
  $('code-hint').textContent = sent.hint;
  $('code-tag').textContent = sent.tag;
  $('resend').dataset.channel = sent.channel;
  show('code-step');
  $('code').focus();
}

async function profile() {
  const person = await call('/account');
  $('profile-name').textContent = person.displayName;
  $('profile-email').textContent = person.email;
  $('profile-role').textContent = person.role.replaceAll('_', ' ').toLowerCase();
  if ($('profile').hidden) {
    show('profile');
  }
}

on($('password-form'), 'submit', async () =>
  next(await signIn('', { email: $('email').value, password: $('password').value })),
);
on($('phone-form'), 'submit', async () =>
  next(await signIn('/phone', { signInId: flow, phone: $('phone').value })),
);
on($('code-form'), 'submit', async () =>
  next(await signIn('/verify', { signInId: flow, code: $('code').value })),
);
on($('resend'), 'click', async () => {
  $('resent').textContent = '';
  await send($('resend').dataset.channel);
  $('resent').textContent = 'A new code is on its way. Earlier ones no longer work.';
});
for (const button of document.querySelectorAll('.cancel')) {
  on(button, 'click', async () => {
    const given = flow;
    start();
    await signIn('/cancel', { signInId: given });
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

if (!isSignedIn()) {
  start();
}
