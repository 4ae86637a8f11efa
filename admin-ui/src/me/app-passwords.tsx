import { Button, Code, CopyButton, Group, Loader, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { asked, DELETE, GET, POST } from '../api/client.ts';
import { momentText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { NotProved, useWithProof } from '../session/step-up.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import classes from '../shared/list.module.css';

const queryKey = ['me', 'app-passwords'];

/** One password for each program or device, made here, shown once, ended here. */
export function AppPasswords() {
  const { wording, language } = useLanguage();
  const { me: words } = wording;
  const queries = useQueryClient();
  const withProof = useWithProof();
  const [label, setLabel] = useState('');
  const [leaving, setLeaving] = useState<{ readonly id: string; readonly label: string } | null>(null);
  const list = useQuery({ queryKey, queryFn: ({ signal }) => asked(GET('/api/v1/me/app-passwords', { signal })) });
  const look = () => void queries.invalidateQueries({ queryKey });
  const make = useMutation({
    mutationFn: () => withProof(() => asked(POST('/api/v1/me/app-passwords', { body: { label: label.trim() } }))),
    onSuccess: () => {
      setLabel('');
      look();
    },
  });
  const revoke = useMutation({
    mutationFn: (id: string) => withProof(() => asked(DELETE('/api/v1/me/app-passwords/{id}', { params: { path: { id } } }))),
    onSuccess: () => {
      setLeaving(null);
      look();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <Stack gap="sm">
      {list.isPending && <Loader size="sm" aria-label={wording.loading} />}
      {list.error && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.items.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.appNone}
        </Text>
      )}
      {list.data && list.data.items.length > 0 && (
        <ul className={classes.list}>
          {list.data.items.map((one) => (
            <li key={one.id} className={classes.item}>
              <div>
                <Text size="sm" fw={600}>
                  {one.label}
                </Text>
                <Text size="xs" c="dimmed">
                  {one.opens} · {one.lastUsedAt === null ? words.appNeverUsed : words.appLastUsed(momentText(one.lastUsedAt, language))}
                </Text>
              </div>
              <Button size="xs" variant="subtle" color="red" onClick={() => setLeaving(one)} aria-label={`${words.revoke} ${one.label}`}>
                {words.revoke}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={submit}>
        <Group align="flex-end" gap="xs">
          <TextInput
            label={words.appLabel}
            placeholder={words.appExample}
            value={label}
            onChange={({ currentTarget }) => setLabel(currentTarget.value)}
            required
            maxLength={100}
            flex="1 1 14rem"
          />
          <Button type="submit" loading={make.isPending} disabled={label.trim() === ''}>
            {words.appMake}
          </Button>
        </Group>
      </form>
      {make.error && !(make.error instanceof NotProved) && <ErrorNotice error={make.error} />}
      <Modal
        opened={make.data !== undefined}
        onClose={() => make.reset()}
        title={words.appMake}
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': wording.close }}
      >
        {make.data && <MadeAppPassword userName={make.data.userName} password={make.data.password} onClose={() => make.reset()} />}
      </Modal>
      <Modal
        opened={leaving !== null}
        onClose={() => setLeaving(null)}
        title={words.revoke}
        closeButtonProps={{ 'aria-label': wording.close }}
      >
        <Stack>
          <Text size="sm">{words.revokeConfirm(leaving?.label ?? '')}</Text>
          {revoke.error && !(revoke.error instanceof NotProved) && <ErrorNotice error={revoke.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setLeaving(null)}>
              {wording.cancel}
            </Button>
            <Button color="red" loading={revoke.isPending} onClick={() => leaving && revoke.mutate(leaving.id)}>
              {words.revoke}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Stack>
  );
}

interface MadeProps {
  readonly userName: string;
  readonly password: string;
  readonly onClose: () => void;
}

function MadeAppPassword({ userName, password, onClose }: MadeProps) {
  const { wording } = useLanguage();
  const { me: words } = wording;
  return (
    <Stack>
      <Text size="sm">{words.appShown}</Text>
      <Text size="sm">
        {wording.signIn.address}: <Code>{userName}</Code>
      </Text>
      <Code fz="md" p="sm" ta="center" style={{ overflowWrap: 'anywhere' }}>
        {password}
      </Code>
      <Group justify="space-between">
        <CopyButton value={password}>
          {({ copied, copy }) => (
            <Button variant="light" onClick={copy}>
              {copied ? wording.copied : wording.copy}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose}>{wording.close}</Button>
      </Group>
    </Stack>
  );
}
