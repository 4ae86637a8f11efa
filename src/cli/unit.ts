import { type Command, Option } from 'commander';
import { type UnitChange, unitRequestFileSchema } from '#directory/lifecycle/units/unit-change.ts';
import { unitKinds } from '#directory/naming/unit-kind.ts';
import { formatFileProblem } from '#directory/org/file-problem.ts';
import { readYamlFile } from '#directory/org/read-yaml-file.ts';
import { type CommonOptions, withCommonOptions } from './common-options.ts';
import { calendarDate, jsonHelp, repeated, withPlanOptions } from './plan-options.ts';
import { type AskedChanges, planUnits, type UnitPlanOptions } from './plan-units.ts';
import { showTree, showUnit } from './unit-facts.ts';

const unitHelp = 'đơn vị: tên, địa chỉ hay #số / a unit: name, address or #number; "Xã Yên Mỹ < Huyện Chợ Đồn" tells two apart';

type Options<More = object> = CommonOptions & UnitPlanOptions & More;

export function addUnit(program: Command): void {
  const unit = program.command('unit').description('đơn vị: xem, đổi, sắp xếp lại / units: show, change, reorganise');
  withCommonOptions(unit.command('show').description('xem một đơn vị và lịch sử / show a unit with its history'))
    .argument('<unit>', unitHelp)
    .option(...jsonHelp)
    .action(showUnit);
  withCommonOptions(unit.command('tree').description('cây đơn vị hôm nay / the units of today as a tree'))
    .argument('[unit]', 'chỉ từ đơn vị này / only from this unit down')
    .option(...jsonHelp)
    .action(showTree);
  addChanges(unit);
  addEndings(unit);
  changing(
    unit.command('reorganise').description('nhiều thay đổi cùng lúc, từ một tệp / many changes at once, from a file (docs/units.md)'),
  )
    .argument('<file>', 'tệp YAML hay JSON / YAML or JSON file')
    .action(reorganise);
}

function addChanges(unit: Command): void {
  changing(unit.command('create').description('lập đơn vị mới / make a new unit'))
    .argument('<name>', 'tên đầy đủ / official name')
    .addOption(new Option('--kind <kind>', 'loại đơn vị / what it is').choices(unitKinds).makeOptionMandatory())
    .requiredOption('--under <unit>', 'đơn vị cấp trên / the unit above')
    .option('--code <code>', 'mã thay cho quy tắc / beats the rule')
    .option('--domain <domain>', "tên miền riêng / a domain of its own (default: the parent's)")
    .action((name: string, options: Options<{ kind: (typeof unitKinds)[number]; under: string; code?: string; domain?: string }>) => {
      const { kind, under, code, domain } = options;
      return act(
        [{ do: 'create', name, kind, under, ...(code === undefined ? {} : { code }), ...(domain === undefined ? {} : { domain }) }],
        options,
      );
    });
  changing(unit.command('rename').description('đổi tên / give it another name'))
    .argument('<unit>', unitHelp)
    .argument('<name>', 'tên mới / the new name')
    .action((of: string, name: string, options: Options) => act([{ do: 'rename', unit: of, name }], options));
  changing(unit.command('move').description('chuyển sang dưới đơn vị khác / put it under another unit'))
    .argument('<unit>', unitHelp)
    .requiredOption('--under <unit>', 'đơn vị cấp trên mới / the new unit above')
    .action((of: string, options: Options<{ under: string }>) => act([{ do: 'move', unit: of, under: options.under }], options));
  changing(unit.command('change').description('đổi tên miền, loại, mã hay quy tắc / change domain, kind, code or naming profile'))
    .argument('<unit>', unitHelp)
    .option('--domain <domain>', 'tên miền thư / mail domain')
    .addOption(new Option('--kind <kind>', 'loại đơn vị / what it is').choices(unitKinds))
    .option('--code <code>', 'mã thay cho quy tắc / beats the rule')
    .option('--no-code', 'bỏ mã / let the rule name it')
    .option('--profile <profile>', 'quy tắc đặt tên của đơn vị và các đơn vị dưới / naming profile, for those below too')
    .action((of: string, options: Options<OtherChanges>) => act(otherChanges(of, options), options));
  changing(unit.command('identify').description('cho mã định danh / give it an identifier'))
    .argument('<unit>', unitHelp)
    .argument('<identifier>', 'mã, dạng 000.00.00.H03 hay G12.18 / as QCVN 102 or QĐ 20 of 2020 write it')
    .action((of: string, value: string, options: Options) => act([{ do: 'identifier', unit: of, value }], options));
}

