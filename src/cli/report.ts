import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Config } from '#config/schema.ts';
import { composeReport } from '#directory/reports/document/compose-report.ts';
import { drawFigures } from '#directory/reports/draw-figures.ts';
import { issueReport, readIssued } from '#directory/reports/issue-report.ts';
import { type LetterheadAsked, letterheadOf } from '#directory/reports/letterhead.ts';
import { periodCalled } from '#directory/reports/period.ts';
import { type PrintedReport, pdfOf, printedOf, workbookOf } from '#directory/reports/report-files.ts';
import { listReports } from '#directory/reports/report-sql.ts';
import { systemClock } from '#kernel/clock.ts';
import type { ReportId } from '#kernel/ids.ts';
import { type Refusal, refusalText } from '#kernel/refusal.ts';
import type { Result } from '#kernel/result.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { type OpenedForCommand, openForCommand } from '#wiring/open-for-command.ts';
import { readProvince } from '#wiring/read-province.ts';
import { reportDeps } from '#wiring/report-deps.ts';
import { type ActingOptions, actingPerson, withProof } from './acting.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf, wholeNumber, withCommonOptions } from './common-options.ts';
import { calendarDate, jsonHelp, repeated } from './plan-options.ts';
import { reportLine, reportText } from './report-text.ts';
import { theUnit } from './unit-facts.ts';

export function addReport(program: Command): void {
  const report = program.command('report').description('báo cáo 6 tháng, năm / half-yearly and yearly reports (docs/reports.md)');
  withFiles(
    withLetterhead(withPeriod(report.command('show').description('số liệu của một kỳ; dự thảo / the figures of a period; a draft'))),
  )
    .option(...jsonHelp)
    .action(show);
  withProof(
    withLetterhead(withPeriod(report.command('issue').description('ban hành: giữ nguyên từ đây / issue: kept as it is from now on'))),
  )
    .requiredOption('--number <number>', 'số và ký hiệu / its number, as 12/BC-STTTT')
    .option('--on <date>', 'ngày ban hành / the day of issue (default: today)', calendarDate)
    .option(...jsonHelp)
    .action(issue);
  withCommonOptions(report.command('list').description('báo cáo đã ban hành, mới nhất trước / issued reports, the newest first'))
    .option(...jsonHelp)
    .action(list);
  withFiles(withCommonOptions(report.command('print').description('in lại một báo cáo đã ban hành / an issued report again, as it was')))
    .argument('<number>', 'số thứ tự trong report list / its number in report list', wholeNumber)
    .option(...jsonHelp)
    .action(print);
}

function withPeriod(command: Command): Command {
  return withCommonOptions(command)
    .requiredOption('--period <period>', 'kỳ: 2026-H1, 2026-H2, 2026 hay 2026-01-01..2026-06-30 / the period')
    .option('--unit <unit>', 'chỉ đơn vị này và các đơn vị dưới / this unit and those below (default: everything)');
}

function withLetterhead(command: Command): Command {
  return command
    .option('--superior <text>', 'cơ quan chủ quản / the body above')
    .option('--issuer <text>', 'cơ quan ban hành / who issues it')
    .option('--place <text>', 'địa danh / the place')
    .option('--signer-title <text>', 'chức vụ người ký; hai dòng cách nhau bằng " / " / the signer’s post; " / " parts two lines')
    .option('--signer <name>', 'họ tên người ký / who signs')
    .option('--to <text>', 'nơi nhận, nêu nhiều lần / who gets it; may be repeated', repeated, []);
}

function withFiles(command: Command): Command {
  return command
    .option('--pdf <file>', 'ghi ra tệp PDF mới / into a new PDF file')
    .option('--xlsx <file>', 'ghi ra tệp XLSX mới / into a new XLSX file')
    .option('--levels <number>', 'số cấp đơn vị trong PDF / levels of units in the PDF (default: 2)', wholeNumber);
}

interface Drawn extends CommonOptions {
  readonly period: string;
  readonly unit?: string;
  readonly superior?: string;
  readonly issuer?: string;
  readonly place?: string;
  readonly signerTitle?: string;
  readonly signer?: string;
  readonly to: readonly string[];
  readonly json?: boolean;
}
interface Files {
  readonly pdf?: string;
  readonly xlsx?: string;
  readonly levels?: number;
}

async function show(options: Drawn & Files): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const draft: PrintedReport = { ...(await drawn(opened, config, options)), issue: null, madeAt: systemClock.now().toISOString() };
  await give(draft, options);
}

async function issue(options: Drawn & ActingOptions & { number: string; on?: string }): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const actorAccountId = await actingPerson(opened, options);
  const report = await drawn(opened, config, options);
  const { period, asOf } = report.figures;
  if (asOf < period.to)
    console.error(`Kỳ đến hết ngày ${period.to} mới kết thúc, số liệu đến ${asOf} / the period is not over: figures until ${asOf}`);
  const issuedOn = options.on ?? vietnamDate(systemClock.now());
  const { number } = options;
  const issued = given(await issueReport(opened.database, { actorAccountId, ...report, number, issuedOn }));
  if (options.json === true) console.log(JSON.stringify(issued, null, 2));
  else console.log(`Đã ban hành báo cáo ${number} / issued; congthu report print ${issued.reportId} --pdf …\nSHA-256: ${issued.digest}`);
}

async function list(options: CommonOptions & { json?: boolean }): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const reports = await listReports(opened.database);
  if (options.json === true) console.log(JSON.stringify(reports, null, 2));
  else console.log(reports.length === 0 ? 'Chưa có báo cáo nào / no reports.' : reports.map(reportLine).join('\n'));
}

async function print(id: number, options: CommonOptions & Files & { json?: boolean }): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  await give(printedOf(given(await readIssued(opened.database, id as ReportId))), options);
}

async function drawn(
  { database }: OpenedForCommand,
  config: Config,
  options: Drawn,
): Promise<Pick<PrintedReport, 'figures' | 'letterhead'>> {
  const period = given(periodCalled(options.period, config.reports.halfYearEnds));
  const unitId = options.unit === undefined ? null : await theUnit(database, options.unit);
  const figures = given(await drawFigures(reportDeps(database, config), { period, unitId }, systemClock.now()));
  const { superior, issuer, place, signerTitle, signer, to: recipients } = options;
  const asked: LetterheadAsked = { superior, issuer, place, signerTitle, signer, recipients };
  const { name: provinceName } = await readProvince(config);
  return { figures, letterhead: given(letterheadOf({ figures, settings: config.reports, asked, provinceName })) };
}

/** Into the files that were named; where none was, to read. */
async function give(report: PrintedReport, { pdf, xlsx, levels, json }: Files & { json?: boolean }): Promise<void> {
  if (pdf !== undefined) await writeNew(pdf, await pdfOf(report, levels));
  if (xlsx !== undefined) await writeNew(xlsx, await workbookOf(report));
  if (json === true) console.log(JSON.stringify(report, null, 2));
  else if (pdf === undefined && xlsx === undefined) console.log(reportText(composeReport({ ...report, levels: levels ?? 1 })));
}

async function writeNew(file: string, octets: Buffer): Promise<void> {
  await writeFile(file, octets, { flag: 'wx' });
  console.error(`Đã ghi / written: ${file}`);
}

function given<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(refusalText(result.refusal));
  return result.value;
}
