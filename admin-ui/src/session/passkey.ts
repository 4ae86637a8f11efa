import type { PasskeyAssertion, PasskeyAssertionOptions, PasskeyAttestation, PasskeyAttestationOptions } from '../api/api-contract.ts';

/** No passkey came of it: somebody thought better of it, took too long, or the device has none for this page. */
export class NoPasskey extends Error {}

/** This device has one of the account already. */
export class PasskeyIsThere extends Error {}

/** Whether this browser has passkeys, and this page an address that they can be for: a name (WebAuthn L3 §5.1.3). */
export function passkeysWork(): boolean {
  return window.PublicKeyCredential !== undefined && !isByNumber();
}

/** Whether the page was opened by an IP address. */
export function isByNumber(host = window.location.hostname): boolean {
  return /^\[|^\d{1,3}(\.\d{1,3}){3}$/.test(host);
}

// Fetched when it is needed: most sign in by password.
const library = () => import('@simplewebauthn/browser');

/** What ends the offer of passkeys where the address is typed; null where the browser does not offer any. */
export async function passkeysInField(): Promise<(() => undefined) | null> {
  if (!passkeysWork()) return null;
  const { browserSupportsWebAuthnAutofill, WebAuthnAbortService } = await library();
  return (await browserSupportsWebAuthnAutofill()) ? () => void WebAuthnAbortService.cancelCeremony() : null;
}

/** Has the browser ask for one of its passkeys. `inField`: quietly, where the address is typed; what is asked for later ends it. */
export async function askForPasskey(optionsJSON: PasskeyAssertionOptions, { inField = false } = {}): Promise<PasskeyAssertion> {
  const { startAuthentication } = await library();
  const { id, response } = await startAuthentication({ optionsJSON: optionsJSON as never, useBrowserAutofill: inField }).catch(notGiven);
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  return { id, clientDataJSON, authenticatorData, signature, ...(userHandle === undefined ? {} : { userHandle }) };
}

/** Has the browser make one, on whatever device its user chooses. */
export async function makePasskey(optionsJSON: PasskeyAttestationOptions): Promise<Omit<PasskeyAttestation, 'name'>> {
  const { startRegistration } = await library();
  const { id, response } = await startRegistration({ optionsJSON: optionsJSON as never }).catch(notGiven);
  const { clientDataJSON, attestationObject, transports = [] } = response;
  return { id, clientDataJSON, attestationObject, transports: [...transports] };
}

function notGiven(cause: unknown): never {
  const isThere = cause instanceof Error && cause.name === 'InvalidStateError';
  throw isThere ? new PasskeyIsThere('', { cause }) : new NoPasskey('', { cause });
}
