import type { Command } from 'commander';
import { type AskedCriteria, readCriteria } from '#directory/audit/read-criteria.ts';
import type { AuditCriteria } from '#directory/audit/search-sql.ts';
import type { Database } from '#io/database.ts';
import { textInBoth } from '#kernel/refusal.ts';
import { wholeNumber } from './common-options.ts';

export type CriteriaOptions = AskedCriteria;

/** What entries are looked for by; of several options, all hold. */
export function withCriteria(command: Command): Command {
  return command
    .option('--person <text>', 'người làm hoặc liên quan: địa chỉ, tên hay #số / who did it or whom it concerns: address, name or #number')
    .option('--mailbox <address>', 'hộp thư / a mailbox, by any of its addresses')
    .option('--unit <text>', 'đơn vị: địa chỉ, tên hay #số / a unit: address, name or #number')
    .option('--actor <text>', 'chỉ người thực hiện / only what this person did')
    .option('--act <act>', 'việc, như account.lock, hay cả nhóm: account / an act, or all of a noun')
    .option('--plan <number>', 'kế hoạch / a plan', wholeNumber)
    .option('--from <day>', 'từ ngày 2026-11-01 hay lúc 2026-11-01T08:00 / from this day or time on, in Vietnam')
    .option('--to <day>', 'đến hết ngày, hay đến lúc / through this day, or until this time');
}

export async function criteriaOf(database: Database, options: CriteriaOptions): Promise<AuditCriteria> {
  const criteria = await readCriteria(database, options);
  if (!criteria.ok) throw new Error(textInBoth(criteria.refusal));
  return criteria.value;
}
