import { bumpAccessGeneration } from '#directory/access/access-generation-sql.ts';
import { recordAct } from '#directory/audit/audit-sql.ts';
import type { Notice, SendNotices } from '#directory/org/mail-port.ts';
import { type Database, inTransaction } from '#io/database.ts';
import type { Tx } from '#kernel/tx.ts';
import { changeAccountState } from './account-state-sql.ts';
import { findIdle, type IdleAccount, lockIdle, noteWarned } from './idle-account-sql.ts';
import { type IdleStep, idleStep } from './idle-rules.ts';

interface Deps {
  readonly database: Database;
  readonly sendNotices: SendNotices;
}

interface IdleReport {
  readonly warned: number;
  readonly locked: number;
}

/** Warns the owners of accounts that nobody uses, and locks those whose day has come, each in a transaction of its own. 0 months: none. */
export async function lockIdleAccounts(deps: Deps, { months, today }: { months: number; today: string }): Promise<IdleReport> {
  const report = { warned: 0, locked: 0 };
  if (months === 0) return report;
  for (const account of await findIdle(deps.database, { months, today })) {
    const step = idleStep(account, today);
    if (step === null || !(await takeStep(deps, account, step))) continue;
    if (step.do === 'lock') report.locked += 1;
    else report.warned += 1;
  }
  return report;
}

/** False: it was used meanwhile, or another process has done it. */
function takeStep({ database, sendNotices }: Deps, account: IdleAccount, step: IdleStep): Promise<boolean> {
  return inTransaction(database, async (tx) => {
    if (!(await lockIdle(tx, account))) return false;
    if (step.do === 'lock') return lock(tx, account);
    await noteWarned(tx, account.accountId, step);
    await sendNotices(tx, [warning(account, step.locksOn)]);
    return true;
  });
}

async function lock(tx: Tx, { accountId, address: target, usedOn }: IdleAccount): Promise<boolean> {
  if (!(await changeAccountState(tx, accountId, 'active', 'locked'))) return false;
  const change = { before: { state: 'active' }, after: { state: 'locked' } };
  await recordAct(tx, { actorAccountId: null, act: 'account.lock', target, accountId, detail: { because: 'idle', usedOn }, ...change });
  await bumpAccessGeneration(tx);
  return true;
}

function warning({ accountId, address, name, usedOn }: IdleAccount, locksOn: string): Notice {
  const text = [
    `Kính gửi ${name},`,
    `Hộp thư ${address} không có ai đăng nhập từ ngày ${usedOn} và sẽ bị khoá ngày ${locksOn}.`,
    'Đăng nhập bằng ứng dụng thư trước ngày đó thì hộp thư không bị khoá. Hộp thư đã khoá vẫn nhận thư; quản trị viên mở khoá được.',
    '',
    `Nobody has signed in to the mailbox ${address} since ${usedOn}; it will be locked on ${locksOn}.`,
    'Sign in with a mail application before that day and it will not be. A locked mailbox goes on receiving, and an administrator can unlock it.',
    '',
  ].join('\n');
  return { accountId, address, subject: `Hộp thư sẽ bị khoá ngày ${locksOn} vì không được sử dụng`, text };
}
