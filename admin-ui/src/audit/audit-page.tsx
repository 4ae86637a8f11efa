import { Button, Group, Loader, Select, TextInput } from '@mantine/core';
import { IconFileSearch, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { type AuditFilter, auditQuery } from '../api/queries.ts';
import { useWording } from '../i18n/language.tsx';
import { DayField } from '../shared/day-field.tsx';
import { EmptyState } from '../shared/empty-state.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { MoreButton } from '../shared/more-button.tsx';
import { Page } from '../shared/page.tsx';
import { AuditEntries } from './audit-entries.tsx';

/** The audit, the newest first, by whose mailbox, who did it, what, and when. */
export function AuditPage() {
  const wording = useWording();
  const { audit: words } = wording;
  const filter = useSearch({ strict: false }) as AuditFilter;
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(auditQuery(filter));
  const entries = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={words.title} lead={words.lead}>
      <AuditSearch key={JSON.stringify(filter)} filter={filter} />
      {isPending && <Loader aria-label={wording.loading} />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && entries.length === 0 && <EmptyState icon={<IconFileSearch size={24} />} title={words.nothing} help={words.nothingHelp} />}
      {entries.length > 0 && <AuditEntries entries={entries} />}
      <MoreButton hasNextPage={hasNextPage} isFetchingNextPage={isFetchingNextPage} fetchNextPage={fetchNextPage} />
    </Page>
  );
}

/** Asked for by a button and not as one types: every look into the audit costs, and may be told of. */
function AuditSearch({ filter }: { readonly filter: AuditFilter }) {
  const { audit: words, people } = useWording();
  const navigate = useNavigate();
  const [fields, setFields] = useState(filter);
  const text = (name: 'person' | 'unit' | 'mailbox' | 'actor' | 'from' | 'to') => ({
    value: fields[name] ?? '',
    onChange: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
      setFields({ ...fields, [name]: currentTarget.value || undefined }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void navigate({ to: '/audit', search: fields });
  };
  return (
    <form onSubmit={submit}>
      <Group gap="sm" align="flex-end">
        {filter.person !== undefined && <TextInput label={words.person} flex="1 1 8rem" {...text('person')} />}
        {filter.unit !== undefined && <TextInput label={words.unit} flex="1 1 8rem" {...text('unit')} />}
        <TextInput label={words.mailbox} placeholder={words.mailboxHelp} flex="1 1 13rem" {...text('mailbox')} />
        <TextInput label={words.actor} placeholder={words.mailboxHelp} flex="1 1 13rem" {...text('actor')} />
        <Select
          label={words.act}
          placeholder={words.actHelp}
          data={Object.entries(words.groups).map(([value, label]) => ({ value, label }))}
          value={fields.act ?? null}
          onChange={(act) => setFields({ ...fields, act: act ?? undefined })}
          clearable
          flex="1 1 13rem"
        />
        <DayField label={words.from} {...text('from')} />
        <DayField label={words.to} {...text('to')} />
        <Button type="submit" leftSection={<IconSearch size={16} aria-hidden />}>
          {words.search}
        </Button>
        {Object.keys(filter).length > 0 && (
          <Button variant="subtle" onClick={() => void navigate({ to: '/audit', search: {} })}>
            {people.clear}
          </Button>
        )}
      </Group>
    </form>
  );
}
