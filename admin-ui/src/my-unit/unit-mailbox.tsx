import { Badge, Group, Loader, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { asked, GET } from '../api/client.ts';
import { dayText } from '../i18n/formats.ts';
import { useWording } from '../i18n/language.tsx';
import { MailboxFills } from '../me/mailbox-fill.tsx';
import { OpeningAppPasswords } from '../me/opening-app-passwords.tsx';
import { mailboxesQuery } from '../me/queries.ts';
import { ErrorNotice } from '../shared/error-notice.tsx';
import classes from '../shared/list.module.css';
import { Section } from '../shared/section.tsx';

/** A unit's mailbox as its head sees it: how full, who may use it, and by which devices it is. */
export function UnitMailbox({ address }: { readonly address: string }) {
  const { myUnit: words } = useWording();
  const { data } = useQuery(mailboxesQuery);
  const mailbox = data?.items.find((one) => one.address === address);
  if (mailbox === undefined) return null;
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      <Section title={words.mailbox}>
        <MailboxFills only={mailbox.accountId} />
      </Section>
      <Section title={words.delegates}>
        <Delegates accountId={mailbox.accountId} />
      </Section>
      {mailbox.mayManage && (
        <Section title={words.devices}>
          <OpeningAppPasswords accountId={mailbox.accountId} />
        </Section>
      )}
    </SimpleGrid>
  );
}

function Delegates({ accountId }: { readonly accountId: number }) {
  const wording = useWording();
  const { myUnit: words } = wording;
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['delegations', accountId],
    queryFn: ({ signal }) => asked(GET('/api/v1/accounts/{id}/delegations', { params: { path: { id: accountId } }, signal })),
  });
  if (isPending) return <Loader size="sm" role="status" aria-label={wording.loading} />;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  const others = data.items.filter(({ kind }) => kind !== 'head');
  if (others.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {words.delegatesNone}
      </Text>
    );
  return (
    <ul className={classes.list}>
      {others.map(({ id, to, rights, validTo }) => (
        <li key={id} className={classes.item}>
          <Stack gap={4}>
            <Text size="sm" fw={600}>
              {to}
            </Text>
            <Group gap={4}>
              {rights.map((right) => (
                <Badge key={right} size="sm" variant="light">
                  {words.rights[right as keyof typeof words.rights] ?? right}
                </Badge>
              ))}
            </Group>
            {validTo !== null && (
              <Text size="xs" c="dimmed">
                {words.until(dayText(validTo.slice(0, 10)))}
              </Text>
            )}
          </Stack>
        </li>
      ))}
    </ul>
  );
}
