import { type Command, Option } from 'commander';
import type { Right } from '#directory/access/rights.ts';
import { capacityText } from '#directory/lifecycle/people/capacity-text.ts';
import { closest } from '#directory/naming/closest.ts';
import {
  type GrantFact,
  type PersonFacts,
  type PersonStanding,
  type PostFact,
  readPersonFacts,
} from '#directory/people/person-facts-sql.ts';
import { findPeopleCalled, listPeople } from '#directory/people/person-list-sql.ts';
import type { Database } from '#io/database.ts';
import { systemClock } from '#kernel/clock.ts';
import type { PersonId } from '#kernel/ids.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { openForCommand } from '#wiring/open-for-command.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf, withCommonOptions } from './common-options.ts';
import { addressKindText, rightsText } from './kind-text.ts';
import { jsonHelp } from './plan-options.ts';
import { theUnit } from './unit-facts.ts';

type Options<More = object> = CommonOptions & { json?: boolean } & More;

const standings: Readonly<Record<PersonStanding, string>> = {
  'in-service': 'đang công tác / in service',
  locked: 'bị khoá / locked',
  suspended: 'tạm dừng công tác / suspended',
  left: 'đã thôi công tác / left',
  closed: 'đã đóng / closed',
};

export function addPersonFacts(person: Command): void {
  withCommonOptions(
    person.command('show').description('xem một người: chức vụ, địa chỉ, lịch sử / show a person with posts, addresses and history'),
  )
    .argument('<person>', 'địa chỉ, họ tên đầy đủ hay #số / address, full name or #number')
    .option(...jsonHelp)
    .action(show);
  const listing = (name: string, argument: string, description: string) =>
    withCommonOptions(person.command(name).description(description))
      .argument(argument, 'có trong tên hay địa chỉ, nay hay trước, không kể dấu / in a name or address, now or once; marks do not matter')
      .option('--unit <unit>', 'chỉ người có chức vụ ở đơn vị này / only who holds a post in this unit')
      .addOption(new Option('--state <state>', 'chỉ trạng thái này / only those').choices(Object.keys(standings)))
      .option(...jsonHelp)
      .action(list);
  listing('list', '[text]', 'liệt kê, theo tên / list people by given name');
  listing('find', '<text>', 'tìm / find people');
}

async function show(text: string, options: Options): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const facts = await readPersonFacts(opened.database, await thePersonCalled(opened.database, text));
  if (facts === undefined) throw new Error(`không có ai / there is nobody: ${text}`);
  console.log(options.json === true ? JSON.stringify(facts, null, 2) : factsText(facts));
}

async function list(text: string | undefined, options: Options<{ unit?: string; state?: PersonStanding }>): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const units = options.unit === undefined ? undefined : [await theUnit(opened.database, options.unit)];
  const people = await listPeople(opened.database, { text, standing: options.state, units });
  if (options.json === true) return console.log(JSON.stringify(people, null, 2));
  if (people.length === 0) console.log('Không có ai / nobody.');
  for (const { id, name, address, standing, posts, deleteAfter } of people) {
    const kept = deleteAfter === null ? '' : ` · giữ đến / kept until ${deleteAfter}`;
    const state = standing === 'in-service' ? '' : ` · ${standings[standing]}${kept}`;
    console.log(`${name} <${address}> #${id}${posts === '' ? '' : ` · ${posts}`}${state}`);
  }
}

/** The one person whom a text names. */
export async function thePersonCalled(database: Database, text: string): Promise<PersonId> {
  const [person, ...others] = await findPeopleCalled(database, text);
  if (person === undefined) {
    const all = await listPeople(database, {});
    const name = text.split('@')[0]!;
    const near = closest(
      name,
      all.map((one) => (text.includes('@') ? one.address.split('@')[0]! : one.name)),
    );
    const meant = all.find((one) => (text.includes('@') ? one.address.split('@')[0] : one.name) === near);
    const hint = near === undefined || meant === undefined ? '' : `; có phải / did you mean: ${meant.name} <${meant.address}>?`;
    throw new Error(`không có ai / there is nobody: ${text}${hint}`);
  }
  if (others.length === 0) return person.id;
  const which = [person, ...others].map(({ id, name, address }) => `#${id} ${name} <${address}>`).join(', ');
  throw new Error(`nhiều người / several people: ${which}`);
}

function factsText(facts: PersonFacts): string {
  const mib = (octets: number) => `${(octets / 2 ** 20).toFixed(1)} MiB`;
  const rows: readonly (readonly [string, string | null])[] = [
    ['Họ tên / name', `${facts.name} (#${facts.id})`],
    ['Địa chỉ / address', facts.address],
    ['Trạng thái / state', standings[facts.standing]],
    ['Ngày sinh / date of birth', facts.birthDate],
    ['Dung lượng / quota', `${mib(facts.usedOctets)} / ${mib(facts.quotaOctets)}`],
    ['Lưu giữ theo pháp lý / legal hold', facts.hold],
    ['Nhóm / groups', facts.groups.length === 0 ? null : facts.groups.join(', ')],
  ];
  const today = vietnamDate(systemClock.now());
  const present = facts.posts.filter(({ validTo, isCalledOff }) => !isCalledOff && (validTo === null || validTo >= today));
  return [
    ...rows.flatMap(([name, value]) => (value === null ? [] : [`${name.padEnd(36)}${value}`])),
    ...section('Chức vụ / posts', present.map(postLine)),
    ...section('Trước đây / before', facts.posts.filter((post) => !present.includes(post)).map(postLine)),
    ...section(
      'Các địa chỉ / addresses',
      facts.addresses.map(
        ({ address, kind, until }) => `${address}  ${addressKindText[kind]}${until === null ? '' : `  đến / until ${until}`}`,
      ),
    ),
    ...section(
      'Tên cũ / former names',
      facts.formerNames.map(({ name, validFrom, validTo }) => `${name}  ${validFrom} – ${validTo}`),
    ),
    ...section('Thời gian vắng / away', facts.absences.map(absenceLine)),
    ...section('Được dùng hộp thư / may use', facts.mayUse.map(grantLine)),
    ...section('Hộp thư được dùng bởi / used by', facts.usedBy.map(grantLine)),
    ...section(
      'Mật khẩu ứng dụng / app passwords',
      facts.appPasswords.map(({ label, opens }) => `${label}: ${opens}`),
    ),
    ...section(
      'Kế hoạch / plans',
      facts.plans.map(({ id, title, effectiveOn }) => `${id}  ${effectiveOn}  ${title}`),
    ),
  ].join('\n');
}

function section(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', heading, ...lines.map((line) => `  ${line}`)];
}

function postLine({ unit, title, capacity, isMain, validFrom, validTo, isCalledOff }: PostFact): string {
  const days = isCalledOff ? `${validFrom} – huỷ / called off` : `${validFrom} – ${validTo ?? ''}`.trimEnd();
  return `${capacityText(capacity, title).vi}, ${unit}  ${days}${isMain ? '' : '  kiêm nhiệm / beside'}`;
}

function absenceLine({ kind, validFrom, validTo, deleteAfter, reason }: PersonFacts['absences'][number]): string {
  const kept = deleteAfter === null ? '' : `  hộp thư giữ đến / kept until ${deleteAfter}`;
  return `${standings[kind]}  ${validFrom} – ${validTo ?? ''}${kept}${reason === null ? '' : `  ${reason}`}`;
}

function grantLine({ who, rights, until }: GrantFact): string {
  return `${who}: ${rightsText(rights as readonly Right[])}${until === null ? '' : `  đến / until ${until}`}`;
}
