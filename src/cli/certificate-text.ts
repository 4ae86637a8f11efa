import { causeNames, stateNames } from '#directory/certificates/certificate.ts';
import type { CertificateChange } from '#directory/certificates/certificate-sql.ts';
import type { ListedCertificate } from '#directory/certificates/list-certificates-sql.ts';
import { textInBoth } from '#kernel/refusal.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { shownMoment } from './moment.ts';

export function certificateLine(certificate: ListedCertificate): string {
  const { id, name, address, serial, notAfter, state, post, handOverTo } = certificate;
  const notes = [
    ...[`số ${serial}`, `đến / until ${vietnamDate(notAfter)}`, post ?? '', textInBoth(stateNames[state])],
    ...[whyText(certificate), handOverTo === null ? '' : `cho / to ${handOverTo}`],
  ];
  return `${String(id).padStart(5)}  ${name} <${address}>  ${notes.filter((note) => note !== '').join(' · ')}`;
}

export function certificateText(certificate: ListedCertificate, history: readonly CertificateChange[], pem: string): string {
  const { id, name, address, post, serial, issuer, subject, addresses, keyUsage, notBefore, notAfter, fingerprint } = certificate;
  const rows: readonly (readonly [string, string])[] = [
    ['Số / number', String(id)],
    ['Của / of', `${name} <${address}>`],
    ['Gắn với chức vụ / for the post', post ?? '—'],
    ['Số sê-ri / serial', serial],
    ['Nơi cấp / issuer', issuer],
    ['Chủ thể / subject', subject],
    ['Địa chỉ ghi trong đó / addresses', addresses.join(', ') || '—'],
    ['Dùng để / key usage', keyUsage.join(', ') || '—'],
    ['Thời hạn / valid', `${shownMoment(notBefore)} – ${shownMoment(notAfter)}`],
    ['SHA-256', fingerprint],
  ];
  return [...rows.map(([label, value]) => `${label.padEnd(36)}${value}`), '', ...history.map(changeLine), '', pem.trimEnd()].join('\n');
}

function changeLine(change: CertificateChange): string {
  const { at, state, since, by } = change;
  const notes = [textInBoth(stateNames[state]), `từ / since ${since}`, whyText(change), by === null ? '' : `do / by ${by}`];
  return `${shownMoment(at)}  ${notes.filter((note) => note !== '').join(' · ')}`;
}

function whyText({ cause, reason, planId }: Pick<ListedCertificate, 'cause' | 'reason' | 'planId'>): string {
  const why = [cause === null ? '' : textInBoth(causeNames[cause]), reason ?? '', planId === null ? '' : `kế hoạch / plan ${planId}`];
  return why.filter((part) => part !== '').join(', ');
}

/** RFC 7468 §5. */
export function pemOf(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
