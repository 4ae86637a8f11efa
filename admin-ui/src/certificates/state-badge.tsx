import { Badge } from '@mantine/core';
import { useWording } from '../i18n/language.tsx';
import type { CertificateState } from './queries.ts';

const colours: Readonly<Record<CertificateState, string>> = {
  valid: 'teal',
  'to-hand-over': 'yellow',
  'to-revoke': 'red',
  'to-reissue': 'yellow',
  revoked: 'gray',
  'handed-over': 'blue',
  replaced: 'gray',
};

export function CertificateStateBadge({ state }: { readonly state: CertificateState }) {
  const { certificates: words } = useWording();
  return (
    <Badge size="sm" variant="light" color={colours[state]}>
      {words.states[state]}
    </Badge>
  );
}
