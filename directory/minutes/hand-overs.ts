import type { PersonDeeds } from '#directory/lifecycle/people/person-deeds.ts';
import { addressText } from '#directory/lifecycle/units/org-state.ts';
import { shortDay } from '#directory/official-papers/vietnamese-text.ts';
import type { UnitId } from '#kernel/ids.ts';
import type { HeadedUnit } from './minutes.ts';

/** A mailbox that goes from one to another; null: nobody yet, or nobody before. */
export interface HandOver {
  readonly mailbox: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly how: string;
}

export const administration = 'Quản trị hệ thống';

/** Which mailboxes change hands by the event, a unit's with its head. */
export function handOversOf(deeds: PersonDeeds, units: readonly HeadedUnit[]): readonly HandOver[] {
  const coming = headedBy(deeds.begins);
  const leaving = headedBy(deeds.ends.filter(({ personId }) => personId === deeds.person.personId));
  return [...ownMailbox(deeds), ...units.flatMap((unit) => unitMailbox(deeds, unit, coming.has(unit.unitId), leaving.has(unit.unitId)))];
}

/** Units whose head comes or goes. */
export function unitsConcerned({ begins, ends }: PersonDeeds): readonly UnitId[] {
  return [...new Set([...headedBy(begins), ...headedBy(ends)])];
}

function headedBy(posts: readonly { readonly unitId: UnitId; readonly kind: string }[]): ReadonlySet<UnitId> {
  return new Set(posts.filter(({ kind }) => kind === 'head').map(({ unitId }) => unitId));
}

function unitMailbox({ person }: PersonDeeds, unit: HeadedUnit, isComing: boolean, isLeaving: boolean): readonly HandOver[] {
  const { mailbox, predecessor, successor } = unit;
  // Who stays head of the unit in another post of it hands nothing over.
  if (mailbox === null || isComing === isLeaving) return [];
  const how = `hộp thư đơn vị: ${unit.unit}`;
  if (isComing) return [{ mailbox, from: predecessor, to: person.name, how }];
  return [{ mailbox, from: person.name, to: successor, how }];
}

function ownMailbox({ creates, person, standing, keeping, grants }: PersonDeeds): readonly HandOver[] {
  const { name, address: mailbox } = person;
  const lent = grants.map(({ to, until }) => ({ mailbox, from: name, to: to.name, how: `để đọc, đến hết ngày ${shortDay(until)}` }));
  if (creates !== null) return [{ mailbox: addressText(creates.address), from: administration, to: name, how: 'hộp thư cá nhân, cấp mới' }];
  if (standing === 'in-service') return [{ mailbox, from: administration, to: name, how: 'hộp thư cá nhân, mở lại' }];
  if (standing === 'suspended')
    return [{ mailbox, from: name, to: administration, how: 'tạm đóng cho đến khi trở lại; vẫn nhận thư' }, ...lent];
  if (keeping === null) return lent;
  const { receiveUntil, deleteAfter } = keeping;
  const how = `nhận thư đến hết ngày ${shortDay(receiveUntil)}, lưu giữ đến hết ngày ${shortDay(deleteAfter)}`;
  return [{ mailbox, from: name, to: administration, how }, ...lent];
}
