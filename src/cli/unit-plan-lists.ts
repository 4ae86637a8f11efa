import { addressText } from '#directory/lifecycle/units/org-state.ts';
import type { UnitDeeds, UnitNotes } from '#directory/lifecycle/units/unit-deeds.ts';
import { clashLine, type PlanList } from './plan-list.ts';

/** All that a plan for units does. */
export function unitLists(deeds: UnitDeeds, { clashes }: UnitNotes): readonly PlanList[] {
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

function postLine({ holder, title, was, kind }: UnitDeeds['posts'][number]): string {
  return `${holder}, ${title}${was === kind ? '' : ` (${was} → ${kind})`}`;
}
