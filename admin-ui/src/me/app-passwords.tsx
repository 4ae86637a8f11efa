import { Button, Group, Loader, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { asked, DELETE } from '../api/client.ts';
import { momentText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { useWithProof } from '../session/step-up.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import classes from '../shared/list.module.css';
import { Question } from '../shared/question.tsx';
import { appPasswordsQuery } from './queries.ts';

/** One password for each program or device: which there are, and ending one. */
export function AppPasswords() {
  const { wording, language } = useLanguage();
  const { me: words, devices } = wording;
  const queries = useQueryClient();
  const withProof = useWithProof();
  const [leaving, setLeaving] = useState<{ readonly id: string; readonly label: string } | null>(null);
  const list = useQuery(appPasswordsQuery);
  const revoke = useMutation({
    mutationFn: (id: string) => withProof(() => asked(DELETE('/api/v1/me/app-passwords/{id}', { params: { path: { id } } }))),
    onSuccess: () => {
      setLeaving(null);
      void queries.invalidateQueries({ queryKey: ['me'] });
    },
  });
  return (
    <Stack gap="sm">
      {list.isPending && <Loader size="sm" role="status" aria-label={wording.loading} />}
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
                  {[
                    ...(one.program === null ? [] : [devices.programs[one.program]]),
                    devices.opens(one.opens),
                    one.lastUsedAt === null ? words.appNeverUsed : words.appLastUsed(momentText(one.lastUsedAt, language)),
                  ].join(' · ')}
                </Text>
              </div>
              <Button
                size="xs"
                variant="subtle"
                color="red"
                flex="none"
                onClick={() => setLeaving(one)}
                aria-label={`${words.revoke} ${one.label}`}
              >
                {words.revoke}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Group>
        <Button component={Link} to="/devices/new" leftSection={<IconPlus size={16} aria-hidden />}>
          {devices.add}
        </Button>
      </Group>
      <Question
        isAsked={leaving !== null}
        title={words.revoke}
        text={words.revokeConfirm(leaving?.label ?? '')}
        answer={words.revoke}
        color="red"
        isBusy={revoke.isPending}
        error={revoke.error}
        onYes={() => leaving && revoke.mutate(leaving.id)}
        onNo={() => setLeaving(null)}
      />
    </Stack>
  );
}
