import { Text } from '@mantine/core';
import type { Certificate } from '../api/api-contract.ts';
import { momentDayText } from '../i18n/formats.ts';
import { useWording } from '../i18n/language.tsx';
import { Facts } from '../shared/facts.tsx';

type Said = Pick<Certificate, 'subject' | 'issuer' | 'serial' | 'addresses' | 'keyUsage' | 'notBefore' | 'notAfter'>;

/** What a certificate says of itself. */
export function CertificateFacts({ certificate }: { readonly certificate: Said & { readonly fingerprint?: string } }) {
  const { certificates: words } = useWording();
  const { subject, issuer, serial, addresses, keyUsage, notBefore, notAfter, fingerprint } = certificate;
  return (
    <Facts
      rows={[
        [words.subject, subject],
        [words.names, addresses.length === 0 ? words.noNames : addresses.join(', ')],
        [words.validity, `${momentDayText(notBefore)} – ${momentDayText(notAfter)}`],
        [words.usage, keyUsage.map((usage) => words.usages[usage] ?? usage).join(', ')],
        [words.issuer, issuer],
        [words.serial, <Octets key="serial">{serial}</Octets>],
        [words.fingerprint, fingerprint && <Octets key="print">{fingerprint}</Octets>],
      ]}
    />
  );
}

function Octets({ children }: { readonly children: string }) {
  return (
    <Text span size="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
      {children}
    </Text>
  );
}
