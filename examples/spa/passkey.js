// @ts-check
// WebAuthn's ceremonies, with the JSON of Gatehouse's REST API. Passkeys belong to the host of Gatehouse's public URL: a page of another origin
// cannot use them, and signs in on Gatehouse's own pages instead.

/** @import { Schema } from './api' */

/** Returns whether the browser can use passkeys, and read and write their JSON. */
export function isSupported() {
  return typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;
}

/**
 * Lets the person use a passkey, and returns what /verify takes.
 *
 * @param {Schema<'PasskeyUseBody'>['publicKey']} options
 */
export async function use(options) {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(/** @type {any} */ (options));
  return json(await navigator.credentials.get({ publicKey }));
}

/**
 * Lets the person create a passkey, and returns what /verify takes.
 *
 * @param {Schema<'NewPasskeyBody'>['publicKey']} options
 */
export async function create(options) {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(/** @type {any} */ (options));
  return json(await navigator.credentials.create({ publicKey }));
}

/** @param {Credential | null} credential */
function json(credential) {
  return /** @type {any} */ (credential).toJSON();
}
