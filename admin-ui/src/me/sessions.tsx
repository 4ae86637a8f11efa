import { Badge, Button, Group, Loader, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { asked, DELETE, GET, POST } from '../api/client.ts';
import { momentText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import classes from '../shared/list.module.css';
import { browserName } from './browser-name.ts';

const queryKey = ['me', 'sessions'];

/** Where one is signed in, and signing out from afar. */
export function Sessions() {
  const { wording, language } = useLanguage();
  const { me: words } = wording;
  const queries = useQueryClient();
  const { data, error, isPending, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) => asked(GET('/api/v1/me/sessions', { signal })),
  });
  const look = () => void queries.invalidateQueries({ queryKey });
  const end = useMutation({
    mutationFn: (id: string) => asked(DELETE('/api/v1/me/sessions/{id}', { params: { path: { id } } })),
    onSuccess: look,
  });
  const endOthers = useMutation({ mutationFn: () => asked(POST('/api/v1/me/sessions/end-others')), onSuccess: look });
  if (isPending) return <Loader size="sm" role="status" aria-label={wording.loading} />;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return (
    <Stack gap="sm">
      <ul className={classes.list}>
        {data.items.map(({ id, isThis, userAgent, network, proofs, createdAt, usedAt }) => (
          <li key={id} className={classes.item}>
            <div>
              <Group gap="xs">
                <Text size="sm" fw={600}>
                  {browserName(userAgent) || network}
                </Text>
                {isThis && (
                  <Badge size="sm" variant="light" color="teal">
                    {words.thisSession}
                  </Badge>
                )}
              </Group>
              <Text size="xs" c="dimmed">
                {[
                  network,
                  words.signedInAt(momentText(createdAt, language)),
                  words.provedBy(proofs.map((one) => words.proofs[one])),
                  words.lastActive(momentText(usedAt, language)),
                ].join(' · ')}
              </Text>
            </div>
            {!isThis && (
              <Button size="xs" variant="subtle" color="red" loading={end.isPending && end.variables === id} onClick={() => end.mutate(id)}>
                {words.endSession}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {(end.error ?? endOthers.error) && <ErrorNotice error={end.error ?? endOthers.error} />}
      {data.items.length > 1 && (
        <Group>
          <Button variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
            {words.endOthers}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
