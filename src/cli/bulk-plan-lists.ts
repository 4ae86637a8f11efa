import type { BulkDeeds, BulkNotes, RecruitDeed } from '#directory/bulk/bulk-deeds.ts';
import { explained } from '#directory/bulk/summarise-batch.ts';
import { addressText } from '#directory/lifecycle/units/org-state.ts';
import { displayName } from '#directory/naming/person-name.ts';
import { textInBoth } from '#kernel/refusal.ts';
import { clashLine, type PlanList } from './plan-list.ts';

/** What the summary of a batch only counts. */
export function bulkLists({ recruits }: BulkDeeds, { clashes, likenesses, events }: BulkNotes): readonly PlanList[] {
  return [
    { heading: 'Có thể là người đã có / may be somebody known', lines: likenesses.map((one) => `${one.vi} / ${one.en}`) },
    { heading: 'Địa chỉ trùng / clashes', lines: clashes.map((clash) => `dòng / row ${clash.row}: ${clashLine(clash)}`) },
    {
      heading: 'Việc với người đã có / changes of people known',
      lines: events.map(({ row, title }) => `dòng / row ${row}: ${textInBoth(title)}`),
    },
    { heading: 'Người mới và địa chỉ / new people and their addresses', lines: recruits.map(recruitLine) },
  ];
}

function recruitLine({ row, name, title, unit, address, how }: RecruitDeed): string {
  const made = how === 'rule' ? '' : ` (${explained(how).vi})`;
  return `dòng / row ${row}: ${displayName(name)}, ${title}, ${unit}: ${addressText(address)}${made}`;
}
