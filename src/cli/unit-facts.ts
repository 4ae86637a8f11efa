import { closest } from '#directory/naming/closest.ts';
import { findUnitsCalled, type Kin, readUnitFacts, type UnitFacts } from '#directory/org/unit-facts-sql.ts';
import { type ListedUnit, listUnits } from '#directory/org/unit-list-sql.ts';
import { type UnitNode, unitTree } from '#directory/portal/unit-tree.ts';
import type { Database } from '#io/database.ts';
import type { UnitId } from '#kernel/ids.ts';
import { openForCommand } from '#wiring/open-for-command.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf } from './common-options.ts';
import { unitKindText } from './kind-text.ts';
import { unitsCalledBelow } from './units-called-below.ts';

type Options = CommonOptions & { json?: boolean };

export async function showUnit(text: string, options: Options): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const facts = await readUnitFacts(opened.database, await theUnit(opened.database, text));
  if (facts === undefined) throw new Error(`không có đơn vị / no such unit: ${text}`);
  console.log(options.json === true ? JSON.stringify(facts, null, 2) : factsText(facts));
}

export async function showTree(from: string | undefined, options: Options): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const all = unitTree(await listUnits(opened.database));
  const top = from === undefined ? undefined : await theUnit(opened.database, from);
  const roots = top === undefined ? all : [...nodesOf(all)].filter(({ unit }) => unit.id === top);
  console.log(
    options.json === true ? JSON.stringify(roots.map(nodeJson), null, 2) : roots.flatMap((node) => treeLines(node, 0)).join('\n'),
  );
}

/** The one unit that is called so, of those there are or else of those there were. */
export async function theUnit(database: Database, text: string): Promise<UnitId> {
  const [name = text, above] = text.split(' < ').map((part) => part.trim());
  const called = await findUnitsCalled(database, name);
  const found = above === undefined ? called : await unitsCalledBelow(database, called, above);
  const living = found.filter(({ hasEnded }) => !hasEnded);
  const [unit, ...others] = living.length > 0 ? living : found;
  if (unit === undefined) {
    const meant = closest(
      name,
      (await listUnits(database)).map(({ name }) => name),
    );
    throw new Error(`không có đơn vị / no such unit: ${text}${meant === undefined ? '' : `; có phải / did you mean: ${meant}?`}`);
  }
  if (others.length === 0) return unit.id;
  const which = [unit, ...others].map((one) => `#${one.id} ${one.name}`).join(', ');
  throw new Error(`nhiều đơn vị tên như vậy / several units are called so: ${which}`);
}

function* nodesOf(nodes: readonly UnitNode[]): Iterable<UnitNode> {
  for (const node of nodes) {
    yield node;
    yield* nodesOf(node.children);
  }
}

function treeLines({ unit, children }: UnitNode, depth: number): readonly string[] {
  const line = `${'  '.repeat(depth)}${unit.name}${unit.address === null ? '' : `  <${unit.address}>`}  #${unit.id}`;
  return [line, ...children.flatMap((child) => treeLines(child, depth + 1))];
}

type UnitJson = Omit<ListedUnit, 'searchKey' | 'parentId'> & { readonly children: readonly UnitJson[] };

function nodeJson({ unit: { id, kind, name, address }, children }: UnitNode): UnitJson {
  return { id, kind, name, address, children: children.map(nodeJson) };
}

function factsText(facts: UnitFacts): string {
  const now = facts.versions.at(-1);
  const rows: readonly (readonly [string, string | null])[] = [
    ['Tên / name', `${now?.name} (#${facts.id})`],
    ['Loại / kind', now === undefined ? null : unitKindText[now.kind]],
    ['Cấp trên / unit above', now?.parent ?? '—'],
    ['Mã / code', now?.code ?? '—'],
    ['Tên miền / domain', now?.domain ?? null],
    ['Quy tắc / naming profile', now?.namingProfile ?? null],
    ['Từ ngày / since', facts.validFrom],
    ['Đến hết ngày / until', facts.validTo],
    ['Đứng đầu / head', facts.heads.join(', ') || '—'],
    ['Người, đơn vị dưới / people, units below', `${facts.people}, ${facts.unitsBelow}`],
  ];
  return [
    ...rows.flatMap(([name, value]) => (value === null ? [] : [`${name.padEnd(42)}${value}`])),
    ...section('Địa chỉ / addresses', facts.addresses.map(addressLine)),
    ...section(
      'Mã định danh / identifiers',
      facts.identifiers.map(({ scheme, value, validFrom, validTo }) => `${value}  ${scheme}  ${validFrom} – ${validTo ?? ''}`),
    ),
    ...section('Trước đây / formerly', facts.versions.slice(0, -1).map(versionLine)),
    ...section('Có nguồn gốc từ / came from', facts.cameFrom.map(kinLine)),
    ...section('Đã thành / became', facts.wentTo.map(kinLine)),
  ].join('\n');
}

function section(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', heading, ...lines.map((line) => `  ${line}`)];
}

function addressLine({ address, kind, receivesUntil }: UnitFacts['addresses'][number]): string {
  const kinds = { primary: '', alias: '  bí danh / alias', former: '  cũ / former' };
  return `${address}${kinds[kind]}${receivesUntil === null ? '' : `  đến / until ${receivesUntil}`}`;
}

function versionLine({ validFrom, validTo, name, parent, kind, code, domain }: UnitFacts['versions'][number]): string {
  const until = validTo !== null && validTo < validFrom ? 'thay ngay trong ngày / replaced the same day' : validTo;
  return `${validFrom} – ${until}  ${[name, kind, parent, code, domain].filter((part) => part !== null).join(' · ')}`;
}

const became = { merge: 'nhập / merged', split: 'tách / split', dissolve: 'giải thể / dissolved' } as const;

function kinLine({ unitId, name, how, on }: Kin): string {
  return `${on}  ${became[how]}  ${name} (#${unitId})`;
}
