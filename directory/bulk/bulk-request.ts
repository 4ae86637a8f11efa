import { z } from 'zod';
import { personRequestSchema } from '#directory/lifecycle/people/person-request.ts';
import { nameCharactersMax } from '#directory/naming/limits.ts';
import { nameOrders } from '#directory/naming/person-name.ts';
import { capacities, postKinds } from '#directory/org/tables.ts';
import { isPlainText } from '#kernel/plain-text.ts';
import { bulkLimits } from './limits.ts';

const line = z.string().trim().max(nameCharactersMax).refine(isPlainText, 'một dòng chữ, không định dạng / one line of plain text');
const text = line.min(1);
const rowNumber = z
  .int()
  .min(1)
  .max(2 ** 31 - 1);

/** Somebody new, in one post. */
export const recruitSchema = z.strictObject({
  row: rowNumber,
  name: z.strictObject({ family: line, middle: line, given: text, order: z.enum(nameOrders).default('family-first') }),
  birthDate: z.iso.date().nullable(),
  /** `#12`, an address, a name, or a name and one above it: lifecycle/units/find-unit.ts. */
  unit: text,
  title: text,
  /** null: that of the post of this title in the unit, else staff. */
  kind: z.enum(postKinds).nullable(),
  capacity: z.enum(capacities),
  /** The last day; null: until further notice. */
  until: z.iso.date().nullable(),
  /** A local part chosen by hand. */
  wanted: text.toLowerCase().nullable(),
  /** Looks like somebody who is known, and is somebody else. */
  isNamesake: z.boolean(),
  reason: text.nullable(),
});
export type Recruit = z.infer<typeof recruitSchema>;

/** Something in the service of somebody who is there already, as a plan for that person. */
export const eventRowSchema = z.strictObject({ row: rowNumber, request: personRequestSchema });
export type EventRow = z.infer<typeof eventRowSchema>;

/** What a batch is asked to do: the rows of a table that could be read. Rows are looked at one after another, by the schemas above. */
export const bulkRequestSchema = z.strictObject({
  /** What the file is called, for people. */
  file: line,
  recruits: z.array(z.unknown()).max(bulkLimits.rowsMax),
  events: z.array(z.unknown()).max(bulkLimits.eventsMax),
  /** Whether those concerned are told by mail. */
  notify: z.boolean().default(true),
  /** Of a taken address: give the best proposal, or have somebody choose first. */
  clashes: z.enum(['best', 'ask']).default('best'),
});

export interface BulkRequest extends Omit<z.infer<typeof bulkRequestSchema>, 'recruits' | 'events'> {
  readonly recruits: readonly Recruit[];
  readonly events: readonly EventRow[];
}
