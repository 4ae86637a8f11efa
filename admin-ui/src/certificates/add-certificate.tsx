import { Button, FileInput, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileCertificate } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { asked, POST } from '../api/client.ts';
import { useWording } from '../i18n/language.tsx';
import { NotProved, useWithProof } from '../session/step-up.tsx';
import { base64 } from '../shared/base64.ts';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { CertificateFacts } from './certificate-facts.tsx';
import type { CertificateOwner } from './certificate-owner.ts';
import { OwnerChoice } from './owner-choice.tsx';

/** As the server takes (directory/certificates/limits.ts). */
const fileOctetsMax = 64 * 1024;

interface Props {
  /** Left out: it is asked for. */
  readonly owner?: CertificateOwner;
  readonly onClose: () => void;
}

/** A public certificate from a file: what it says is looked at before it is entered. */
export function AddCertificate({ owner: given, onClose }: Props) {
  const wording = useWording();
  const { certificates: words } = wording;
  const [owner, setOwner] = useState<CertificateOwner | undefined>(given);
  const [file, setFile] = useState<File | null>(null);
  const [postAt, setPostAt] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const post = postAt === null ? undefined : owner?.posts[Number(postAt)];
  const { look, enter } = useEntering({ accountId: owner?.accountId ?? 0, file, post, reason: reason.trim() }, onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    look.mutate();
  };
  const error = enter.error ?? look.error;
  return (
    <Modal opened onClose={onClose} title={words.add} size="lg" closeButtonProps={{ 'aria-label': wording.close }}>
      <form onSubmit={submit}>
        <Stack>
          {look.data === undefined ? (
            <>
              <Text size="sm">{words.addLead}</Text>
              {given === undefined && <OwnerChoice onChange={setOwner} />}
              <FileInput
                label={words.file}
                placeholder={words.chooseFile}
                leftSection={<IconFileCertificate size={16} aria-hidden />}
                required
                accept=".pem,.cer,.crt,.der,.p7b,.p7c"
                value={file}
                onChange={setFile}
                clearable
                clearButtonProps={{ 'aria-label': wording.people.clear }}
              />
              {owner !== undefined && owner.posts.length > 0 && (
                <Select
                  label={words.post}
                  description={words.postHelp}
                  data={owner.posts.map(({ title, unit }, at) => ({ value: String(at), label: `${title}, ${unit}` }))}
                  value={postAt}
                  onChange={setPostAt}
                  clearable
                />
              )}
              <TextInput
                label={words.grounds}
                description={words.reasonHelp}
                maxLength={200}
                value={reason}
                onChange={({ currentTarget }) => setReason(currentTarget.value)}
              />
            </>
          ) : (
            <>
              <Text fw={600}>{words.says}</Text>
              <CertificateFacts certificate={look.data} />
              <Text size="sm" c="dimmed">
                {words.notBelieved}
              </Text>
            </>
          )}
          {error && !(error instanceof NotProved) && <ErrorNotice error={error} />}
          <Group justify="flex-end">
            {look.data === undefined ? (
              <>
                <Button variant="default" onClick={onClose}>
                  {wording.cancel}
                </Button>
                <Button type="submit" loading={look.isPending} disabled={owner === undefined || file === null}>
                  {words.look}
                </Button>
              </>
            ) : (
              <>
                <Button variant="default" onClick={() => look.reset()}>
                  {words.correct}
                </Button>
                <Button loading={enter.isPending} onClick={() => enter.mutate()}>
                  {words.enter}
                </Button>
              </>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface Entry {
  readonly accountId: number;
  readonly file: File | null;
  readonly post: CertificateOwner['posts'][number] | undefined;
  readonly reason: string;
}

function useEntering({ accountId, file, post, reason }: Entry, onDone: () => void) {
  const { certificates: words } = useWording();
  const queries = useQueryClient();
  const withProof = useWithProof();
  const send = async (dryRun: boolean) => {
    if (file === null || file.size > fileOctetsMax) throw new Error(words.fileTooLarge);
    const body = {
      ...{ accountId, dryRun, file: base64(new Uint8Array(await file.arrayBuffer())) },
      ...(post === undefined ? {} : { post: { unitId: post.unitId, title: post.title } }),
      ...(reason === '' ? {} : { reason }),
    };
    const params = { header: { 'idempotency-key': crypto.randomUUID() } };
    return withProof(() => asked(POST('/api/v1/certificates', { params, body })));
  };
  const look = useMutation({ mutationFn: () => send(true), onSuccess: () => enter.reset() });
  const enter = useMutation({
    mutationFn: () => send(false),
    onSuccess: () => {
      notifications.show({ color: 'teal', message: words.entered });
      void queries.invalidateQueries({ queryKey: ['certificates'] });
      onDone();
    },
  });
  return { look, enter };
}
