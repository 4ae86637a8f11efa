import { Group, Loader, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { QueuedMessage } from '../api/api-contract.ts';
import { momentText, numberText, octetsText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { Address } from '../shared/address.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { Facts } from '../shared/facts.tsx';
import { PageLink } from '../shared/links.tsx';
import list from '../shared/list.module.css';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { queuedQuery } from './queries.ts';
import classes from './queue.module.css';
import { QueueActs } from './queue-acts.tsx';
import { QueueStateBadge } from './queue-state-badge.tsx';
import { whyOf } from './why.ts';

/** One message on its way out: its envelope, and what became of each recipient. */
export function QueuedPage() {
  const { wording } = useLanguage();
  const { queue: words } = wording;
  const { messageId } = useParams({ strict: false });
  const id = Number(messageId);
  const { data: message, error, isPending, refetch } = useQuery(queuedQuery(id));
  return (
    <Page
      title={words.message(id)}
      lead={
        <PageLink to="/queue" search={{}}>
          {words.back}
        </PageLink>
      }
      actions={message && <QueueActs message={message} asButtons />}
    >
      {isPending && <Loader aria-label={wording.loading} />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {message && <Envelope message={message} />}
      {message && <Recipients message={message} />}
    </Page>
  );
}

function Envelope({ message }: { readonly message: QueuedMessage }) {
  const { wording, language } = useLanguage();
  const { queue: words } = wording;
  const { envelopeFrom, createdAt, expiresAt, sizeOctets, counts } = message;
  const isOpen = counts.waiting + counts.held + counts.sending > 0;
  return (
    <Section title={words.envelope} lead={words.contentHidden}>
      <Facts
        rows={[
          [words.sender, envelopeFrom === '' ? words.noSender : <Address key="from" address={envelopeFrom} />],
          [words.received, momentText(createdAt, language)],
          [words.givenUp, isOpen ? momentText(expiresAt, language) : null],
          [words.size, octetsText(sizeOctets, language)],
        ]}
      />
    </Section>
  );
}

function Recipients({ message: { recipients, counts } }: { readonly message: QueuedMessage }) {
  const { wording, language } = useLanguage();
  const { queue: words } = wording;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <Section title={words.recipients} aside={<Text c="dimmed">{numberText(total, language)}</Text>}>
      <ul className={list.list}>
        {recipients.map((recipient) => (
          <RecipientRow key={recipient.address} recipient={recipient} />
        ))}
      </ul>
      {recipients.length < total && (
        <Text size="sm" c="dimmed">
          {words.shownFirst(numberText(recipients.length, language))}
        </Text>
      )}
    </Section>
  );
}

function RecipientRow({ recipient }: { readonly recipient: QueuedMessage['recipients'][number] }) {
  const { wording, language } = useLanguage();
  const { queue: words } = wording;
  const { address, state, attempts, nextAttemptAt, lastReply, lastHost, finishedAt } = recipient;
  const told = [
    nextAttemptAt && attempts > 0 ? words.nextTry(momentText(nextAttemptAt, language)) : null,
    attempts > 0 ? words.tried(numberText(attempts, language)) : null,
    finishedAt && momentText(finishedAt, language),
  ];
  return (
    <li className={list.item}>
      <Stack gap={2} flex={1}>
        <Group gap="xs" justify="space-between">
          <Address address={address} />
          <QueueStateBadge state={state} />
        </Group>
        <Text size="sm">{words.why[whyOf(recipient)]}</Text>
        <Text size="xs" c="dimmed">
          {told.filter(Boolean).join(' · ')}
        </Text>
        {lastReply && (
          <Text size="xs" c="dimmed" ff="monospace" className={classes.reply}>
            {[lastHost, lastReply].filter(Boolean).join(': ')}
          </Text>
        )}
      </Stack>
    </li>
  );
}
