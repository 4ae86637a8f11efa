import { z } from 'zod';
import { nameCharactersMax } from '#directory/naming/limits.ts';
import { nameOrders } from '#directory/naming/person-name.ts';
import { capacities, postKinds } from '#directory/org/tables.ts';
import { isPlainText } from '#kernel/plain-text.ts';
import { streamSafe } from '#kernel/stream-safe.ts';
import { isMeantDay } from '#kernel/vietnam-time.ts';
import { keptDaysDefault, keptDaysMax, postsAtOnceMax } from '../limits.ts';

const plain = 'một dòng chữ, không định dạng / one line of plain text';
const text = (what: string) => z.string().trim().min(1, what).max(nameCharactersMax).refine(isPlainText, plain);
const oneLine = z.string().transform((value) =>
  streamSafe(value)
    .normalize('NFC')
    .replace(/[^\S\u2028\u2029]+/gu, ' '),
);
const nfc = (what: string) => oneLine.pipe(text(what));
const day = z.iso.date('một ngày như 2025-07-01 / a date as 2025-07-01').refine(isMeantDay, 'từ năm 1900 đến 2999 / from 1900 to 2999');

// How a unit is named: units/find-unit.ts. How a person is: known-person-sql.ts.
const unit = text('tên đơn vị / the name of a unit');
const person = text('địa chỉ, họ tên hay #số / an address, a name or #number');

const personName = z.strictObject({
  family: z.string().max(nameCharactersMax).refine(isPlainText, plain).default(''),
  middle: z.string().max(nameCharactersMax).refine(isPlainText, plain).default(''),
  given: text('tên / a given name'),
  order: z.enum(nameOrders).default('family-first'),
});

const newPerson = z.strictObject({
  name: personName,
  birthDate: day.nullable().default(null),
  /** Somebody else of the same name is known, and this is not that person. */
  isNamesake: z.boolean().default(false),
});

const post = z.strictObject({
  unit,
  title: nfc('tên chức vụ / the title of the post'),
  /** Left out: that of the post of this title in the unit, else staff. */
  kind: z.enum(postKinds).optional(),
  capacity: z.enum(capacities).default('full'),
  /** The last day; left out: until further notice. */
  until: day.optional(),
});
export type PostRequest = z.infer<typeof post>;

const posts = {
  posts: z.array(post).max(postsAtOnceMax),
  /** refuse: a head in the way is a problem. replace: their appointment ends. deputy: who comes is a deputy. beside: acts while the head is away. */
  ifHeaded: z.enum(['refuse', 'replace', 'deputy', 'beside']).default('refuse'),
  /** Groups by name or #number. */
  join: z.array(text('tên nhóm / the name of a group')).max(postsAtOnceMax).default([]),
};

const naming = {
  /** A local part chosen by hand. */
  address: z.string().trim().toLowerCase().max(nameCharactersMax).optional(),
  clashes: z.enum(['best', 'ask']).default('best'),
  /** How long the old address receives: the last day, or for ever. */
  oldAddresses: z.union([z.literal('forever'), day]).default('forever'),
};

/** Who writes is answered with where to write instead (RFC 3834), up to and including a day. false: nobody is. */
const autoReply = z.union([
  z.literal(false),
  z.strictObject({
    /** Left out: the unit's mailbox of who leaves, the new address of who moves. */
    contact: z.email('một địa chỉ thư / an address').max(nameCharactersMax).toLowerCase().optional(),
    until: day.optional(),
  }),
]);

const common = {
  reason: nfc('lý do / a reason').optional(),
  /** Whether those concerned are told by mail. */
  notify: z.boolean().default(true),
};
const addresses = z.enum(['keep', 'renew']);

/** One event in the life of an account (REQ-ACC-3), as it is asked of a plan. */
export const personRequestSchema = z.discriminatedUnion('do', [
  z.strictObject({
    ...{ do: z.literal('appoint'), person: z.union([person, newPerson]), ...posts, ...naming, ...common },
    /** Whether the first of the posts becomes the main one; of somebody without a post it always does. */
    main: z.boolean().default(false),
    addresses: addresses.default('keep'),
  }),
  z.strictObject({
    ...{ do: z.literal('transfer'), person, ...posts, ...naming, ...common },
    /** Units whose posts end; none: all posts end. */
    from: z.array(unit).max(postsAtOnceMax).default([]),
    /** At the old address, where there is a new one. */
    autoReply: autoReply.default(false),
    addresses: addresses.default('renew'),
  }),
  z.strictObject({
    ...{ do: z.literal('leave'), person, ...common },
    /** The last day on which mail is received; left out: as long as the mailbox is kept. */
    receiveUntil: day.optional(),
    /** So many days after the day of leaving the mailbox may be deleted, never at once (REQ-ACC-6). */
    keptDays: z.int().min(1).max(keptDaysMax).default(keptDaysDefault),
    /** Who may read the mailbox from then on, and until when. */
    lend: z.strictObject({ to: person, until: day }).optional(),
    autoReply: autoReply.default({}),
  }),
  z.strictObject({
    ...{ do: z.literal('suspend'), person, ...common },
    /** The last day; the day after the person returns by a plan of its own. Left out: until somebody brings them back. */
    until: day.optional(),
  }),
  z.strictObject({ do: z.literal('return'), person, ...common }),
  z.strictObject({ do: z.literal('lend'), person, to: person, until: day, ...common }),
  z.strictObject({
    ...{ do: z.literal('rename'), person, name: personName, ...naming, ...common },
    addresses: addresses.default('keep'),
  }),
]);
export type PersonRequest = z.infer<typeof personRequestSchema>;
export type PersonEvent = PersonRequest['do'];
export type RequestTo<Event extends PersonEvent> = Extract<PersonRequest, { do: Event }>;
export type NewPerson = z.infer<typeof newPerson>;
