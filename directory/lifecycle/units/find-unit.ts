import { closest } from '#directory/naming/closest.ts';
import { streamSafe } from '#kernel/stream-safe.ts';
import type { PlanProblem } from '../plan.ts';
import type { DraftedUnits, DraftUnit } from './draft.ts';
import { addressText } from './org-state.ts';

const below = / < /;

/**
 * The unit that a text names: `#12`, its address, its name, or its name and one above it (`Xã Yên Mỹ < Huyện Chợ Đồn`). Exact but for
 * the form of Unicode: marks and case make different units. A name that the changes so far gave goes before one they took away.
 */
export function findUnit(draft: DraftedUnits, text: string): DraftUnit | PlanProblem {
  const wanted = streamSafe(text).normalize('NFC').trim();
  const living = [...draft.units.values()].filter(({ ending }) => ending === null);
  const found = candidates(draft, living, wanted);
  if (found.length === 1) return found[0]!;
  return found.length === 0 ? unknown(draft, living, wanted) : ambiguous(draft, found, wanted);
}

export function isProblem(found: DraftUnit | PlanProblem): found is PlanProblem {
  return 'what' in found;
}

function candidates(draft: DraftedUnits, living: readonly DraftUnit[], wanted: string): readonly DraftUnit[] {
  if (/^#\d+$/.test(wanted)) return living.filter(({ key }) => key === Number(wanted.slice(1)));
  if (wanted.includes('@')) {
    const address = wanted.toLowerCase();
    return living.filter(({ before }) => before?.address && addressText(before.address) === address);
  }
  const [name, ...above] = wanted.split(below);
  const named = living.filter((unit) => unit.name === name);
  const among = named.length > 0 ? named : living.filter(({ before }) => before?.name === name);
  return among.filter((unit) => above.every((one) => namesAbove(draft, unit).includes(one)));
}

function namesAbove(draft: DraftedUnits, unit: DraftUnit): readonly string[] {
  const names: string[] = [];
  for (let at = unit.parent; at !== null && names.length < draft.units.size; ) {
    const above = draft.units.get(at);
    if (above === undefined) break;
    names.push(above.name);
    at = above.parent;
  }
  // Where it was before counts too: two communes of one name are told apart by districts that they have just left.
  for (let at = unit.before?.parentId ?? null; at !== null && names.length < 2 * draft.units.size; ) {
    const above = draft.units.get(at)?.before;
    if (!above) break;
    names.push(above.name);
    at = above.parentId;
  }
  return names;
}

function unknown(draft: DraftedUnits, living: readonly DraftUnit[], wanted: string): PlanProblem {
  const ended = [...draft.units.values()].some(({ ending, name }) => ending !== null && name === wanted);
  if (ended)
    return {
      what: 'ended-unit',
      vi: `Đơn vị “${wanted}” đã kết thúc bởi một thay đổi trước đó`,
      en: `The unit “${wanted}” has been ended by a change before this one`,
    };
  const meant = closest(
    wanted.split(below)[0]!,
    living.map(({ name }) => name),
  );
  return {
    what: 'unknown-unit',
    vi: `Không có đơn vị “${wanted}”${meant === undefined ? '' : `; có phải là “${meant}”?`}`,
    en: `There is no unit “${wanted}”${meant === undefined ? '' : `; did you mean “${meant}”?`}`,
  };
}

function ambiguous(draft: DraftedUnits, found: readonly DraftUnit[], wanted: string): PlanProblem {
  const ways = found.map((unit) => `${unit.name} < ${namesAbove(draft, unit)[0] ?? '—'} (#${unit.key})`).join('; ');
  return {
    what: 'ambiguous-unit',
    vi: `Có ${found.length} đơn vị tên “${wanted}”; hãy nói rõ: ${ways}`,
    en: `${found.length} units are called “${wanted}”; say which: ${ways}`,
  };
}
