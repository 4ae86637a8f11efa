import { Badge, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconClock, IconHourglass, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { OwnDuty } from '../api/api-contract.ts';
import { useWording } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { PageLink } from '../shared/links.tsx';
import { Section } from '../shared/section.tsx';
import { partText } from './part-text.ts';
import { todayQuery } from './queries.ts';

type Mailbox = OwnDuty['mailboxes'][number];
type Part = Mailbox['parts'][number];

/** What is left to read today: the own mailbox, and those of units for which one is responsible. */
export function DutyToday() {
  const { duties: words } = useWording();
  const { data, error, refetch } = useQuery(todayQuery);
  if (!data && !error) return null;
  return (
    <Section title={words.today}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && (data.isCounted ? data.mailboxes.length === 0 : true) && (
        <Text size="sm" c="dimmed">
          {data.isCounted ? words.nothingToRead : words.dayOff}
        </Text>
      )}
      {data?.mailboxes.map((mailbox) => (
        <MailboxToday key={mailbox.accountId} mailbox={mailbox} />
      ))}
    </Section>
  );
}

function MailboxToday({ mailbox }: { readonly mailbox: Mailbox }) {
  const { duties: words } = useWording();
  return (
    <Stack gap={4}>
      <Group gap="xs" justify="space-between">
        <Text size="sm" fw={600}>
          {mailbox.kind === 'personal' ? words.own : mailbox.name}
        </Text>
        <PageLink to="/duties/$accountId" params={{ accountId: String(mailbox.accountId) }} size="xs">
          {words.seeMine}
        </PageLink>
      </Group>
      <Group gap={6}>
        {mailbox.parts.map((part) => (
          <PartBadge key={part.part} part={part} />
        ))}
        {mailbox.head !== null && (
          <Badge variant="light" color={mailbox.head ? 'teal' : 'yellow'} leftSection={<Sign isDone={mailbox.head} />}>
            {mailbox.head ? words.headLooked : words.headNotYet}
          </Badge>
        )}
      </Group>
    </Stack>
  );
}

const Sign = ({ isDone }: { readonly isDone: boolean }) =>
  isDone ? <IconCheck size={12} aria-hidden /> : <IconClock size={12} aria-hidden />;

function PartBadge({ part: { part, is, isLooked } }: { readonly part: Part }) {
  const wording = useWording();
  const { duties: words } = wording;
  const [colour, text, Icon] = isLooked
    ? (['teal', words.looked, IconCheck] as const)
    : {
        over: ['red', words.wasNot, IconX] as const,
        now: ['yellow', words.notYet, IconClock] as const,
        later: ['gray', words.later, IconHourglass] as const,
      }[is];
  return (
    <Badge variant="light" color={colour} leftSection={<Icon size={12} aria-hidden />}>
      {`${partText(part, wording)} ${text}`}
    </Badge>
  );
}
