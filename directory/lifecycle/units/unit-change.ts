import { z } from 'zod';
import { nameCharactersMax } from '#directory/naming/limits.ts';
import { unitKinds } from '#directory/naming/unit-kind.ts';
import { unitCodeShape } from '#directory/naming/unit-mailbox-name.ts';
import { isPlainText } from '#kernel/plain-text.ts';
import { streamSafe } from '#kernel/stream-safe.ts';
import { isMeantDay } from '#kernel/vietnam-time.ts';
import { unitChangesMax } from '../limits.ts';

// How a unit is named in a request: see find-unit.ts.
const unit = z.string().trim().min(1, 'tên đơn vị / the name of a unit');
const name = z
  .string()
  .trim()
  .min(1, 'tên gọi / a name')
  .max(nameCharactersMax)
  .refine(isPlainText, 'một dòng chữ, không định dạng / one line of plain text')
  .transform((text) => text.normalize('NFC'));
const code = z.string().regex(unitCodeShape, 'chữ a-z và số / letters a-z and digits with single . - _ between');
const domain = z
  .string()
  .max(253)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/, 'tên miền thư, chữ thường / a mail domain in lower case');
const profile = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'tên một quy tắc đặt tên / the id of a naming profile');
const address = z.string().trim().toLowerCase();
const people = z.array(address).default([]);

const splitPart = z.union([
  unit.transform((text) => ({ unit: text, people: [] as string[] })),
  z.strictObject({ unit, people }),
  // A new unit of the same kind, in the same place.
  z.strictObject({ new: name, code: code.optional(), people }),
]);

const change = z.discriminatedUnion(
  'do',
  [
    z.strictObject({
      do: z.literal('create'),
      name,
      kind: z.enum(unitKinds),
      under: unit.nullable(),
      code: code.optional(),
      domain: domain.optional(),
      profile: profile.optional(),
    }),
    z.strictObject({ do: z.literal('rename'), unit, name }),
    z.strictObject({ do: z.literal('move'), unit, under: unit.nullable() }),
    z.strictObject({ do: z.literal('move-all'), from: unit, kind: z.enum(unitKinds).optional(), under: unit }),
    z.strictObject({ do: z.literal('domain'), unit, domain }),
    z.strictObject({ do: z.literal('kind'), unit, kind: z.enum(unitKinds) }),
    z.strictObject({ do: z.literal('code'), unit, code: code.nullable() }),
    z.strictObject({ do: z.literal('naming'), unit, profile: profile.nullable() }),
    z.strictObject({ do: z.literal('identifier'), unit, value: z.string() }),
    z.strictObject({ do: z.literal('merge'), unit, into: unit }),
    z.strictObject({ do: z.literal('split'), unit, into: z.array(splitPart).min(2, 'ít nhất hai đơn vị / two units at least') }),
    // heir: takes over posts and mailbox; without one nobody may be left in the unit.
    z.strictObject({ do: z.literal('dissolve'), unit, heir: unit.optional() }),
  ],
  { error: 'do: create, rename, move, move-all, domain, kind, code, naming, identifier, merge, split hay / or dissolve' },
);
export type UnitChange = z.infer<typeof change>;
export type Doing = UnitChange['do'];
export type ChangeTo<Do extends Doing> = Extract<UnitChange, { do: Do }>;

const day = z.iso.date('một ngày như 2025-07-01 / a date as 2025-07-01').refine(isMeantDay, 'từ năm 1900 đến 2999 / from 1900 to 2999');

/** What is asked of a plan for units: changes carried out together, and what becomes of addresses (REQ-DIR-13). */
export const unitRequestSchema = z.strictObject({
  title: name.optional(),
  /** keep: everybody keeps the address they have. renew: addresses follow the rule, the old ones become receiving aliases. */
  addresses: z.enum(['keep', 'renew']).default('keep'),
  /** How long old addresses receive: the last day, or for ever. */
  oldAddresses: z.union([z.literal('forever'), day]).default('forever'),
  /** Of a clash: give the best proposal, or have somebody choose first. */
  clashes: z.enum(['best', 'ask']).default('best'),
  /** Local parts chosen by hand, by old address; for a new unit by its name. */
  choose: z
    .record(
      z.string().transform((text) => streamSafe(text).normalize('NFC')),
      z.string(),
    )
    .default({}),
  /** Domains that are to be new: any other unknown one is a slip of the pen. */
  newDomains: z.array(domain).default([]),
  /** Whether people and units with a new address are told by mail. */
  notify: z.boolean().default(true),
  changes: z.array(change).min(1, 'ít nhất một thay đổi / one change at least').max(unitChangesMax),
});
export type UnitRequest = z.infer<typeof unitRequestSchema>;

/** A file of changes: the request, with its day. */
export const unitRequestFileSchema = unitRequestSchema.extend({ effectiveOn: day.optional() });
