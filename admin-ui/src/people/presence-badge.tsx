import { Badge } from '@mantine/core';
import { useWording } from '../i18n/language.tsx';

const colours: Readonly<Record<string, string>> = {
  'in-service': 'teal',
  away: 'yellow',
  locked: 'yellow',
  suspended: 'yellow',
  left: 'gray',
  closed: 'gray',
};

/** How somebody stands, in words and not by colour alone. */
export function PresenceBadge({ presence }: { readonly presence: string }) {
  const { presences, standings } = useWording();
  return (
    <Badge size="sm" variant="light" color={colours[presence] ?? 'gray'}>
      {presences[presence] ?? standings[presence] ?? presence}
    </Badge>
  );
}
