import { type Command, InvalidArgumentError } from 'commander';
import type { Database } from '#io/database.ts';
import { openLog } from '#io/log.ts';
import type { QueueMessageId } from '#kernel/ids.ts';
import { hold, type ListedMessage, listQueue, release, retryNow } from '#mail/queue/queue-list.ts';
import { openForCommand } from '#wiring/open-for-command.ts';
import { type CommonOptions, configOf, withCommonOptions } from './common-options.ts';

const acts = {
  retry: { does: retryNow, description: 'gửi lại ngay / try again at once' },
  hold: { does: hold, description: 'giữ lại, không gửi / keep, do not send' },
  release: { does: release, description: 'thôi giữ lại / send what was held' },
} as const;

const listedMax = 200;

export function addQueue(program: Command): void {
  const queue = program.command('queue').description('hàng đợi thư gửi ra ngoài / mail waiting to leave');
  withCommonOptions(queue.command('list').description('liệt kê / list what waits, oldest first'))
    .option('--domain <domain>', 'only for this domain')
    .action(async (options: CommonOptions & { domain?: string }) => {
      await withDatabase(options, async (database) => {
        const messages = await listQueue(database, {
          open: true,
          limit: listedMax,
          ...(options.domain === undefined ? {} : { domain: options.domain }),
        });
        console.log(messages.length === 0 ? 'Hàng đợi trống / the queue is empty.' : messages.map(describe).join('\n'));
      });
    });
  for (const [name, { does, description }] of Object.entries(acts)) {
    withCommonOptions(queue.command(`${name} <message>`).description(description)).action(
      async (message: string, options: CommonOptions) => {
        await withDatabase(options, async (database) => console.log(`${await does(database, { messageId: messageNumber(message) })}`));
      },
    );
  }
}

async function withDatabase(options: CommonOptions, act: (database: Database) => Promise<void>): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, openLog('warn', {}));
  await act(opened.database);
}

function messageNumber(text: string): QueueMessageId {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('a message is named by its number in `queue list`');
  return Number(text) as QueueMessageId;
}

function describe(message: ListedMessage): string {
  const head = `${message.id}  ${message.createdAt.toISOString()}  <${message.envelopeFrom}>  ${message.sizeOctets} B`;
  const recipients = message.recipients.map(
    (one) =>
      `    ${one.state.padEnd(9)} ${one.address}  ×${one.attempts}${one.nextAttemptAt ? `  → ${one.nextAttemptAt}` : ''}${one.lastReply ? `  ${one.lastReply}` : ''}`,
  );
  return [head, ...recipients].join('\n');
}
