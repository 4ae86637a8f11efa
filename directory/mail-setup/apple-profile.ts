import { X509Certificate } from 'node:crypto';
import type { MobileAccount } from './mobile-code.ts';

interface ProfileFacts extends MobileAccount {
  /** Of the app password: one made later for the same phone stands beside it, and does not take its place unseen. */
  readonly id: string;
  readonly organisation: string;
  /** Of the local CA in PEM; null where devices trust the server already. */
  readonly ca: string | null;
  /** Gives the same UUID for the same name. */
  readonly uuidOf: (name: string) => string;
}

/** A profile that sets up the account on an iPhone, iPad or Mac, and brings the local CA with it (Apple's Configuration Profile Reference). */
export function appleProfile(facts: ProfileFacts): string {
  const { id, ca, address, organisation, server, uuidOf } = facts;
  const identifier = `vn.congthu.${server.hostname}.${id}`;
  const payloads = [mailPayload(facts, identifier), ...(ca === null ? [] : [caPayload(ca, facts, identifier)])];
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
${dict([
  ['PayloadContent', `<array>\n${payloads.join('\n')}\n</array>`],
  ['PayloadDisplayName', text(`Thư công vụ ${address}`)],
  ['PayloadOrganization', text(organisation)],
  ...head('Configuration', identifier, uuidOf),
])}
</plist>
`;
}

function mailPayload({ server: { hostname, imaps, submissions }, address, name, password, uuidOf }: ProfileFacts, identifier: string) {
  return dict([
    ['EmailAccountType', text('EmailTypeIMAP')],
    ['EmailAccountDescription', text(address)],
    ['EmailAccountName', text(name)],
    ['EmailAddress', text(address)],
    ['IncomingMailServerAuthentication', text('EmailAuthPassword')],
    ['IncomingMailServerHostName', text(hostname)],
    ['IncomingMailServerPortNumber', `<integer>${imaps}</integer>`],
    ['IncomingMailServerUseSSL', '<true/>'],
    ['IncomingMailServerUsername', text(address)],
    ['IncomingPassword', text(password)],
    ['OutgoingMailServerAuthentication', text('EmailAuthPassword')],
    ['OutgoingMailServerHostName', text(hostname)],
    ['OutgoingMailServerPortNumber', `<integer>${submissions}</integer>`],
    ['OutgoingMailServerUseSSL', '<true/>'],
    ['OutgoingMailServerUsername', text(address)],
    ['OutgoingPasswordSameAsIncomingPassword', '<true/>'],
    ['PayloadDisplayName', text(address)],
    ...head('com.apple.mail.managed', `${identifier}.mail`, uuidOf),
  ]);
}

function caPayload(pem: string, { uuidOf, organisation }: ProfileFacts, identifier: string): string {
  return dict([
    ['PayloadCertificateFileName', text('ca.cer')],
    ['PayloadContent', `<data>${new X509Certificate(pem).raw.toString('base64')}</data>`],
    ['PayloadDisplayName', text(`Chứng thư gốc ${organisation}`)],
    ...head('com.apple.security.root', `${identifier}.ca`, uuidOf),
  ]);
}

type Entry = readonly [key: string, value: string];

const head = (type: string, identifier: string, uuidOf: ProfileFacts['uuidOf']): readonly Entry[] => [
  ['PayloadIdentifier', text(identifier)],
  ['PayloadType', text(type)],
  ['PayloadUUID', text(uuidOf(identifier))],
  ['PayloadVersion', '<integer>1</integer>'],
];

const dict = (entries: readonly Entry[]) => `<dict>\n${entries.map(([key, value]) => `<key>${key}</key>\n${value}`).join('\n')}\n</dict>`;

/** XML 1.0 §2.2 has no control characters; of what is left, three would be markup. */
function text(value: string): string {
  const plain = value.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, '');
  return `<string>${plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</string>`;
}
