import { Button, Code, CopyButton, Group, Menu, Modal, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChevronDown, IconDatabase, IconGavel, IconKey, IconLock, IconLockOpen, IconShieldOff, IconUnlink } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PersonInFull } from '../api/api-contract.ts';
import { accountQuery } from '../api/queries.ts';
import { useWording } from '../i18n/language.tsx';
import { useWithProof } from '../session/step-up.tsx';
import { Question } from '../shared/question.tsx';
import { type AccountAct, doAccountAct } from './account-act.ts';
import { gigabytesOf, QuotaField } from './quota-field.tsx';

const icons = {
  lock: IconLock,
  unlock: IconLockOpen,
  password: IconKey,
  quota: IconDatabase,
  hold: IconGavel,
  unlinkSso: IconUnlink,
  release: IconGavel,
  factor: IconShieldOff,
} as const;

/** What somebody must be allowed for each. */
const takes = {
  lock: 'account.lock',
  unlock: 'account.unlock',
  password: 'password.reset',
  quota: 'account.set-quota',
  hold: 'account.hold',
  release: 'account.hold',
  factor: 'second-factor.reset',
  unlinkSso: 'sso.unlink',
} as const satisfies Record<AccountAct, PersonInFull['acts'][number]>;

/** What may be done to somebody's account, for who looks after accounts; whether this one is theirs to look after, the server says. */
export function AccountMenu({ person }: { readonly person: PersonInFull }) {
  const wording = useWording();
  const { accounts: words } = wording;
  const { data: account } = useQuery({ ...accountQuery(person.accountId), enabled: person.record !== null });
  const queries = useQueryClient();
  const withProof = useWithProof();
  const [asking, setAsking] = useState<AccountAct | null>(null);
  const [reason, setReason] = useState('');
  const [gigabytes, setGigabytes] = useState(0);
  const act = useMutation({
    mutationFn: (what: AccountAct) =>
      withProof(() => doAccountAct(what, { personId: person.id, accountId: person.accountId, reason, gigabytes })),
    onSuccess: (password) => {
      setAsking(null);
      if (password === null) notifications.show({ color: 'teal', message: words.done });
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    },
  });
  if (account === undefined || person.record === null) return null;
  const all = [
    'password',
    'factor',
    account.state === 'locked' ? 'unlock' : 'lock',
    ...(account.hasSso ? (['unlinkSso'] as const) : []),
    'quota',
    person.record.hold === null ? 'hold' : 'release',
  ] as const;
  const offered: readonly AccountAct[] = all.filter((what) => person.acts.includes(takes[what]));
  if (offered.length === 0) return null;
  const ask = (what: AccountAct) => {
    act.reset();
    setReason('');
    setGigabytes(gigabytesOf(account));
    setAsking(what);
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            {words.menu}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {offered.map((what) => {
            const Icon = icons[what];
            return (
              <Menu.Item key={what} leftSection={<Icon size={16} aria-hidden />} onClick={() => ask(what)}>
                {words.acts[what]}
              </Menu.Item>
            );
          })}
        </Menu.Dropdown>
      </Menu>
      <Question
        isAsked={asking !== null}
        title={asking === null ? '' : `${words.acts[asking]}: ${person.name}`}
        text={asking === null ? '' : words.questions[asking]}
        answer={asking === null ? '' : words.acts[asking]}
        isBusy={act.isPending}
        error={act.error}
        onYes={() => asking !== null && act.mutate(asking)}
        onNo={() => setAsking(null)}
      >
        {asking === 'quota' && <QuotaField account={account} gigabytes={gigabytes} onChange={setGigabytes} />}
        <TextInput
          label={words.reason}
          description={words.reasonHelp}
          required={asking === 'hold' || asking === 'release'}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </Question>
      <Modal
        opened={typeof act.data === 'string'}
        onClose={() => act.reset()}
        title={words.newPassword}
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': wording.close }}
      >
        <Stack>
          <Text size="sm">{words.newPasswordHelp}</Text>
          <Code fz="lg" p="sm" ta="center">
            {act.data}
          </Code>
          <Group justify="space-between">
            <CopyButton value={act.data ?? ''}>
              {({ copied, copy }) => (
                <Button variant="light" onClick={copy}>
                  {copied ? wording.copied : wording.copy}
                </Button>
              )}
            </CopyButton>
            <Button onClick={() => act.reset()}>{wording.close}</Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
