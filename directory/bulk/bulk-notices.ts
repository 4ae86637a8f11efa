import { capacityText } from '#directory/lifecycle/people/capacity-text.ts';
import { outerLines, ownLines } from '#directory/lifecycle/people/summarise-person.ts';
import { addressText } from '#directory/lifecycle/units/org-state.ts';
import { displayName } from '#directory/naming/person-name.ts';
import type { Notice } from '#directory/org/mail-port.ts';
import type { AccountId, UnitId } from '#kernel/ids.ts';
import type { InBoth } from '#kernel/refusal.ts';
import type { BulkDeeds, BulkNotes, EventDeed, RecruitDeed } from './bulk-deeds.ts';
import { bulkLimits } from './limits.ts';

/** Who is told: everybody new, whoever goes on reading their mail, and each unit once for all its rows. */
export function noticeCounts(deeds: BulkDeeds): BulkNotes['notices'] {
  if (!deeds.notify) return { people: 0, units: 0 };
  return { people: deeds.recruits.length + deeds.events.filter(readsOn).length, units: linesByUnit(deeds).size };
}

export function readsOn({ deeds: { event } }: EventDeed): boolean {
  return event !== 'leave' && event !== 'suspend';
}

/** What became of a unit's people, a line each. */
export function linesByUnit({ recruits, events }: BulkDeeds): ReadonlyMap<UnitId, readonly InBoth[]> {
  const lines = new Map<UnitId, InBoth[]>();
  const tell = (unitId: UnitId, line: InBoth) => {
    const known = lines.get(unitId);
    if (known === undefined) lines.set(unitId, [line]);
    else known.push(line);
  };
  for (const recruit of recruits) tell(recruit.unitId, recruitLine(recruit));
  for (const { deeds } of events)
    for (const unitId of new Set([...deeds.ends, ...deeds.begins].map((post) => post.unitId)))
      for (const line of outerLines(deeds))
        tell(unitId, { vi: `${deeds.person.name}: ${line.vi}`, en: `${deeds.person.name}: ${line.en}` });
  return lines;
}

function recruitLine({ name, capacity, title, address }: RecruitDeed): InBoth {
  const post = capacityText(capacity, title);
  const who = `${displayName(name)} <${addressText(address)}>`;
  return { vi: `${who}: ${post.vi}`, en: `${who}: ${post.en}` };
}

interface Told {
  readonly accountId: AccountId;
  readonly address: string;
}

export function welcome({ accountId, address }: Told, { title, unit, capacity }: RecruitDeed, on: string): Notice {
  const post = capacityText(capacity, title);
  const subject = 'Hộp thư công vụ của ông/bà đã được cấp';
  const lines = [
    subject,
    `Địa chỉ: ${address}`,
    `Từ ngày ${on}: ${post.vi}, ${unit}`,
    '',
    'Your official mailbox has been made',
    `Address: ${address}`,
    `From ${on}: ${post.en}, ${unit}`,
    '',
  ];
  return { accountId, address, subject, text: lines.join('\n') };
}

export function ownNotice(told: Told, { title, notes }: BulkNotes['events'][number], { deeds }: EventDeed, on: string): Notice {
  return { ...told, subject: title.vi, text: textOf(title, ownLines(deeds, notes), on) };
}

export function unitNotice(told: Told, lines: readonly InBoth[], on: string): Notice {
  const title = {
    vi: `Thay đổi về cán bộ của đơn vị: ${lines.length} dòng`,
    en: `Changes of the people of your unit: ${lines.length} lines`,
  };
  return { ...told, subject: title.vi, text: textOf(title, lines, on) };
}

export function takenBackNotice(
  { accountId, address }: Told,
  people: readonly { readonly name: string; readonly address: string }[],
): Notice {
  const title = { vi: `Hộp thư cấp nhầm đã thu lại: ${people.length}`, en: `Mailboxes made by mistake were taken back: ${people.length}` };
  const lines = people.map((one) => `- ${one.name} <${one.address}>`);
  const shown = [...lines.slice(0, bulkLimits.noticeLinesMax), ...(lines.length > bulkLimits.noticeLinesMax ? ['- …'] : [])];
  return { accountId, address, subject: title.vi, text: [title.vi, title.en, ...shown, ''].join('\n') };
}

function textOf(title: InBoth, lines: readonly InBoth[], on: string): string {
  const more = lines.length - bulkLimits.noticeLinesMax;
  const rest = more > 0 ? [{ vi: `… và ${more} dòng nữa`, en: `… and ${more} more` }] : [];
  const part = (language: 'vi' | 'en', from: string) => [
    title[language],
    `${from} ${on}`,
    ...[...lines.slice(0, bulkLimits.noticeLinesMax), ...rest].map((line) => `- ${line[language]}`),
  ];
  return [...part('vi', 'Có hiệu lực từ ngày'), '', ...part('en', 'Takes effect on'), ''].join('\n');
}
