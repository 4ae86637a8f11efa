import { Badge, Group, Loader, Progress, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { numberText, octetsText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { fillOf } from './fill.ts';
import { mailboxesQuery, type OwnMailbox } from './queries.ts';

/** How full the mailboxes are that one uses, and what to do about it. */
export function MailboxFills({ only }: { readonly only?: number }) {
  const { wording } = useLanguage();
  const { data, error, isPending, refetch } = useQuery(mailboxesQuery);
  if (isPending) return <Loader size="sm" role="status" aria-label={wording.loading} />;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return (
    <Stack gap="lg">
      {data.items
        .filter(({ accountId }) => only === undefined || accountId === only)
        .map((mailbox) => (
          <MailboxFill key={mailbox.accountId} mailbox={mailbox} />
        ))}
    </Stack>
  );
}

const colours = { room: 'teal', 'nearly-full': 'yellow', full: 'red' } as const;

function MailboxFill({ mailbox }: { readonly mailbox: OwnMailbox }) {
  const { wording, language } = useLanguage();
  const { devices: words } = wording;
  const { address, usedOctets, quotaOctets, usedMessages, quotaMessages } = mailbox;
  const { percent, level } = fillOf(mailbox);
  const used = words.used(octetsText(usedOctets, language), octetsText(quotaOctets, language), percent);
  const kind = mailbox.isOwn ? words.ownMailbox : mailbox.kind === 'unit' ? words.unitMailbox : words.otherMailbox;
  return (
    <Stack gap={6}>
      <Group gap="xs" justify="space-between">
        <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
          {address}
        </Text>
        <Badge variant="light" color="gray">
          {kind}
        </Badge>
      </Group>
      <Progress value={Math.max(percent, 1)} size="lg" color={colours[level]} aria-label={`${address}: ${used}`} />
      <Text size="sm">{used}</Text>
      {quotaMessages !== null && (
        <Text size="sm">{words.messages(numberText(usedMessages, language), numberText(quotaMessages, language))}</Text>
      )}
      <Text size="sm" {...(level === 'room' ? { c: 'dimmed' } : {})} fw={level === 'full' ? 600 : 400}>
        {{ room: words.roomLeft, 'nearly-full': words.nearlyFull, full: words.full }[level]}
      </Text>
    </Stack>
  );
}
