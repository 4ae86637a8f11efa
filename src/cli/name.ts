import { type Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { explainProposal, explainUnitProposal } from '#directory/naming/explain-proposal.ts';
import { type UnitKind, unitKinds } from '#directory/naming/unit-kind.ts';
import type { NamingProblem } from '#directory/people/naming-problem.ts';
import { type ProposedNames, proposeNameForPerson, proposeNameForUnit } from '#directory/people/propose-name.ts';
import type { Result } from '#kernel/result.ts';
import { openForCommand } from '#wiring/open-for-command.ts';
import { readProfile, readProvince } from '#wiring/read-province.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf, withCommonOptions } from './common-options.ts';
import { type Explain, proposedNamesJson, proposedNamesText } from './proposed-names-text.ts';

type PersonOptions = CommonOptions & { unit: string; born?: string; givenFirst?: boolean; json?: boolean };
type UnitOptions = CommonOptions & {
  kind: UnitKind;
  parent?: string;
  formerParent?: string;
  code?: string;
  domain?: string;
  json?: boolean;
};

const jsonHelp: [string, string] = ['--json', 'cho chương trình khác đọc / for other programs to read'];

export function addName(program: Command): void {
  const name = program
    .command('name')
    .description('đề xuất tên hộp thư, không giữ chỗ / propose mailbox names by the naming profile; reserves nothing');
  withCommonOptions(name.command('person').description('cho một người / for a person'))
    .argument('<name>', 'họ tên đầy đủ / full name')
    .requiredOption('--unit <mailbox>', 'hộp thư hay địa chỉ của đơn vị / mailbox or address of the unit of the main post')
    .option('--born <date>', 'ngày sinh, như 1985-02-28 / date of birth', calendarDate)
    .option('--given-first', "tên đứng trước họ, như H'Hen Niê / the given name comes first")
    .option(...jsonHelp)
    .action(namePerson);
  withCommonOptions(name.command('unit').description('cho một đơn vị / for a unit'))
    .argument('<name>', 'tên đầy đủ, có từ chỉ loại / official name with its kind word')
    .addOption(new Option('--kind <kind>', 'loại đơn vị / what it is').choices(unitKinds).makeOptionMandatory())
    .option('--parent <mailbox>', 'đơn vị cấp trên: hộp thư hay địa chỉ / the unit above (default: none)')
    .option('--former-parent <mailbox>', 'đơn vị cấp trên trước đây / the unit above before, tells units of one name apart')
    .option('--code <code>', 'mã thay cho quy tắc / beats the rule')
    .option('--domain <domain>', "tên miền riêng / a domain of its own (default: the parent's, or the main one)")
    .option(...jsonHelp)
    .action(nameUnit);
}

async function namePerson(fullName: string, options: PersonOptions): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const { unit, born: birthDate, givenFirst } = options;
  const order = givenFirst === true ? 'given-first' : undefined;
  const proposed = await proposeNameForPerson({ database: opened.database, readProfile }, { fullName, unit, birthDate, order });
  print(proposed, explainProposal, options);
}

async function nameUnit(name: string, options: UnitOptions): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const root = async () => {
    const { profile, domains } = await readProvince(config);
    return { profileId: profile.id, domain: domains[0]! };
  };
  const { kind, parent = null, formerParent, code = null, domain } = options;
  const unit = { name, kind, parent, formerParent, code, domain };
  const proposed = await proposeNameForUnit({ database: opened.database, readProfile, root }, unit);
  print(proposed, explainUnitProposal, options);
}

function print<Proposal extends { readonly localPart: string }>(
  proposed: Result<ProposedNames<Proposal>, NamingProblem>,
  explain: Explain<Proposal>,
  options: { readonly json?: boolean },
): void {
  if (!proposed.ok) throw new Error(`${proposed.refusal.vi} / ${proposed.refusal.en}`);
  const { value } = proposed;
  console.log(options.json === true ? JSON.stringify(proposedNamesJson(value, explain), null, 2) : proposedNamesText(value, explain));
}

function calendarDate(text: string): string {
  if (!z.iso.date().safeParse(text).success) throw new InvalidArgumentError('phải là ngày như 1985-02-28 / must be a date as 1985-02-28.');
  return text;
}
