import { z } from 'zod';
import { nameCharactersMax } from '#directory/naming/limits.ts';
import { capacities, postKinds } from '#directory/org/tables.ts';
import { isPlainText } from '#kernel/plain-text.ts';
import { streamSafe } from '#kernel/stream-safe.ts';
import { isMeantDay } from '#kernel/vietnam-time.ts';
import { requestLimits } from './limits.ts';

const plain = 'một dòng chữ, không định dạng / one line of plain text';
const needed = 'không được để trống / must not be empty';
const oneLine = (charactersMax: number) =>
  z
    .string()
    .transform((value) =>
      streamSafe(value)
        .normalize('NFC')
        .replace(/[^\S\u2028\u2029]+/gu, ' '),
    )
    .pipe(z.string().trim().min(1, needed).max(charactersMax).refine(isPlainText, plain));
const text = oneLine(nameCharactersMax);
const day = z.iso.date('một ngày như 2026-07-01 / a date as 2026-07-01').refine(isMeantDay, 'từ năm 1900 đến 2999 / from 1900 to 2999');

export const reasonSchema = oneLine(requestLimits.reasonCharactersMax);
export const titleSchema = oneLine(requestLimits.titleCharactersMax);

const common = {
  /** The first day on which it holds; left out: the day on which it is carried out. */
  on: day.optional(),
  /** The number of the decision. */
  reason: reasonSchema.optional(),
};

/** Somebody known, and what they are called, where a list says both: of a slip in one the other tells. */
const known = { person: text, called: text.optional() };

/** A name as a whole, and what cannot be guessed of its parts. */
const name = { name: text, family: text.optional(), givenFirst: z.boolean().default(false) };

const post = {
  unit: text,
  post: text,
  /** Left out: that of the post of this title in the unit, else staff. */
  kind: z.enum(postKinds).optional(),
  capacity: z.enum(capacities).default('full'),
  /** The last day in the post. */
  until: day.optional(),
  ifHeaded: z.enum(['refuse', 'replace', 'deputy', 'beside']).default('refuse'),
};

/** A mailbox name that is wished for; the rule gives one otherwise. */
const address = { address: text.optional() };

/** One line of a list. How units and people are named: docs/units.md, docs/people.md. */
export const requestLineSchema = z.discriminatedUnion('do', [
  z.strictObject({
    ...{ do: z.literal('recruit'), ...name, birthDate: day.optional(), ...post, ...address, ...common },
    /** Somebody else of that name is known, and this is not that person. */
    isNamesake: z.boolean().default(false),
  }),
  z.strictObject({ do: z.literal('appoint'), ...known, ...post, main: z.boolean().default(false), ...common }),
  z.strictObject({ do: z.literal('transfer'), ...known, ...post, from: text.optional(), ...address, ...common }),
  z.strictObject({ do: z.literal('relieve'), ...known, from: text.optional(), ...common }),
  z.strictObject({ do: z.literal('leave'), ...known, ...common }),
  z.strictObject({ do: z.literal('suspend'), ...known, ...common }),
  z.strictObject({ do: z.literal('return'), ...known, ...common }),
  z.strictObject({ do: z.literal('rename'), person: text, ...name, ...common }),
]);
export type RequestLine = z.infer<typeof requestLineSchema>;
export type LineEvent = RequestLine['do'];
export const lineEvents = requestLineSchema.options.map((option) => option.shape.do.value);

type KeysOf<Line> = Line extends unknown ? keyof Line : never;
/** What a line may have: for programs the name of the member, in a file the column. */
export type LineColumn = KeysOf<RequestLine>;
