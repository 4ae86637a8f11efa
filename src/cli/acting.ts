import type { Command } from 'commander';
import type { Config } from '#config/schema.ts';
import { proposeAct } from '#directory/access/two-people/approve.ts';
import { type PermitDeps, proposalIn } from '#directory/access/two-people/permit.ts';
import { attemptInTransaction, rehearseInTransaction } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { type Refusal, refusalText } from '#kernel/refusal.ts';
import type { Result } from '#kernel/result.ts';
import type { OpenedForCommand } from '#wiring/open-for-command.ts';
import { provePerson } from '#wiring/prove-person.ts';
import { readPassword } from './read-password.ts';

/** Who gives a command: the console, unless somebody says and proves who they are. */
export interface ActingOptions {
  readonly by?: string;
  readonly reason?: string;
}

export function withProof(command: Command): Command {
  return command.option(
    '--by <address>',
    'người thực hiện, mật khẩu đọc từ đầu vào chuẩn / who does it, proved by the password on standard input (default: the console)',
  );
}

export function withActing(command: Command): Command {
  return withProof(command).option('--reason <text>', 'lý do, ghi vào nhật ký kiểm toán / why, for the audit');
}

export const passwordOf = (address: string) => `Mật khẩu của / password of ${address}`;

/** null: the console. */
export async function actingAccount(
  opened: OpenedForCommand,
  { by }: ActingOptions,
  password: string | undefined,
): Promise<AccountId | null> {
  if (by === undefined || password === undefined) return null;
  const proven = await provePerson(opened, { address: by, password });
  if (!proven.ok) throw new Error(`không xác nhận được ${by} / ${by} is not proved: ${proven.refusal.message}`);
  return proven.value;
}

/** As `actingAccount` for commands that read nothing else from standard input. */
export async function actingPerson(opened: OpenedForCommand, options: ActingOptions): Promise<AccountId | null> {
  return actingAccount(opened, options, options.by === undefined ? undefined : await readPassword(passwordOf(options.by)));
}

interface Acting {
  readonly opened: OpenedForCommand;
  readonly config: Config;
  readonly actorAccountId: AccountId | null;
  readonly reason?: string | undefined;
  /** Nothing stays of it, and nothing is put before a second person. */
  readonly dryRun?: boolean | undefined;
}

/** Does an act, or where it takes a second person puts it before one and says so. */
export async function doAct<T>(acting: Acting, act: (deps: PermitDeps) => Promise<Result<T>>): Promise<T> {
  const { database } = acting.opened;
  const { twoPeople } = acting.config.access;
  const attempt = acting.dryRun === true ? rehearseInTransaction : attemptInTransaction;
  const done = await attempt(database, (tx) => act({ tx, twoPeople }));
  if (!done.ok && acting.dryRun === true) throw new Error(refusalText(done.refusal));
  return done.ok ? done.value : refuseAct(acting, done.refusal);
}

/** Fails with why; where nothing lacks but a second person, the act is put before one first. */
export async function refuseAct({ opened, actorAccountId, reason }: Omit<Acting, 'config' | 'dryRun'>, refusal: Refusal): Promise<never> {
  const proposal = proposalIn(refusal);
  if (proposal === undefined || actorAccountId === null) throw new Error(refusalText(refusal));
  const proposed = await attemptInTransaction(opened.database, (tx) =>
    proposeAct(tx, { asked: { ...proposal, actorAccountId }, reason: reason ?? '' }),
  );
  if (!proposed.ok) throw new Error(`${refusalText(refusal)}\n${refusalText(proposed.refusal)}`);
  const number = proposed.value.approvalId;
  throw new Error(
    `${refusalText(refusal)}.\n  Đã ghi đề nghị ${number}: người thứ hai chạy "congthu approval approve ${number} --by <địa chỉ>", sau đó chạy lại đúng lệnh này.` +
      `\n  Proposal ${number} is noted: a second person runs "congthu approval approve ${number} --by <address>"; then give this very command again.`,
  );
}
