import { Button, Group, Modal, Radio, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Person, Role } from '../api/api-contract.ts';
import { asked, POST } from '../api/client.ts';
import { useWording } from '../i18n/language.tsx';
import { PersonSelect } from '../people/person-select.tsx';
import { NotProved, useWithProof } from '../session/step-up.tsx';
import { DayField } from '../shared/day-field.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { UnitSelect } from '../units/unit-select.tsx';

export function GiveRole({ onClose }: { readonly onClose: () => void }) {
  const wording = useWording();
  const { roleList: words } = wording;
  const queries = useQueryClient();
  const withProof = useWithProof();
  const [person, setPerson] = useState<Person>();
  const [role, setRole] = useState<Role['role']>('unit-administrator');
  const [unitId, setUnitId] = useState<number>();
  const [days, setDays] = useState({ from: '', until: '' });
  const [reason, setReason] = useState('');
  const give = useMutation({
    mutationFn: (accountId: number) => {
      const params = { header: { 'idempotency-key': crypto.randomUUID() } };
      const span = { ...(days.from === '' ? {} : { from: days.from }), ...(days.until === '' ? {} : { until: days.until }) };
      const forUnit = role === 'unit-administrator' && unitId !== undefined ? { unitId } : {};
      const why = reason.trim() === '' ? {} : { reason: reason.trim() };
      return withProof(() => asked(POST('/api/v1/roles', { params, body: { accountId, role, ...forUnit, ...span, ...why } })));
    },
    onSuccess: () => {
      notifications.show({ color: 'teal', message: words.given });
      void queries.invalidateQueries({ queryKey: ['roles'] });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (person) give.mutate(person.accountId);
  };
  return (
    <Modal opened onClose={onClose} title={words.give} size="lg" closeButtonProps={{ 'aria-label': wording.close }}>
      <form onSubmit={submit}>
        <Stack>
          <PersonSelect label={words.giveTo} required value={person?.address} onChange={(_address, chosen) => setPerson(chosen)} />
          <Radio.Group label={words.role} value={role} onChange={(value) => setRole(value as Role['role'])}>
            <Stack gap="xs" mt="xs">
              {(['unit-administrator', 'auditor', 'operator'] as const).map((value) => (
                <Radio key={value} value={value} label={wording.roles[value]} description={words.reaches[value]} />
              ))}
            </Stack>
          </Radio.Group>
          {role === 'unit-administrator' && <UnitSelect label={words.unit} required value={unitId} onChange={setUnitId} />}
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <DayField
              label={words.first}
              description={words.firstHelp}
              value={days.from}
              onChange={({ currentTarget }) => setDays({ ...days, from: currentTarget.value })}
            />
            <DayField
              label={words.last}
              description={words.lastHelp}
              value={days.until}
              onChange={({ currentTarget }) => setDays({ ...days, until: currentTarget.value })}
            />
          </SimpleGrid>
          <TextInput label={words.reason} value={reason} onChange={({ currentTarget }) => setReason(currentTarget.value)} />
          {give.error && !(give.error instanceof NotProved) && <ErrorNotice error={give.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {wording.cancel}
            </Button>
            <Button
              type="submit"
              loading={give.isPending}
              disabled={person === undefined || (role === 'unit-administrator' && unitId === undefined)}
            >
              {words.give}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
