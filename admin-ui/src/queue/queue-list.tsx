import { Group, Text } from '@mantine/core';
import type { QueuedMessage } from '../api/api-contract.ts';
import { momentText, numberText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { PageLink } from '../shared/links.tsx';
import classes from './queue.module.css';
import { QueueActs } from './queue-acts.tsx';
import { QueueStateBadge } from './queue-state-badge.tsx';
import { tellingRecipient, whyOf } from './why.ts';

export function QueueList({ messages }: { readonly messages: readonly QueuedMessage[] }) {
  return (
    <ul className={classes.list}>
      {messages.map((message) => (
        <QueueRow key={message.id} message={message} />
      ))}
    </ul>
  );
}

const states = ['sending', 'waiting', 'held', 'failed', 'delivered'] as const;

function QueueRow({ message }: { readonly message: QueuedMessage }) {
  const { wording, language } = useLanguage();
  const { queue: words } = wording;
  const total = Object.values(message.counts).reduce((sum, count) => sum + count, 0);
  const telling = tellingRecipient(message);
  const told = [
    telling?.nextAttemptAt && telling.attempts > 0 ? words.nextTry(momentText(telling.nextAttemptAt, language)) : null,
    telling && telling.attempts > 0 ? words.tried(numberText(telling.attempts, language)) : null,
    words.receivedAt(momentText(message.createdAt, language)),
  ];
  return (
    <li className={classes.row}>
      <div>
        <PageLink to="/queue/$messageId" params={{ messageId: String(message.id) }} fw={600} className={classes.way}>
          {message.envelopeFrom || words.noSender}
        </PageLink>
        <Text size="sm" className={classes.way}>
          → {telling?.address}
          {total > 1 && ` ${words.others(numberText(total - 1, language))}`}
        </Text>
        {telling && (
          <Text size="sm" mt={2}>
            {words.why[whyOf(telling)]}
          </Text>
        )}
        <Group gap={6} mt={4}>
          {states.map((state) =>
            message.counts[state] === 0 ? null : (
              <QueueStateBadge key={state} state={state} {...(total > 1 ? { count: numberText(message.counts[state], language) } : {})} />
            ),
          )}
          <Text size="xs" c="dimmed">
            {told.filter(Boolean).join(' · ')}
          </Text>
        </Group>
      </div>
      <QueueActs message={message} />
    </li>
  );
}
