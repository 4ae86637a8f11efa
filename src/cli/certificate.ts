import { open, writeFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { addCertificate } from '#directory/certificates/add-certificate.ts';
import { askedCsv } from '#directory/certificates/asked-csv.ts';
import { type CertificateState, certificateStates, type Settlement, settlements, stateNames } from '#directory/certificates/certificate.ts';
import { historyOf } from '#directory/certificates/certificate-sql.ts';
import { certificateLimits } from '#directory/certificates/limits.ts';
import { listCertificates, readDer } from '#directory/certificates/list-certificates-sql.ts';
import { settleCertificate } from '#directory/certificates/settle-certificate.ts';
import { systemClock } from '#kernel/clock.ts';
import type { CertificateId } from '#kernel/ids.ts';
import { isPlainText } from '#kernel/plain-text.ts';
import { textInBoth } from '#kernel/refusal.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { type OpenedForCommand, openForCommand } from '#wiring/open-for-command.ts';
import { type ActOptions, tellAct, withActOptions, withProvenActOptions } from './act-options.ts';
import { actingPerson, doAct } from './acting.ts';
import { certificateLine, certificateText, pemOf } from './certificate-text.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf, wholeNumber, withCommonOptions } from './common-options.ts';
import { existingAccount } from './existing-account.ts';
import { calendarDate, jsonHelp } from './plan-options.ts';
import { theUnit } from './unit-facts.ts';

export function addCertificates(program: Command): void {
  const certificate = program.command('certificate').description('chứng thư số của người và đơn vị / certificates (docs/certificates.md)');
  withActOptions(certificate.command('add').description('ghi nhận một chứng thư / enter a certificate'))
    .argument('<address>', 'của ai / whose')
    .argument('<file>', 'tệp PEM hay DER, không có khoá riêng / PEM or DER, without any private key')
    .option('--post <title>', 'chức vụ mà chứng thư gắn với / the post it was issued for')
    .option('--unit <unit>', 'đơn vị của chức vụ ấy / the unit of that post')
    .action(add);
  withCommonOptions(certificate.command('list').description('liệt kê / list them'))
    .argument('[address]', 'chỉ của người hay đơn vị này / only of this person or unit')
    .addOption(new Option('--state <state>', 'chỉ trạng thái này / only those').choices(certificateStates))
    .option('--expiring <days>', 'chỉ chứng thư đang dùng, hết hạn trong số ngày này / only those in use that end within', wholeNumber)
    .option(...jsonHelp)
    .action(list);
  withCommonOptions(certificate.command('show').description('xem một chứng thư và lịch sử / a certificate and all that it has been'))
    .argument('<number>', 'số trong certificate list / its number in certificate list', wholeNumber)
    .option(...jsonHelp)
    .action(show);
  withProvenActOptions(certificate.command('settle').description('ghi nhận kết quả xử lý / note what was done'))
    .argument('<number>', 'số trong certificate list / its number in certificate list', wholeNumber)
    .addArgument(certificate.createArgument('<as>', 'đã thu hồi, bàn giao, cấp lại / what was done').choices(settlements))
    .requiredOption('--reason <text>', 'căn cứ / by what: the number of a letter, say')
    .action(settle);
  withCommonOptions(
    certificate.command('report').description('danh sách đề nghị nơi cấp xử lý / what is asked of the authority that issues'),
  )
    .option('--from <date>', 'phát sinh từ ngày / asked from this day on', calendarDate)
    .option('--to <date>', 'đến hết ngày / through this day', calendarDate)
    .option('--output <file>', 'ghi ra tệp CSV mới / into a new CSV file')
    .option(...jsonHelp)
    .action(report);
}

async function add(address: string, file: string, options: ActOptions & { post?: string; unit?: string }): Promise<void> {
  const { post: title, unit, reason = null, dryRun } = options;
  if ((title === undefined) !== (unit === undefined)) throw new Error('--post và --unit đi cùng nhau / --post and --unit go together');
  const config = await configOf(options);
  const octets = await readSmall(file);
  await using opened = await openForCommand(config, commandLog(config));
  const account = await existingAccount(opened, address);
  const post = title === undefined || unit === undefined ? null : { title, unitId: await theUnit(opened.database, unit) };
  const actorAccountId = await actingPerson(opened, options);
  const input = { account, file: octets, post, actorAccountId, reason: plain(reason), now: systemClock.now() };
  const added = await doAct({ opened, config, actorAccountId, dryRun }, ({ tx }) => addCertificate(tx, input));
  const { id, serial, subject, notAfter } = added;
  const text = `Đã ghi nhận / entered${dryRun === true ? '' : ` (${id})`}: ${account.address} · ${subject} · số ${serial} · đến / until ${vietnamDate(notAfter)}`;
  tellAct(options, text, { ...(dryRun === true ? {} : { id }), address: account.address, serial, subject, notAfter });
}

/** No more of it than could be a certificate, whatever it is. */
async function readSmall(path: string): Promise<Buffer> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(certificateLimits.fileOctetsMax + 1));
  return buffer.subarray(0, bytesRead);
}

