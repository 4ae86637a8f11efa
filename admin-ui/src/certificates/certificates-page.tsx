import { Button, Group, Loader, Paper, Select } from '@mantine/core';
import { IconCertificate, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Unit } from '../api/api-contract.ts';
import { unitsQuery } from '../api/queries.ts';
import { sessionQuery } from '../api/session.ts';
import { useWording } from '../i18n/language.tsx';
import { EmptyState } from '../shared/empty-state.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { MoreButton } from '../shared/more-button.tsx';
import { Page } from '../shared/page.tsx';
import { UnitSelect } from '../units/unit-select.tsx';
import { AddCertificate } from './add-certificate.tsx';
import { CertificateList } from './certificate-list.tsx';
import { type CertificateFilter, certificateStates, certificatesQuery, expiringDays } from './queries.ts';
import { certificateUnits } from './reach.ts';

/** The register: what is to be done, what ends soon, and whose. Who sees only a unit's is shown that unit's. */
export function CertificatesPage() {
  const { certificates: words } = useWording();
  const filter = useSearch({ strict: false }) as CertificateFilter;
  const { data: session } = useQuery(sessionQuery);
  const [isAdding, setAdding] = useState(false);
  const { data: units = [] } = useQuery(unitsQuery);
  const among = session && certificateUnits(session, units);
  const shown = among === undefined ? filter : { ...filter, unit: filter.unit ?? among[0]?.id };
  return (
    <Page
      title={words.title}
      lead={words.lead}
      actions={
        session?.acts.includes('certificate.manage') && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
            {words.add}
          </Button>
        )
      }
    >
      <Filters filter={shown} among={among} />
      {session && (among === undefined || shown.unit !== undefined) && <Certificates filter={shown} />}
      {isAdding && <AddCertificate onClose={() => setAdding(false)} />}
    </Page>
  );
}

function Filters({ filter, among }: { readonly filter: CertificateFilter; readonly among: readonly Unit[] | undefined }) {
  const { certificates: words } = useWording();
  const navigate = useNavigate();
  const show = (change: CertificateFilter) => void navigate({ to: '/certificates', search: { ...filter, ...change }, replace: true });
  const states = [{ value: 'waiting', label: words.waiting }, ...certificateStates.map((value) => ({ value, label: words.states[value] }))];
  return (
    <Group gap="sm" align="flex-end">
      <Select
        label={words.show}
        placeholder={words.anyState}
        data={states}
        value={filter.state ?? null}
        onChange={(state) => show({ state: (state ?? undefined) as CertificateFilter['state'] })}
        clearable
        flex="0 1 14rem"
      />
      <Select
        label={words.expiring}
        placeholder={words.anyTime}
        data={[...new Set([...expiringDays, ...(filter.expiring === undefined ? [] : [filter.expiring])])].map((days) => ({
          value: String(days),
          label: words.days(days),
        }))}
        value={filter.expiring === undefined ? null : String(filter.expiring)}
        onChange={(days) => show({ expiring: days === null ? undefined : Number(days) })}
        clearable
        flex="0 1 11rem"
      />
      <UnitSelect
        label={words.unit}
        placeholder={words.anyUnit}
        clearable={among === undefined}
        value={filter.unit}
        onChange={(unit) => show({ unit })}
        flex="1 1 14rem"
        {...(among ? { among } : {})}
      />
    </Group>
  );
}

function Certificates({ filter }: { readonly filter: CertificateFilter }) {
  const wording = useWording();
  const { certificates: words } = wording;
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(certificatesQuery(filter));
  const found = data?.pages.flatMap(({ items }) => items) ?? [];
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  if (isPending) return <Loader aria-label={wording.loading} />;
  return (
    <>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && found.length === 0 && (
        <EmptyState
          icon={<IconCertificate size={24} />}
          title={isFiltered ? words.noneFound : words.none}
          help={isFiltered ? words.noneFoundHelp : words.addLead}
        />
      )}
      {found.length > 0 && (
        <Paper withBorder px={{ base: 'sm', sm: 'md' }} py="xs">
          <CertificateList certificates={found} showsOwner />
        </Paper>
      )}
      <MoreButton hasNextPage={hasNextPage} isFetchingNextPage={isFetchingNextPage} fetchNextPage={fetchNextPage} />
    </>
  );
}
