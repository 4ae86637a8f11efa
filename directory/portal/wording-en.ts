import { html } from 'hono/html';
import type { Wording } from './wording.ts';

export const wordingEn = {
  title: 'Official e-mail',
  lead: 'For officials and public bodies of the province: how to set up a mailbox, the certificate of the server, and the directory of official addresses.',
  skip: 'Skip to the main content',
  otherLanguage: { language: 'vi', label: 'Tiếng Việt' },
  sections: {
    label: 'On this page',
    mail: 'Set up a mailbox',
    certificate: 'Certificate of the server',
    units: 'Directory of public bodies',
  },
  mail: {
    lead: 'Use these settings in Thunderbird, Outlook or the mail application of a phone.',
    columns: { use: 'For', server: 'Server', port: 'Port', security: 'Connection security' },
    receive: 'Receiving',
    send: 'Sending',
    recommended: 'Recommended',
    startTls: 'Choose STARTTLS only where the mail application does not offer SSL/TLS.',
    userName: 'User name',
    userNameValue: 'The full e-mail address',
    password: 'Authentication',
    passwordValue: 'Normal password',
    stepsTitle: 'In Thunderbird, step by step',
    steps: ({ hostname, imaps, submissions }) => [
      html`Open <b>Account Settings</b> and choose <b>Add Mail Account</b>.`,
      html`Enter your name, your official address and the password you were given, then choose <b>Configure manually</b>.`,
      html`Incoming server: protocol <b>IMAP</b>, host name <code>${hostname}</code>, port <code>${imaps}</code>, connection security <b>SSL/TLS</b>, authentication <b>Normal password</b>.`,
      html`Outgoing server: host name <code>${hostname}</code>, port <code>${submissions}</code>, connection security <b>SSL/TLS</b>, authentication <b>Normal password</b>.`,
      html`The user name of both is the full address. Choose <b>Re‑test</b>, then <b>Done</b>.`,
    ],
  },
  certificate: {
    needed:
      'The certificate of the server was issued by the province’s own authority. Each computer or phone needs that authority’s certificate once, for its connections to be protected. Devices prepared by your office have it already.',
    notNeeded: 'The certificate of the server was issued by an authority that devices trust already. There is nothing to install.',
    compare:
      'Before installing, compare this fingerprint with the written notice of your administrator. If they differ, do not install it, and report it at once.',
    fingerprint: 'SHA-256 fingerprint',
    download: 'Download the certificate',
    stepsTitle: 'Installing it in Thunderbird',
    steps: [
      html`Open <b>Settings</b>, <b>Privacy &amp; Security</b>, and choose <b>Manage Certificates</b>.`,
      html`In the tab <b>Authorities</b> choose <b>Import</b> and open the downloaded <code>ca.pem</code>.`,
      html`Tick both kinds of trust, <b>websites</b> and <b>email users</b>, and choose <b>OK</b>.`,
    ],
  },
  units: {
    count: (units) => `${units} public bodies`,
    searchLabel: 'Find by name or address, with or without diacritics',
    searchHint: 'Example: so thong tin',
    search: 'Search',
    clear: 'Show the whole directory',
    found: (units, query) => `${units} found for “${query}”`,
    foundNone: 'No public body matches. Please check the spelling or enter fewer words.',
    noMailbox: 'No mailbox yet',
    below: (kind, units) => `${units} ${kind === 'district' ? 'communes, wards and townships' : 'offices'}`,
    groups: {
      province: 'Provincial authorities',
      agency: 'Departments and agencies',
      'mass-organisation': 'Fatherland Front and mass organisations',
      office: 'Offices',
      district: 'Districts and towns',
      commune: 'Communes, wards and townships',
    },
    exports: 'Download the directory',
    csv: 'Spreadsheet (CSV)',
    json: 'Open data (JSON)',
    policy: 'Only mailboxes of public bodies are published. Addresses of individuals are not on this page.',
  },
  footer: 'Công Thư, open-source mail and official messaging for public bodies.',
} as const satisfies Wording;
