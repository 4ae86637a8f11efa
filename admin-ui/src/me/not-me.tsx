import { Button, List, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { asked, DELETE, POST } from '../api/client.ts';
import { useWording } from '../i18n/language.tsx';
import { useWithProof } from '../session/step-up.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { PageLink } from '../shared/links.tsx';
import { PasswordForm } from './password-form.tsx';
import { appPasswordsQuery, type SignIn } from './queries.ts';

/** Somebody else did that: what to do now, in this order, each with its button. */
export function NotMe({ signIn, onClose }: { readonly signIn: SignIn; readonly onClose: () => void }) {
  const wording = useWording();
  const { signIns: words, me } = wording;
  const gotIn = signIn.outcome === 'signed-in';
  return (
    <Modal opened onClose={onClose} title={words.notMeTitle} size="lg" closeButtonProps={{ 'aria-label': wording.close }}>
      <Stack>
        <Text size="sm">{gotIn ? words.notMeIn : words.notMeFailed}</Text>
        <List type="ordered" spacing="md" size="sm" styles={{ itemWrapper: { width: '100%' }, itemLabel: { width: '100%' } }}>
          {gotIn && signIn.by === 'app-password' && signIn.credentialId !== null && (
            <List.Item>
              <RevokeDevice id={signIn.credentialId} label={signIn.label ?? signIn.credentialId} />
            </List.Item>
          )}
          <List.Item>
            <EndOthers />
          </List.Item>
          <List.Item>
            <Text size="sm" mb="xs">
              {words.stepPassword}
            </Text>
            <PasswordForm />
          </List.Item>
          <List.Item>
            {words.stepFactor}: <PageLink to="/me">{me.factor}</PageLink>
          </List.Item>
          <List.Item>{words.stepTell}</List.Item>
        </List>
      </Stack>
    </Modal>
  );
}

function EndOthers() {
  const { signIns: words } = useWording();
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: () => asked(POST('/api/v1/me/sessions/end-others')),
    onSuccess: () => {
      notifications.show({ color: 'teal', message: words.stepSessionsDone });
      void queries.invalidateQueries({ queryKey: ['me'] });
    },
  });
  return (
    <Stack gap="xs" align="flex-start">
      <Button size="xs" color="red" variant="light" loading={end.isPending} disabled={end.isSuccess} onClick={() => end.mutate()}>
        {end.isSuccess ? words.stepSessionsDone : words.stepSessions}
      </Button>
      {end.error && <ErrorNotice error={end.error} />}
    </Stack>
  );
}

function RevokeDevice({ id, label }: { readonly id: string; readonly label: string }) {
  const { signIns: words, me } = useWording();
  const queries = useQueryClient();
  const withProof = useWithProof();
  const { data } = useQuery(appPasswordsQuery);
  const isGone = data !== undefined && !data.items.some((one) => one.id === id);
  const revoke = useMutation({
    mutationFn: () => withProof(() => asked(DELETE('/api/v1/me/app-passwords/{id}', { params: { path: { id } } }))),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['me'] }),
  });
  return (
    <Stack gap="xs" align="flex-start">
      <Button size="xs" color="red" variant="light" loading={revoke.isPending} disabled={isGone} onClick={() => revoke.mutate()}>
        {isGone ? me.ended : words.stepRevoke(label)}
      </Button>
      {revoke.error && <ErrorNotice error={revoke.error} />}
    </Stack>
  );
}
