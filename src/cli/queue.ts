import type { Command } from 'commander';
import type { ActName } from '#directory/audit/acts.ts';
import { recordAct } from '#directory/audit/audit-sql.ts';
import { inTransaction } from '#io/database.ts';
import type { QueueMessageId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { cancel } from '#mail/queue/cancel.ts';
import { hold, type ListedMessage, listQueue, release, retryNow, senderOf } from '#mail/queue/queue-list-sql.ts';
import { type OpenedForCommand, openForCommand } from '#wiring/open-for-command.ts';
import { queueDeps } from '#wiring/open-queue.ts';
import { readProvince } from '#wiring/read-province.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf, wholeNumber, withCommonOptions } from './common-options.ts';
import { commandLimits } from './limits.ts';

const messageHelp = 'số của thư trong `queue list` / its number in `queue list`';

const acts = {
  retry: { does: retryNow, act: 'queue.retry', description: 'gửi lại ngay / try again at once' },
  hold: { does: hold, act: 'queue.hold', description: 'giữ lại, không gửi / keep, do not send' },
  release: { does: release, act: 'queue.release', description: 'thôi giữ lại / send what was held' },
} as const;

export function addQueue(program: Command): void {
  const queue = program.command('queue').description('hàng đợi thư gửi ra ngoài / mail waiting to leave');
  withCommonOptions(queue.command('list').description('liệt kê / list what waits, oldest first'))
    .option('--domain <domain>', 'chỉ tên miền này / only for this domain')
    .action(list);
  for (const [name, { does, act, description }] of Object.entries(acts)) {
    withCommonOptions(queue.command(name).description(description))
      .argument('<message>', messageHelp, wholeNumber)
      .action(async (message: number, options: CommonOptions) => {
        await using opened = await open(options);
        const messageId = message as QueueMessageId;
        report(
          await inTransaction(opened.database, async (tx) => {
            const recipients = await does(tx, { messageId });
            if (recipients > 0) await noteAct(tx, act, messageId, recipients);
            return recipients;
          }),
        );
      });
  }
  withCommonOptions(queue.command('cancel').description('thôi gửi, báo cho người gửi / give up, and tell the sender'))
    .argument('<message>', messageHelp, wholeNumber)
    .option('--quiet', 'không báo cho người gửi / do not tell the sender')
    .action(cancelMessage);
}

async function open(options: CommonOptions): Promise<OpenedForCommand> {
  const config = await configOf(options);
  return openForCommand(config, commandLog(config));
}

async function list(options: CommonOptions & { domain?: string }): Promise<void> {
  await using opened = await open(options);
  const { domain } = options;
  const messages = await listQueue(opened.database, {
    open: true,
    limit: commandLimits.listedMessagesMax,
    ...(domain === undefined ? {} : { domain }),
  });
  console.log(messages.length === 0 ? 'Hàng đợi trống / the queue is empty.' : messages.map(describe).join('\n'));
}

async function cancelMessage(message: number, options: CommonOptions & { quiet?: boolean }): Promise<void> {
  const config = await configOf(options);
  const { domains } = await readProvince(config);
  await using opened = await openForCommand(config, commandLog(config));
  const { database, aside, dataDir } = opened;
  // Sessions of the running program see the notice by themselves within seconds.
  const deps = queueDeps({ config, database, aside, bodiesFolder: dataDir.bodies, mainDomain: domains[0]!, announce: () => undefined });
  const messageId = message as QueueMessageId;
  const alongside = (tx: Tx, recipients: number) => noteAct(tx, 'queue.cancel', messageId, recipients);
  report(await cancel(deps, { messageId }, { notify: options.quiet !== true, alongside }));
}

/** By whose mail it is; of what it says and to whom, nothing. */
async function noteAct(tx: Tx, act: ActName, messageId: QueueMessageId, recipients: number): Promise<void> {
  const target = (await senderOf(tx, messageId)) ?? null;
  await recordAct(tx, { actorAccountId: null, act, target, detail: { queueMessageId: messageId, recipients } });
}

function report(recipients: number): void {
  if (recipients === 0) throw new Error('không có thư nào như vậy đang chờ / no such message, or none of its recipients is in that state');
  console.log(`Người nhận / recipients: ${recipients}`);
}

function describe(message: ListedMessage): string {
  const head = `${message.id}  ${message.createdAt.toISOString()}  <${message.envelopeFrom}>  ${message.sizeOctets} B`;
  const recipients = message.recipients.map(
    (one) =>
      `    ${one.state.padEnd(9)} ${one.address}  ×${one.attempts}${one.nextAttemptAt ? `  → ${one.nextAttemptAt}` : ''}${one.lastReply ? `  ${one.lastReply}` : ''}`,
  );
  return [head, ...recipients].join('\n');
}
