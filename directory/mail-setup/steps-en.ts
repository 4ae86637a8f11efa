import type { WrittenSteps } from './written-steps.ts';

export const stepsEn: WrittenSteps = {
  thunderbird: ({ hostname, imaps, submissions }) => [
    'Open *Account Settings* and choose *Add Mail Account*.',
    'Enter your name, your official address and the password you were given or an app password, then choose *Configure manually*.',
    `Incoming server: protocol *IMAP*, host name \`${hostname}\`, port \`${imaps}\`, connection security *SSL/TLS*, authentication *Normal password*.`,
    `Outgoing server: host name \`${hostname}\`, port \`${submissions}\`, connection security *SSL/TLS*, authentication *Normal password*.`,
    'The user name of both is the full address. Choose *Re‑test*, then *Done*.',
  ],
  outlook: ({ hostname, imaps, submissions }) => [
    'Use the Outlook that is installed on the computer (classic). Do not use the “new Outlook”: it sends the password and the mail through Microsoft’s servers.',
    'Choose *File*, *Add Account*. Enter the address, open *Advanced options*, tick *Let me set up my account manually*, then choose *IMAP*.',
    `Incoming mail: server \`${hostname}\`, port \`${imaps}\`, encryption *SSL/TLS*.`,
    `Outgoing mail: server \`${hostname}\`, port \`${submissions}\`, encryption *SSL/TLS*.`,
    'Paste the password and choose *Connect*. Leave *Root folder path* empty.',
  ],
  apple: ({ hostname, imaps, submissions }) => [
    'The quick way: install the profile that is made together with the app password in the web application. The steps below are for typing it in.',
    'iPhone, iPad: open *Settings*, *Apps*, *Mail*, *Mail Accounts*, *Add Account*, *Other*. Mac: *System Settings*, *Internet Accounts*.',
    'Enter your name, address and password, and choose *IMAP*. The user name of both servers is the full address.',
    `Incoming mail server: \`${hostname}\`, *SSL* on, port \`${imaps}\` (under *Advanced*).`,
    `Outgoing mail server: \`${hostname}\`, *SSL* on, port \`${submissions}\`.`,
  ],
  'android-thunderbird': ({ hostname, imaps, submissions }) => [
    'Install *Thunderbird* from Google Play or F-Droid. The quick way: when it opens first choose *Import settings*, *Scan QR code*, and point the phone at the code shown with the app password in the web application.',
    'By hand: type the address, choose *Edit configuration*, *IMAP*.',
    `Incoming: server \`${hostname}\`, security *SSL/TLS*, port \`${imaps}\`, authentication *Normal password*.`,
    `Outgoing: server \`${hostname}\`, security *SSL/TLS*, port \`${submissions}\`, authentication *Normal password*.`,
    'The user name is the full address. To have new mail at once, turn on *Push* for the inbox in the account’s settings.',
  ],
  'android-gmail': ({ hostname, imaps, submissions }) => [
    'Open *Gmail*, tap your picture, *Add another account*, *Other*.',
    'Enter the address, choose *Personal (IMAP)*, then enter the app password.',
    `Incoming server: \`${hostname}\`, port \`${imaps}\`, security *SSL/TLS*; the user name is the full address.`,
    `Outgoing server: \`${hostname}\`, port \`${submissions}\`, security *SSL/TLS*, *Require sign-in* on.`,
    'Gmail takes only servers whose certificate comes from an authority that Android trusts. Where it says that the certificate is not valid, use Thunderbird for Android.',
  ],
  other: ({ hostname, imaps, submissions }) => [
    `Incoming: *IMAP*, server \`${hostname}\`, port \`${imaps}\`, *SSL/TLS*.`,
    `Outgoing: *SMTP*, server \`${hostname}\`, port \`${submissions}\`, *SSL/TLS*, with authentication.`,
    'The user name is the full address; authentication is by normal password.',
  ],
};
