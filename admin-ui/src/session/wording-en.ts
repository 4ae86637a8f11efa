import type { sessionVi } from './wording-vi.ts';

export const sessionEn: typeof sessionVi = {
  signIn: {
    title: 'Sign in',
    lead: 'Administration of official mail',
    address: 'Official mail address',
    password: 'Password',
    submit: 'Sign in',
    forgotten: 'Forgot it? Your unit’s administrator can set a new one.',
    expired: 'The session is over. Sign in again to go on.',
    secondTitle: 'Second step',
    secondLead: 'Enter the six digits that the authenticator on your phone shows.',
    code: 'Six digits',
    useRecovery: 'No phone? Use a recovery code',
    useCode: 'Use the code on the phone',
    recovery: 'Recovery code',
    recoveryLead: 'Each recovery code works once.',
    verify: 'Confirm',
    startAgain: 'Sign in as somebody else',
  },
  forced: {
    passwordTitle: 'Choose a new password',
    passwordLead: 'Somebody else set this password for you. Choose one of your own to go on.',
    factorTitle: 'Set up the second step',
    factorLead: 'Administrators take a step besides the password to sign in. This is done once and takes about a minute.',
  },
  passkey: {
    or: 'or',
    use: 'Use a passkey',
    notGiven:
      'No passkey was given: you cancelled, it took too long, the device has none for this page, or the browser does not trust the page’s certificate.',
    isThere: 'This device has a passkey of yours already.',
    notHere: 'This page is open in a way that has no passkeys: open it by the server’s name, or use a recovery code.',
    secondLead: 'Unlock your passkey by the fingerprint, face or PIN of your device.',
    useRecovery: 'No device? Use a recovery code',
    instead: 'Use a passkey in place of the code',
    insteadLead:
      'A passkey is kept by your phone, computer or security key, and unlocked by fingerprint, face or PIN. With one you sign in without password and code.',
    insteadCode: 'Use the code on the phone',
  },
  stepUp: {
    title: 'Confirm that it is you',
    lead: 'This takes a confirmation within the last 10 minutes.',
    password: 'Your password',
    code: 'Six digits on your phone',
    submit: 'Confirm',
  },
};
