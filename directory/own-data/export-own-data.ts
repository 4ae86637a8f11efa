import { listGrants } from '#directory/access/grant-list-sql.ts';
import { authorise } from '#directory/access/roles/authorise.ts';
import { recordAct } from '#directory/audit/audit-sql.ts';
import { readPersonFacts } from '#directory/people/person-facts-sql.ts';
import type { Database } from '#io/database.ts';
import { storedZip } from '#io/spreadsheet/stored-zip.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { ownDataLimits } from './limits.ts';
import type { OwnData } from './own-data.ts';
import { ownDataPage } from './own-data-page.ts';
import { countExports, type OwnerIds, type OwnList, type OwnRows, ownLists, readOwnList } from './own-data-sql.ts';
import { findSignIns } from './sign-in-sql.ts';

export interface Owner extends OwnerIds {
  readonly address: string;
}

/** Whether an export may be made now; that it is made is in the audit before anything is read. */
export async function permitExport(tx: Tx, { accountId, address: target }: Owner): Promise<Result<void>> {
  const may = await authorise({ tx }, { actorAccountId: accountId, act: 'own-data.export', target: { of: 'account', accountId } });
  if (!may.ok) return may;
  if ((await countExports(tx, accountId)) >= ownDataLimits.exportsPerDayMax) return refused(enoughToday);
  await recordAct(tx, { actorAccountId: accountId, act: 'account.export-own', target, accountId, detail: {} });
  return ok();
}

/** The ZIP: `du-lieu.json` for programs, `doc.html` to read. */
export async function exportOwnData(database: Database, owner: Owner, now: Date): Promise<Buffer> {
  const data = await readOwnData(database, owner, now);
  const parts = new Map([
    ['doc.html', Buffer.from(await ownDataPage(data))],
    ['du-lieu.json', Buffer.from(`${JSON.stringify(data, null, 2)}\n`)],
  ]);
  return storedZip(parts);
}

async function readOwnData(database: Database, owner: Owner, now: Date): Promise<OwnData> {
  const { exportRowsMax: max } = ownDataLimits;
  const facts = await readPersonFacts(database, owner.personId);
  if (facts === undefined) throw new Error(`account ${owner.accountId} is signed in, and is no person's`);
  // Holds are for those who keep mail for the law, plans for those who make them: neither is decided by telling whom it is about.
  const { hold, plans, appPasswords, mayUse, usedBy, ...person } = facts;
  const lists: Partial<Record<OwnList, OwnRows>> = {};
  for (const list of ownLists) lists[list] = await readOwnList(database, list, owner, max);
  const signIns = await findSignIns(database, { accountId: owner.accountId, days: ownDataLimits.exportSignInDays, max });
  return {
    ...{ madeAt: now.toISOString(), address: owner.address, name: facts.name, person },
    delegations: { onMine: await listGrants({ database }, owner.accountId), ofMine: mayUse },
    signIns: { rows: signIns as unknown as OwnRows['rows'], isCut: signIns.length >= max },
    lists: lists as Record<OwnList, OwnRows>,
  };
}

const enoughToday = refusalInBoth('throttled', {
  vi: `Mỗi ngày tải được nhiều nhất ${ownDataLimits.exportsPerDayMax} lần: hãy quay lại ngày mai`,
  en: `It can be had ${ownDataLimits.exportsPerDayMax} times a day: come back tomorrow`,
});
