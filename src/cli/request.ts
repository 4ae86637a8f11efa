import { type Command, InvalidArgumentError, Option } from 'commander';
import { tableEncodings } from '#directory/bulk/decode-text.ts';
import { requestStates } from '#directory/requests/tables.ts';
import { withProof } from './acting.ts';
import { wholeNumber, withCommonOptions } from './common-options.ts';
import { calendarDate, jsonHelp, repeated } from './plan-options.ts';
import { listRequests, showRequest, showStatistics, writeTemplate } from './request-facts.ts';
import { lineForm } from './request-form.ts';
import { correct, make } from './request-make.ts';
import { carryOut, endorse, gather, refuse, sendBack, withdraw } from './request-steps.ts';

const numberHelp = 'số của đề nghị trong `request list` / its number in `request list`';
const unitHelp = 'đơn vị: tên, địa chỉ hay #số / a unit: name, address or #number';
const dryRunHelp: [string, string] = ['--dry-run', 'chỉ xem trước / only show what would happen'];
const fileHelp = 'danh sách .xlsx, .csv (mẫu: request template) hay JSON / the list, .xlsx, .csv or JSON';
const encodingOption = () =>
  new Option('--encoding <name>', 'bảng mã của tệp văn bản / encoding of a text file (default: found out)').choices(tableEncodings);

export function addRequest(program: Command): void {
  const request = program
    .command('request')
    .description('đề nghị của đơn vị về người và tài khoản / what units ask for (docs/requests.md)');
  addReading(request);
  addMaking(request);
  addPassingOn(request);
}

function addReading(request: Command): void {
  withCommonOptions(request.command('list').description('liệt kê / list requests, the latest first'))
    .option('--unit <unit>', 'chỉ của đơn vị này và các đơn vị dưới / only of this unit and those below', undefined)
    .addOption(new Option('--state <state>', 'chỉ trạng thái này / only those in this state').choices(requestStates))
    .option('--waiting', 'chỉ đề nghị chưa xong / only those that are not settled')
    .option(...jsonHelp)
    .action(listRequests);
  withCommonOptions(request.command('show').description('xem một đề nghị và các bước đã qua / show a request and its history'))
    .argument('<request>', numberHelp, wholeNumber)
    .option(...jsonHelp)
    .action(showRequest);
  withCommonOptions(request.command('template').description('mẫu danh sách để điền / a list to fill in'))
    .option('--output <file.xlsx>', 'ghi ra tệp này / where to write it', 'mau-de-nghi.xlsx')
    .action(writeTemplate);
  withCommonOptions(request.command('statistics').description('số lượng và thời gian xử lý / how many, and how long they took'))
    .requiredOption('--from <date>', 'từ ngày / the first day', calendarDate)
    .requiredOption('--to <date>', 'đến hết ngày / the last day', calendarDate)
    .option('--unit <unit>', 'chỉ của đơn vị này và các đơn vị dưới / only of this unit and those below')
    .option(...jsonHelp)
    .action(showStatistics);
}

function addMaking(request: Command): void {
  lineForm(step(request.command('make').description('lập và gửi đề nghị / make a request and submit it')))
    .requiredOption('--unit <unit>', `đơn vị đề nghị, ${unitHelp}`)
    .option('--title <text>', 'tên gọi / what to call it')
    .option('--file <file>', fileHelp)
    .addOption(encodingOption())
    .action(make);
  step(request.command('gather').description('gộp các đề nghị đang chờ đơn vị mình / make one request of several that wait at the unit'))
    .argument('<requests...>', numberHelp, (text: string, before: readonly number[] = []) => [...before, wholeNumber(text)])
    .option('--title <text>', 'tên gọi / what to call it')
    .action(gather);
  lineForm(
    seen(
      step(request.command('correct').description('sửa; đề nghị bị trả lại thì gửi lại / correct; one that came back is submitted again')),
    ),
  )
    .argument('<request>', numberHelp, wholeNumber)
    .option('--line <number>', 'dòng sửa; không nêu: thêm dòng / the line to change; left out: one is added', wholeNumber)
    .option('--strike <number>', 'bỏ dòng này, nêu nhiều lần / a line to strike; may be repeated', manyNumbers, [])
    .option('--file <file>', `${fileHelp}; thay cả danh sách / in place of the whole list`)
    .addOption(encodingOption())
    .option('--because <text>', 'lý do / why')
    .action(correct);
}

function addPassingOn(request: Command): void {
  const about = (command: Command) => seen(step(command)).argument('<request>', numberHelp, wholeNumber);
  const why = (command: Command) => command.requiredOption('--reason <text>', 'lý do / why');
  why(about(request.command('return').description('trả lại để sửa / give it back to be corrected'))).action(sendBack);
  about(request.command('endorse').description('xác nhận, chuyển lên trên / vouch for it, and pass it on'))
    .option('--reason <text>', 'ý kiến / a remark')
    .action(endorse);
  about(request.command('carry-out').description('thực hiện / do what it asks'))
    .option('--partly', 'từ chối dòng không làm được, làm các dòng còn lại / refuse the lines that cannot be done, do the others')
    .option(
      '--refuse-line <number>',
      'từ chối dòng này, nêu nhiều lần, cần --reason / a line to refuse; may be repeated; needs --reason',
      manyNumbers,
      [],
    )
    .option('--reason <text>', 'lý do / why')
    .action(carryOut);
  why(about(request.command('refuse').description('từ chối cả đề nghị / refuse it as a whole'))).action(refuse);
  about(request.command('withdraw').description('rút / the unit wants it no more'))
    .option('--reason <text>', 'lý do / why')
    .action(withdraw);
}

function step(command: Command): Command {
  return withProof(withCommonOptions(command))
    .option(...dryRunHelp)
    .option(...jsonHelp);
}

function seen(command: Command): Command {
  return command.option(
    '--seen <version>',
    'bản đã xem: từ chối nếu đã đổi / the version looked at: refused if there is another',
    wholeNumber,
  );
}

function manyNumbers(text: string, before: readonly number[]): readonly number[] {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('phải là số dòng / must be the number of a line.');
  return repeated(text, before.map(String)).map(Number);
}
