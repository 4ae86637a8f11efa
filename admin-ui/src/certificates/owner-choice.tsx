import { Alert, SegmentedControl, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { unitQuery } from '../api/queries.ts';
import { useWording } from '../i18n/language.tsx';
import { PersonSelect } from '../people/person-select.tsx';
import { UnitSelect } from '../units/unit-select.tsx';
import type { CertificateOwner } from './certificate-owner.ts';

/** Whose a certificate is: a person's, or a unit's mailbox's. */
export function OwnerChoice({ onChange }: { readonly onChange: (owner: CertificateOwner | undefined) => void }) {
  const { certificates: words } = useWording();
  const [kind, setKind] = useState<'person' | 'unit'>('person');
  const [address, setAddress] = useState<string>();
  const [unitId, setUnitId] = useState<number>();
  const { data: unit } = useQuery({ ...unitQuery(unitId ?? 0), enabled: unitId !== undefined });
  const accountId = unitId === undefined ? undefined : unit?.mailbox?.accountId;
  useEffect(() => {
    if (kind === 'unit') onChange(accountId === undefined ? undefined : { accountId, posts: [] });
  }, [kind, accountId, onChange]);
  return (
    <Stack gap="xs">
      <SegmentedControl
        aria-label={words.whose}
        data={[
          { value: 'person', label: words.ofPerson },
          { value: 'unit', label: words.ofUnit },
        ]}
        value={kind}
        onChange={(value) => {
          setKind(value as 'person' | 'unit');
          setAddress(undefined);
          setUnitId(undefined);
          onChange(undefined);
        }}
        style={{ alignSelf: 'flex-start' }}
      />
      {kind === 'person' ? (
        <PersonSelect
          label={words.ofPerson}
          required
          value={address}
          onChange={(chosen, person) => {
            setAddress(chosen);
            onChange(person);
          }}
        />
      ) : (
        <UnitSelect label={words.ofUnit} required value={unitId} onChange={setUnitId} />
      )}
      {kind === 'unit' && unitId !== undefined && unit?.mailbox === null && <Alert color="yellow">{words.unitWithoutMailbox}</Alert>}
    </Stack>
  );
}
