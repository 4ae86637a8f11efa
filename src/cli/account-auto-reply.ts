import { type Command, InvalidArgumentError } from 'commander';
import type { Config } from '#config/schema.ts';
import { listAutoReplies, type StandingAutoReply } from '#directory/people/auto-reply-sql.ts';
import { changeAutoReply } from '#directory/people/change-auto-reply.ts';
import { systemClock } from '#kernel/clock.ts';
import { formatEmailAddress, parseEmailAddress } from '#kernel/email-address.ts';
import type { AccountId } from '#kernel/ids.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { type OpenedForCommand, openForCommand } from '#wiring/open-for-command.ts';
import { type ActOptions, tellAct, withActOptions } from './act-options.ts';
import { actingPerson, doAct } from './acting.ts';
import { commandLog } from './command-log.ts';
import { configOf } from './common-options.ts';
import { existingAccount } from './existing-account.ts';
import { calendarDate } from './plan-options.ts';

/** What senders to somebody who left or moved are told: shown, changed or stopped after the plan that began it. */
export function addAccountAutoReply(account: Command): void {
  withActOptions(
    account
      .command('auto-reply')
      .description('trả lời tự động thay người đã thôi hay chuyển / what senders are told in an account’s place'),
  )
    .argument('<address>', 'địa chỉ / address')
    .option('--contact <address>', 'địa chỉ thay thế / where senders are to write', anAddress)
    .option('--until <date>', 'trả lời đến hết ngày / the last day on which they are answered', calendarDate)
    .option('--off', 'thôi trả lời / answer nobody any more')
    .action(autoReply);
}

function anAddress(text: string): string {
  const parsed = parseEmailAddress(text);
  if (!parsed.ok) throw new InvalidArgumentError('phải là địa chỉ thư / must be an address.');
  return formatEmailAddress(parsed.value);
}

interface Options extends ActOptions {
  readonly contact?: string;
  readonly until?: string;
  readonly off?: boolean;
}

async function autoReply(address: string, options: Options): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const account = await existingAccount(opened, address);
  const standing = isChange(options)
    ? await change({ opened, config }, account, options)
    : await listAutoReplies(opened.database, account.id);
  if (options.json === true && !isChange(options))
    return console.log(JSON.stringify({ address: account.address, autoReplies: standing }, null, 2));
  tellAct(options, linesOf(account.address, standing).join('\n'), { address: account.address, autoReplies: standing });
}

const isChange = ({ off = false, contact, until }: Options) => off || contact !== undefined || until !== undefined;

async function change(
  { opened, config }: { readonly opened: OpenedForCommand; readonly config: Config },
  account: { readonly id: AccountId; readonly address: string },
  options: Options,
): Promise<readonly StandingAutoReply[]> {
  const { contact, until, off = false, reason = null, dryRun } = options;
  const actorAccountId = await actingPerson(opened, options);
  const to = off ? ('off' as const) : { contact, until };
  const today = vietnamDate(systemClock.now());
  return doAct({ opened, config, actorAccountId, dryRun }, ({ tx }) =>
    changeAutoReply(tx, { account, actorAccountId, reason, change: to, today }),
  );
}

function linesOf(address: string, standing: readonly StandingAutoReply[]): readonly string[] {
  if (standing.length === 0) return [`${address}: không trả lời tự động / nobody is answered`];
  return standing.map(
    ({ at, until, contact }) => `${at ?? address}: đến hết / up to and including ${until}, liên hệ / write to ${contact ?? '—'}`,
  );
}
