import type { FactDifference, InBoth, PlanProblem } from '#directory/lifecycle/plan.ts';
import { addressText } from '#directory/lifecycle/units/org-state.ts';
import type { UnitDeeds, UnitNotes } from '#directory/lifecycle/units/unit-deeds.ts';
import { commandLimits } from './limits.ts';

interface ShownPlan {
  readonly title: InBoth;
  readonly summary: readonly InBoth[];
  readonly deeds: unknown;
  readonly notes: unknown;
}

export const inBoth = ({ vi, en }: InBoth) => (vi === en ? vi : `${vi} / ${en}`);

/** What a plan comes to and all that it does, Vietnamese first. Long lists are cut unless they are wanted in full. */
export function planText(
  { title, summary, deeds, notes }: ShownPlan,
  { effectiveOn, full }: { effectiveOn: string; full: boolean },
): string {
  const lists = listsOf(deeds as UnitDeeds, notes as UnitNotes).filter(({ lines }) => lines.length > 0);
  return [
    inBoth(title),
    `Có hiệu lực / takes effect: ${effectiveOn}`,
    '',
    ...summary.map((line) => `  • ${line.vi}\n    ${line.en}`),
    ...lists.flatMap(({ heading, lines }) => ['', heading, ...cut(lines, full).map((line) => `  ${line}`)]),
  ].join('\n');
}

export function problemsText(problems: readonly PlanProblem[], full: boolean): string {
  const lines = problems.map((problem) => `! ${problem.vi}\n  ${problem.en}`);
  return ['Chưa thể thực hiện / this stands in the way:', ...cut(lines, full)].join('\n');
}

export function differencesText(differences: readonly FactDifference[], full: boolean): string {
  const lines = differences.map(({ about, planned, now }) => `  ${about}\n    - ${planned ?? '—'}\n    + ${now ?? '—'}`);
  return ['Từ khi lập kế hoạch đã thay đổi / changed since the plan was made (- then, + now):', ...cut(lines, full)].join('\n');
}

function cut(lines: readonly string[], full: boolean): readonly string[] {
  const shown = full ? lines : lines.slice(0, commandLimits.planLinesMax);
  const left = lines.length - shown.length;
  return left === 0 ? shown : [...shown, `… và ${left} dòng nữa (--full) / and ${left} more`];
}

function listsOf(deeds: UnitDeeds, { clashes }: UnitNotes): readonly { readonly heading: string; readonly lines: readonly string[] }[] {
  return [
    { heading: 'Đơn vị mới / new units', lines: deeds.created.map(({ name, address }) => `${name}  ${addressText(address)}`) },
    { heading: 'Đơn vị thay đổi / units that change', lines: deeds.changed.map(changeLine) },
    { heading: 'Đơn vị kết thúc / units that end', lines: deeds.ended.map(endLine) },
    { heading: 'Mã định danh / identifiers', lines: deeds.identifiers.map(({ name, value }) => `${name}  ${value}`) },
    { heading: 'Địa chỉ trùng / clashes', lines: clashes.map(clashLine) },
    { heading: 'Địa chỉ mới / new addresses', lines: deeds.addresses.map(({ name, from, to }) => `${from} → ${addressText(to)}  ${name}`) },
    { heading: 'Chuyển sang đơn vị khác / posts that go on in another unit', lines: deeds.posts.map(postLine) },
  ];
}

function changeLine({ name, kind, code, parent, above, domain, profile, was }: UnitDeeds['changed'][number]): string {
  const changes = [
    was.name === name ? null : `tên / name: ${name}`,
    was.parent === parent ? null : `cấp trên / unit above: ${was.above ?? '—'} → ${above ?? '—'}`,
    was.domain === domain ? null : `${was.domain} → ${domain}`,
    was.kind === kind ? null : `${was.kind} → ${kind}`,
    was.code === code ? null : `mã / code: ${was.code ?? '—'} → ${code ?? '—'}`,
    was.profile === profile ? null : `quy tắc / profile: ${was.profile ?? '—'} → ${profile ?? '—'}`,
  ];
  return `${was.name}: ${changes.filter((change) => change !== null).join('; ')}`;
}

const endings = { merge: 'nhập vào / merges into', split: 'tách thành / is split into', dissolve: 'giải thể / is dissolved' } as const;

function endLine({ name, how, heirs }: UnitDeeds['ended'][number]): string {
  const names = heirs.map((heir) => heir.name).join(', ');
  if (how === 'dissolve') return `${name}: ${endings.dissolve}${names === '' ? '' : `; tiếp nhận / heir: ${names}`}`;
  return `${name}: ${endings[how]} ${names}`;
}

function clashLine({ name, from, wanted, takenBy, proposals, given }: UnitNotes['clashes'][number]): string {
  const others = proposals.map(({ localPart }) => localPart).filter((localPart) => localPart !== given?.localPart);
  return [
    `${name}${from === null ? '' : ` (${from})`}: ${wanted} của / belongs to ${takenBy}`,
    given === null ? 'CHƯA CHỌN / not chosen' : `→ ${given.localPart} (${given.how})`,
    ...(others.length === 0 ? [] : [`khác / others: ${others.join(', ')}`]),
  ].join('; ');
}

function postLine({ holder, title, was, kind }: UnitDeeds['posts'][number]): string {
  return `${holder}, ${title}${was === kind ? '' : ` (${was} → ${kind})`}`;
}
