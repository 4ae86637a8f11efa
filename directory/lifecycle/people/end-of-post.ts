import type { EndedAppointment } from './person-deeds.ts';
import type { HeldPost, KnownPerson } from './person-state.ts';

/** Ends the day before. */
export function endOf(
  { appointmentId, postId, unitId, unit, title, kind, capacity }: Omit<HeldPost, 'isMain' | 'from' | 'until'>,
  { personId }: Pick<KnownPerson, 'personId'>,
  holder: string,
): EndedAppointment {
  return { appointmentId, postId, unitId, unit, title, kind, capacity, personId, holder };
}
