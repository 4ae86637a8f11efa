import { type Command, Option } from 'commander';
import { actorOf, originOf, sentenceOf } from '#directory/audit/describe-entry.ts';
import type { AuditEntry } from '#directory/audit/entry.ts';
import { timeInVietnam } from '#directory/audit/entry-csv.ts';
import { searchEntries } from '#directory/audit/search-sql.ts';
import { textInBoth } from '#kernel/refusal.ts';
import { loadAuditKey } from '#wiring/audit-key.ts';
import { prepareDataDir } from '#wiring/data-dir.ts';
import { openForCommand } from '#wiring/open-for-command.ts';
import { type CriteriaOptions, criteriaOf, withCriteria } from './audit-criteria.ts';
import { exportEntries } from './audit-export.ts';
import { verify } from './audit-verify.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf, wholeNumber, withCommonOptions } from './common-options.ts';
import { commandLimits } from './limits.ts';

export function addAudit(program: Command): void {
  const audit = program.command('audit').description('nhật ký kiểm toán / the audit: who did what');
  withCriteria(withCommonOptions(audit.command('list').alias('search').description('tìm, mới nhất trước / find entries, the newest first')))
    .option('--limit <number>', `nhiều nhất bao nhiêu / at most so many (default: ${commandLimits.listedEntriesMax})`, wholeNumber)
    .option('--running', 'những gì đang được đếm, chưa thành bản ghi / what is being counted and is no entry yet')
    .option('--json', 'mỗi dòng một bản ghi JSON / an entry a line, for other programs to read')
    .action(list);
  const handOver = audit.command('export');
  withCriteria(withCommonOptions(handOver.description('xuất ra tệp để bàn giao, kiểm tra / hand over, to be read or checked elsewhere')))
    .addOption(
      new Option('--format <format>', 'csv để đọc, jsonl để kiểm tra / csv for reading, jsonl for checking')
        .choices(['csv', 'jsonl'])
        .default('jsonl'),
    )
    .option('--output <file>', 'tệp mới; không nêu thì ra đầu ra chuẩn / a new file (default: standard output)')
    .action(exportEntries);
  withCommonOptions(audit.command('verify').description('kiểm tra chuỗi niêm phong và chữ ký / check the chain and its signatures'))
    .option('--file <file>', 'tệp đã xuất (jsonl), không cần cơ sở dữ liệu / an exported file, without the database')
    .option('--key <file...>', 'khoá công khai (`audit key`) / the public key (default: that of the data folder)')
    .option(
      '--witness <file...>',
      'tệp đã xuất hay log cũ, lưu nơi khác / older exports or logs that were kept elsewhere: the chain must still go through them',
    )
    .option('--json', 'cho chương trình khác đọc / for other programs to read')
    .action(verify);
  withCommonOptions(audit.command('key').description('in khoá công khai để kiểm tra / print the public key that others check with')).action(
    printKey,
  );
}

async function list(options: CommonOptions & CriteriaOptions & { limit?: number; running?: boolean; json?: boolean }): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const criteria = await criteriaOf(opened.database, options);
  const limit = options.limit ?? commandLimits.listedEntriesMax;
  const entries = await searchEntries(opened.database, criteria, { limit, isRunning: options.running === true });
  if (options.json === true) for (const entry of entries) console.log(JSON.stringify(entry));
  else console.log(entries.length === 0 ? 'Không có bản ghi nào / no entries.' : entries.map(entryText).join('\n'));
}

/** Three lines at most: when and who, what, and what else is known of it. */
export function entryText(entry: AuditEntry): string {
  const { id, at, plan, before, after, detail } = entry;
  const who = [id === 0 ? '' : `#${id}`, actorOf(entry), originOf(entry)].filter((part) => part !== '').join('  ');
  const facts = {
    ...(plan === undefined ? {} : { plan }),
    ...(detail as object),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
  const more = Object.keys(facts).length === 0 ? [] : [`    ${JSON.stringify(facts)}`];
  return [`${timeInVietnam(at)}  ${who}`, `    ${textInBoth(sentenceOf(entry))}`, ...more].join('\n');
}

async function printKey(options: CommonOptions): Promise<void> {
  const config = await configOf(options);
  const { pem, fingerprint } = await loadAuditKey(await prepareDataDir(config.dataDir));
  console.log(`${pem}SHA-256: ${fingerprint}`);
}