function addEndings(unit: Command): void {
  changing(unit.command('merge').description('nhập vào đơn vị khác / merge it into another'))
    .argument('<unit>', unitHelp)
    .requiredOption('--into <unit>', 'đơn vị tiếp nhận / the unit that goes on')
    .action((of: string, options: Options<{ into: string }>) => act([{ do: 'merge', unit: of, into: options.into }], options));
  changing(unit.command('split').description('tách thành nhiều đơn vị / split it into several'))
    .argument('<unit>', unitHelp)
    .option(
      '--new <name>',
      'đơn vị mới, nêu nhiều lần / a new unit; may be repeated, the first takes over people and mailbox',
      repeated,
      [],
    )
    .option('--into <unit>', 'đơn vị đã có, nêu nhiều lần / a unit there is already; may be repeated', repeated, [])
    .action((of: string, options: Options<{ new: string[]; into: string[] }>) => {
      const into = [...options.new.map((name) => ({ new: name, people: [] })), ...options.into.map((one) => ({ unit: one, people: [] }))];
      return act([{ do: 'split', unit: of, into }], options);
    });
  changing(unit.command('dissolve').description('giải thể / end it'))
    .argument('<unit>', unitHelp)
    .option('--heir <unit>', 'đơn vị tiếp nhận người và hộp thư / the unit that takes over people and mailbox')
    .action((of: string, { heir, ...options }: Options<{ heir?: string }>) =>
      act([{ do: 'dissolve', unit: of, ...(heir === undefined ? {} : { heir }) }], options),
    );
}

interface OtherChanges {
  readonly domain?: string;
  readonly kind?: (typeof unitKinds)[number];
  /** false: --no-code; true: neither was given. */
  readonly code?: string | boolean;
  readonly profile?: string;
}

function otherChanges(unit: string, { domain, kind, code, profile }: OtherChanges): readonly UnitChange[] {
  return [
    ...(domain === undefined ? [] : [{ do: 'domain', unit, domain } as const]),
    ...(kind === undefined ? [] : [{ do: 'kind', unit, kind } as const]),
    ...(typeof code === 'string' ? [{ do: 'code', unit, code } as const] : []),
    ...(code === false ? [{ do: 'code', unit, code: null } as const] : []),
    ...(profile === undefined ? [] : [{ do: 'naming', unit, profile } as const]),
  ];
}

/** Options of every command that makes a plan. */
function changing(command: Command): Command {
  return withPlanOptions(command)
    .addOption(
      new Option('--addresses <policy>', 'giữ địa chỉ hay cấp địa chỉ mới / keep addresses, or renew them by the rule').choices([
        'keep',
        'renew',
      ]),
    )
    .option(
      '--old-until <date>',
      'địa chỉ cũ nhận thư đến hết ngày / the last day on which old addresses receive (default: for ever)',
      calendarDate,
    )
    .option('--ask', 'tên trùng thì dừng để chọn / stop at a clash for somebody to choose (default: the best proposal)')
    .option('--choose <old=new>', 'chọn tên hộp thư / choose a mailbox name by hand: old address = new local part', repeated, [])
    .option('--quiet', 'không gửi thư báo địa chỉ mới / tell nobody by mail of a new address')
    .option('--new-domain <domain>', 'cho phép tên miền mới / a domain that is to be new', repeated, []);
}

function act(changes: readonly UnitChange[], options: Options): Promise<void> {
  return planUnits({ changes: [...changes] }, options);
}

async function reorganise(file: string, options: Options): Promise<void> {
  const read = await readYamlFile(file, unitRequestFileSchema);
  if (!read.ok)
    throw new Error(`không đọc được / cannot be read:\n${read.refusal.map((problem) => `  ${formatFileProblem(problem)}`).join('\n')}`);
  const asked: AskedChanges = read.value;
  await planUnits(asked, options);
}
