import type { Capacity } from '#directory/org/tables.ts';
import type { InBoth } from '#kernel/refusal.ts';

/** Quyền Giám đốc, Phụ trách Phòng…: how a post is called that somebody does not hold in full. */
export function capacityText(capacity: Capacity, title: string): InBoth {
  if (capacity === 'acting') return { vi: `Quyền ${title}`, en: `${title} (acting)` };
  if (capacity === 'in-charge') return { vi: `Phụ trách: ${title}`, en: `${title} (in charge)` };
  return { vi: title, en: title };
}
