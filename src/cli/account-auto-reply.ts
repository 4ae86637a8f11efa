import { type Command, InvalidArgumentError } from 'commander';
import { listAutoReplies } from '#directory/people/auto-reply-sql.ts';
import { changeAutoReply } from '#directory/people/change-auto-reply.ts';
import { systemClock } from '#kernel/clock.ts';
import { formatEmailAddress, parseEmailAddress } from '#kernel/email-address.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { openForCommand } from '#wiring/open-for-command.ts';
import { type ActingOptions, actingPerson, doAct, withActing } from './acting.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf, withCommonOptions } from './common-options.ts';
import { existingAccount } from './existing-account.ts';
import { calendarDate } from './plan-options.ts';

/** What senders to somebody who left or moved are told: shown, changed or stopped after the plan that began it. */
export function addAccountAutoReply(account: Command): void {
  withActing(
    withCommonOptions(
      account
        .command('auto-reply')
        .description('trả lời tự động thay người đã thôi hay chuyển / what senders are told in an account’s place'),
    ),
  )
    .argument('<address>', 'địa chỉ / address')
    .option('--contact <address>', 'địa chỉ thay thế / where senders are to write', anAddress)
    .option('--until <date>', 'trả lời đến hết ngày / the last day on which they are answered', calendarDate)
    .option('--off', 'thôi trả lời / answer nobody any more')
    .option('--json', 'cho chương trình khác / for other programs')
    .action(autoReply);
}

function anAddress(text: string): string {
  const parsed = parseEmailAddress(text);
  if (!parsed.ok) throw new InvalidArgumentError('phải là địa chỉ thư / must be an address.');
  return formatEmailAddress(parsed.value);
}

interface Options extends CommonOptions, ActingOptions {
  readonly contact?: string;
  readonly until?: string;
  readonly off?: boolean;
  readonly json?: boolean;
}

async function autoReply(address: string, options: Options): Promise<void> {
  const { contact, until, off = false, json = false, reason = null } = options;
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const account = await existingAccount(opened, address);
  if (off || contact !== undefined || until !== undefined) {
    const actorAccountId = await actingPerson(opened, options);
    const change = off ? ('off' as const) : { contact, until };
    const today = vietnamDate(systemClock.now());
    await doAct({ opened, config, actorAccountId }, ({ tx }) => changeAutoReply(tx, { account, actorAccountId, reason, change, today }));
  }
  const standing = await listAutoReplies(opened.database, account.id);
  if (json) return console.log(JSON.stringify({ account: account.address, autoReplies: standing }, null, 2));
  if (standing.length === 0) console.log(`${account.address}: không trả lời tự động / nobody is answered`);
  for (const one of standing)
    console.log(`${one.at ?? account.address}: đến hết / up to and including ${one.until}, liên hệ / write to ${one.contact ?? '—'}`);
}