function plain<Text extends string | null>(reason: Text): Text {
  const { reasonCharactersMax } = certificateLimits;
  if (reason !== null && (!isPlainText(reason) || reason.trim() === '' || reason.length > reasonCharactersMax))
    throw new Error(
      `lý do: một dòng, nhiều nhất ${reasonCharactersMax} ký tự / a reason is one line of at most ${reasonCharactersMax} characters`,
    );
  return reason;
}

interface ListOptions extends CommonOptions {
  readonly state?: CertificateState;
  readonly expiring?: number;
  readonly json?: boolean;
}

async function list(address: string | undefined, options: ListOptions): Promise<void> {
  const { state, expiring: days } = options;
  const { expiringDaysMax, listedMax } = certificateLimits;
  if (days !== undefined && days > expiringDaysMax)
    throw new Error(`--expiring: nhiều nhất ${expiringDaysMax} ngày / at most ${expiringDaysMax} days`);
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const accountId = address === undefined ? undefined : (await existingAccount(opened, address)).id;
  const expiring = days === undefined ? undefined : { days, now: systemClock.now() };
  const found = await listCertificates(opened.database, { accountId, state, expiring, limit: listedMax });
  if (options.json === true) return console.log(JSON.stringify(found, null, 2));
  console.log(found.length === 0 ? 'Không có chứng thư nào / no certificates.' : found.map(certificateLine).join('\n'));
}

async function show(number: number, options: CommonOptions & { json?: boolean }): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const { certificate, pem, history } = await oneOf(opened, number as CertificateId);
  if (options.json === true) console.log(JSON.stringify({ ...certificate, pem, history }, null, 2));
  else console.log(certificateText(certificate, history, pem));
}

async function oneOf({ database }: OpenedForCommand, id: CertificateId) {
  const [certificate] = await listCertificates(database, { id, limit: 1 });
  const der = await readDer(database, id);
  if (certificate === undefined || der === undefined) throw new Error(`không có chứng thư / no such certificate: ${id}`);
  return { certificate, pem: pemOf(der), history: await historyOf(database, id) };
}

async function settle(number: number, as: Settlement, options: ActOptions & { reason: string }): Promise<void> {
  const config = await configOf(options);
  const reason = plain(options.reason);
  await using opened = await openForCommand(config, commandLog(config));
  const actorAccountId = await actingPerson(opened, options);
  const input = { id: number as CertificateId, as, reason, actorAccountId, today: vietnamDate(systemClock.now()) };
  const settled = await doAct({ opened, config, actorAccountId, reason, dryRun: options.dryRun }, ({ tx }) => settleCertificate(tx, input));
  const { id, address, serial, state: becomes } = settled;
  tellAct(options, `${address} · số ${serial}: ${textInBoth(stateNames[becomes])}`, { id, address, serial, becomes });
}

async function report(options: CommonOptions & { from?: string; to?: string; output?: string; json?: boolean }): Promise<void> {
  const { from = null, to = null, output, json } = options;
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const found = await listCertificates(opened.database, { waiting: { from, to }, limit: certificateLimits.listedMax });
  if (output !== undefined) {
    await writeFile(output, askedCsv(found), { flag: 'wx', mode: 0o600 });
    console.error(`Đã ghi / written: ${output} (${found.length})`);
  }
  if (json === true) console.log(JSON.stringify(found, null, 2));
  else if (output === undefined)
    console.log(found.length === 0 ? 'Không có gì phải làm / nothing is asked.' : found.map(certificateLine).join('\n'));
}
