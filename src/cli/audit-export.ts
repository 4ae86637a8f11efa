import { once } from 'node:events';
import { open } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { recordAct } from '#directory/audit/audit-sql.ts';
import type { ChainRecord } from '#directory/audit/chain-record.ts';
import { csvHeading, entryCsvLine } from '#directory/audit/entry-csv.ts';
import { exportAudit } from '#directory/audit/export-audit.ts';
import { lineOf } from '#directory/audit/record-line.ts';
import { conditionOf } from '#directory/audit/search-sql.ts';
import { inTransaction } from '#io/database.ts';
import { systemClock } from '#kernel/clock.ts';
import { loadAuditKey } from '#wiring/audit-key.ts';
import { openForCommand } from '#wiring/open-for-command.ts';
import { type CriteriaOptions, criteriaOf } from './audit-criteria.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf } from './common-options.ts';

type Format = 'csv' | 'jsonl';

/** That somebody took the audit out is itself recorded, before the first line goes. */
export async function exportEntries(options: CommonOptions & CriteriaOptions & { format: Format; output?: string }): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const { database } = opened;
  const condition = conditionOf(await criteriaOf(database, options));
  const key = await loadAuditKey(opened.dataDir);
  const { format, output, person, mailbox, unit, actor, act, plan, from, to } = options;
  const detail = { format, person, mailbox, unit, actor, act, plan, from, to };
  await inTransaction(database, (tx) => recordAct(tx, { actorAccountId: null, act: 'audit.export', target: output ?? null, detail }));
  const stream = output === undefined ? process.stdout : (await open(output, 'wx', 0o600)).createWriteStream();
  const write = writer(stream);
  if (format === 'csv') await write(csvHeading);
  await exportAudit({ database, key, clock: systemClock }, { sink: (record) => write(textOf(record, format)), condition });
  if (output === undefined) return;
  stream.end();
  await finished(stream);
  console.error(`Đã xuất / exported: ${output}`);
}

function textOf(record: ChainRecord, format: Format): string {
  if (format === 'jsonl') return lineOf(record);
  return record.kind === 'entry' || record.kind === 'unsealed' ? entryCsvLine(record.entry) : '';
}

/** Waits when the reader is slower than the database. A pipe that was closed (`| head`) or a full disk ends the command in order. */
function writer(stream: Writable): (text: string) => Promise<void> {
  let broken: Error | undefined;
  stream.on('error', (error) => {
    broken = error;
  });
  return async (text) => {
    if (broken) throw broken;
    if (text !== '' && !stream.write(text)) await once(stream, 'drain');
  };
}
