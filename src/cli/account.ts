import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { carryOutDeletion } from '#directory/lifecycle/deletion/carry-out-deletion.ts';
import { type EndedAccount, listDue } from '#directory/lifecycle/deletion/due-account-sql.ts';
import { orderDeletion, previewDeletion } from '#directory/lifecycle/deletion/order-deletion.ts';
import { listWarned } from '#directory/people/idle-account-sql.ts';
import { inTransaction } from '#io/database.ts';
import { systemClock } from '#kernel/clock.ts';
import { refusalText } from '#kernel/refusal.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { eraseMail } from '#wiring/erase-mail.ts';
import { openForCommand } from '#wiring/open-for-command.ts';
import { addAccountAutoReply } from './account-auto-reply.ts';
import { addAccountHold } from './account-hold.ts';
import { dueLines, idleLines, previewLines } from './account-text.ts';
import { type ActingOptions, actingPerson, doAct, withProof } from './acting.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf, withCommonOptions } from './common-options.ts';
import { existingAccount } from './existing-account.ts';

export function addAccount(program: Command): void {
  const account = program.command('account').description('tài khoản hết hạn giữ / accounts whose time is over');
  withCommonOptions(
    account
      .command('due')
      .description('hộp thư đã hết hạn giữ, tài khoản sắp bị khoá / mailboxes that may be deleted, accounts about to lock'),
  )
    .option('--json', 'cho chương trình khác / for other programs')
    .action(due);
  withProof(
    withCommonOptions(
      account.command('delete').description('xoá hẳn một hộp thư đã hết hạn giữ / delete a mailbox whose time is over, for good'),
    ),
  )
    .argument('<address>', 'địa chỉ / address')
    .requiredOption('--reason <text>', 'căn cứ, ghi vào nhật ký kiểm toán / why, for the audit')
    .option('--dry-run', 'chỉ xem trước / show what would go, delete nothing')
    .option('--yes', 'không hỏi lại địa chỉ / do not ask for the address to be typed')
    .option('--json', 'cho chương trình khác / for other programs')
    .action(remove);
  addAccountHold(account);
  addAccountAutoReply(account);
}

const today = () => vietnamDate(systemClock.now());

async function due(options: CommonOptions & { json?: boolean }): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const { unitKeptDays } = config.retention;
  const accounts = await listDue(opened.database, { today: today(), unitKeptDays });
  const { idleLockMonths } = config.accounts;
  const idle = idleLockMonths === 0 ? [] : await listWarned(opened.database, idleLockMonths);
  if (options.json === true) return console.log(JSON.stringify({ accounts, idle }, null, 2));
  if (accounts.length === 0) console.log('Không có hộp thư nào hết hạn giữ / no mailbox may be deleted.');
  for (const line of [...dueLines(accounts), ...idleLines(idle)]) console.log(line);
}

interface DeleteOptions extends CommonOptions, ActingOptions {
  readonly reason: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

async function remove(address: string, options: DeleteOptions): Promise<void> {
  const { json = false, reason } = options;
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const { database } = opened;
  const account = await existingAccount(opened, address);
  const asked = { account, today: today(), unitKeptDays: config.retention.unitKeptDays };
  const preview = await inTransaction(database, (tx) => previewDeletion(tx, asked));
  if (!preview.ok) throw new Error(refusalText(preview.refusal));
  if (!json) for (const line of previewLines(preview.value)) console.log(line);
  if (options.dryRun === true)
    return said(json, { state: 'preview', account: preview.value }, 'Xem trước: chưa xoá gì / preview: nothing was deleted');
  const actorAccountId = await actingPerson(opened, options);
  if (options.yes !== true) await confirm(account.address);
  const ordered = await doAct({ opened, config, actorAccountId, reason }, (deps) =>
    orderDeletion(deps, { ...asked, actorAccountId, reason }),
  );
  await carryOutDeletion({ database, eraseMail }, account.id);
  said(json, { state: 'deleted', account: ordered }, `Đã xoá / deleted: ${account.address}`);
}

function said(json: boolean, result: { readonly state: string; readonly account: EndedAccount }, line: string): void {
  console.log(json ? JSON.stringify(result, null, 2) : line);
}

/** There is no way back: whoever deletes says once more what. */
async function confirm(address: string): Promise<void> {
  if (!process.stdin.isTTY) throw new Error('không có ai để hỏi lại: thêm --yes / nobody to ask again: say --yes');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const typed = await terminal.question(
    'Không hoàn tác được. Gõ lại địa chỉ để xoá / this cannot be undone: type the address to delete it: ',
  );
  terminal.close();
  if (typed.trim().toLowerCase() !== address) throw new Error('địa chỉ không khớp: không xoá gì / not that address: nothing was deleted');
}
