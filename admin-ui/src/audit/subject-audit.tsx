import { Loader, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type AuditFilter, auditQuery } from '../api/queries.ts';
import { useWording } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { PageLink } from '../shared/links.tsx';
import { AuditEntries } from './audit-entries.tsx';

/** The latest of what was done to somebody or a unit, or by them; the rest stands in the audit, where reading on is noted. */
export function SubjectAudit({ filter }: { readonly filter: Pick<AuditFilter, 'person' | 'unit'> }) {
  const wording = useWording();
  const { audit: words } = wording;
  const { data, error, isPending, refetch } = useInfiniteQuery(auditQuery(filter));
  const entries = data?.pages[0]?.items ?? [];
  if (isPending) return <Loader aria-label={wording.loading} />;
  return (
    <>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && entries.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.nothing}
        </Text>
      )}
      {entries.length > 0 && <AuditEntries entries={entries} />}
      <PageLink to="/audit" search={filter} mt="sm">
        {words.openAll}
      </PageLink>
    </>
  );
}
