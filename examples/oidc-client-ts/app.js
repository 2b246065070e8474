// A page that signs administrators in by Gatehouse, from another origin.
//
// Register in Gatehouse: public client, client ID       spa
//                        scope besides the default ones groups
//                        redirect address               http://localhost:5173/
//                        post-logout redirect address   http://localhost:5173/
const { UserManager, WebStorageStateStore, InMemoryWebStorage } = oidc;

const users = new UserManager({
  authority: 'http://localhost:8080/realms/demo',
  client_id: 'spa',
  redirect_uri: location.origin + '/',
  post_logout_redirect_uri: location.origin + '/',
  scope: 'openid profile email groups',
  // Tokens live in memory alone: after a reload, Gatehouse answers from its session without a page.
  userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
  automaticSilentRenew: true,
  loadUserInfo: true,
  // To see how strong the sign-in was.
  filterProtocolClaims: false,
});

const element = (id) => document.getElementById(id);

function show(user) {
  element('sign-in').hidden = Boolean(user);
  element('step-up').hidden = !user;
  element('sign-out').hidden = !user;
  element('state').textContent = user ? 'Signed in' : 'Signed out';
  const claims = user ? { email: user.profile.email, acr: user.profile.acr, expires: user.expires_at } : {};
  element('claims').replaceChildren(
    ...Object.entries(claims).flatMap(([name, value]) => {
      const [term, description] = [document.createElement('dt'), document.createElement('dd')];
      term.textContent = name;
      description.textContent = value;
      return [term, description];
    }),
  );
}

async function start() {
  if (new URLSearchParams(location.search).has('state')) {
    try {
      show(await users.signinCallback());
    } catch (error) {
      show(null);
      element('state').textContent = `Not signed in: ${error.message}`;
    }
    history.replaceState(null, '', '/');
  } else {
    show(await users.getUser());
  }
}

users.events.addUserLoaded(show);
users.events.addUserUnloaded(() => show(null));
// The session has been ended: the refresh token is refused.
users.events.addSilentRenewError(() => users.removeUser());

element('sign-in').addEventListener('click', () => users.signinRedirect());
element('step-up').addEventListener('click', () => users.signinRedirect({ acr_values: 'urn:gatehouse:mfa' }));
element('sign-out').addEventListener('click', () => users.signoutRedirect());
start();
