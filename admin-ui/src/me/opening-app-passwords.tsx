import { Badge, Button, Group, Loader, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { asked, DELETE } from '../api/client.ts';
import { momentText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import classes from '../shared/list.module.css';
import { Question } from '../shared/question.tsx';
import { openingQuery } from './queries.ts';

/** By whose devices a mailbox is used: for its head, who ends any of them. */
export function OpeningAppPasswords({ accountId }: { readonly accountId: number }) {
  const { wording, language } = useLanguage();
  const { me: words, devices } = wording;
  const queries = useQueryClient();
  const [leaving, setLeaving] = useState<{ readonly id: string; readonly label: string } | null>(null);
  const { data, error, isPending, refetch } = useQuery(openingQuery(accountId));
  const revoke = useMutation({
    mutationFn: (appPassword: string) =>
      asked(DELETE('/api/v1/me/mailboxes/{id}/app-passwords/{appPassword}', { params: { path: { id: accountId, appPassword } } })),
    onSuccess: () => {
      setLeaving(null);
      void queries.invalidateQueries({ queryKey: ['me'] });
    },
  });
  if (isPending) return <Loader size="sm" role="status" aria-label={wording.loading} />;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (data.items.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {devices.unitNone}
      </Text>
    );
  return (
    <>
      <ul className={classes.list}>
        {data.items.map((one) => (
          <li key={one.id} className={classes.item}>
            <div>
              <Group gap="xs">
                <Text size="sm" fw={600}>
                  {one.owner.name}
                </Text>
                {one.owner.isMe && (
                  <Badge size="sm" variant="light" color="teal">
                    {devices.mine}
                  </Badge>
                )}
              </Group>
              <Text size="xs" c="dimmed">
                {[
                  one.label,
                  ...(one.program === null ? [] : [devices.programs[one.program]]),
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
              aria-label={`${words.revoke} ${one.label}, ${one.owner.name}`}
            >
              {words.revoke}
            </Button>
          </li>
        ))}
      </ul>
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
    </>
  );
}
