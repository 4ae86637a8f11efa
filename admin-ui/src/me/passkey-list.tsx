import { Badge, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { OwnPasskeys } from '../api/api-contract.ts';
import { asked, DELETE, PUT } from '../api/client.ts';
import { momentText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { NotProved, useWithProof } from '../session/step-up.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import classes from '../shared/list.module.css';

type Passkey = OwnPasskeys['items'][number];
interface Props {
  readonly passkeys: OwnPasskeys;
  readonly onChanged: () => void;
}

/** Each with what tells it from the others, and what may be done with it. */
export function PasskeyList({ passkeys: { items, here }, onChanged }: Props) {
  const { wording } = useLanguage();
  const { passkeys: words } = wording;
  const [renaming, setRenaming] = useState<Passkey | null>(null);
  const [removing, setRemoving] = useState<Passkey | null>(null);
  const settle = (close: (none: null) => void) => () => {
    close(null);
    onChanged();
  };
  const closeButtonProps = { 'aria-label': wording.close };
  if (items.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {words.none}
      </Text>
    );
  return (
    <>
      <ul className={classes.list}>
        {items.map((one) => (
          <li key={one.id} className={classes.item}>
            <Described passkey={one} here={here} />
            <Group gap={4} wrap="nowrap">
              <Button size="xs" variant="subtle" onClick={() => setRenaming(one)} aria-label={`${words.rename} ${one.name}`}>
                {words.rename}
              </Button>
              <Button size="xs" variant="subtle" color="red" onClick={() => setRemoving(one)} aria-label={`${words.remove} ${one.name}`}>
                {words.remove}
              </Button>
            </Group>
          </li>
        ))}
      </ul>
      <Modal opened={renaming !== null} onClose={() => setRenaming(null)} title={words.renameTitle} closeButtonProps={closeButtonProps}>
        {renaming && <Rename passkey={renaming} onDone={settle(setRenaming)} onClose={() => setRenaming(null)} />}
      </Modal>
      <Modal opened={removing !== null} onClose={() => setRemoving(null)} title={words.removeTitle} closeButtonProps={closeButtonProps}>
        {removing && <Remove passkey={removing} onDone={settle(setRemoving)} onClose={() => setRemoving(null)} />}
      </Modal>
    </>
  );
}

function Described({
  passkey: { name, host, isSynced, madeAt, lastUsedAt },
  here,
}: {
  readonly passkey: Passkey;
  readonly here: string | null;
}) {
  const { wording, language } = useLanguage();
  const { passkeys: words } = wording;
  const used = lastUsedAt === null ? words.neverUsed : words.lastUsed(momentText(lastUsedAt, language));
  return (
    <div>
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {name}
        </Text>
        <Badge size="sm" variant="light" color="gray" title={isSynced ? words.syncedHelp : words.boundHelp}>
          {isSynced ? words.synced : words.bound}
        </Badge>
      </Group>
      <Text size="xs" c="dimmed">
        {[words.madeAt(momentText(madeAt, language)), used, ...(host === here ? [] : [words.goodAt(host)])].join(' · ')}
      </Text>
    </div>
  );
}

interface ActProps {
  readonly passkey: Passkey;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function Rename({ passkey, onDone, onClose }: ActProps) {
  const { wording } = useLanguage();
  const { passkeys: words } = wording;
  const [name, setName] = useState(passkey.name);
  const change = useMutation({
    mutationFn: () => asked(PUT('/api/v1/me/passkeys/{id}', { params: { path: { id: passkey.id } }, body: { name: name.trim() } })),
    onSuccess: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={words.name}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          required
          maxLength={60}
          data-autofocus
        />
        {change.error && <ErrorNotice error={change.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {wording.cancel}
          </Button>
          <Button type="submit" loading={change.isPending} disabled={name.trim() === ''}>
            {wording.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Remove({ passkey, onDone, onClose }: ActProps) {
  const { wording } = useLanguage();
  const { passkeys: words } = wording;
  const withProof = useWithProof();
  const remove = useMutation({
    mutationFn: () => withProof(() => asked(DELETE('/api/v1/me/passkeys/{id}', { params: { path: { id: passkey.id } } }))),
    onSuccess: onDone,
  });
  return (
    <Stack>
      <Text size="sm">{words.removeConfirm(passkey.name)}</Text>
      {remove.error && !(remove.error instanceof NotProved) && <ErrorNotice error={remove.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {wording.cancel}
        </Button>
        <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
          {words.remove}
        </Button>
      </Group>
    </Stack>
  );
}
