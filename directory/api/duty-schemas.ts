import { z } from '@hono/zod-openapi';
import { outageLimits } from '#directory/duties/limits.ts';
import { outageKinds } from '#directory/duties/tables.ts';
import { day } from './schemas.ts';

const id = z.int().positive();
const moment = z.iso.datetime();

export const spanQuery = {
  from: day.optional().openapi({ description: 'The first day; thirty days unless asked otherwise' }),
  to: day.optional().openapi({ description: 'The last day; of duties yesterday unless asked otherwise' }),
};

const dayCount = z.object({ required: z.int(), met: z.int() }).openapi('DayCount');
const duties = z
  .object({
    mailbox: dayCount.openapi({ description: 'The unit’s mailbox, read in each part of the day' }),
    head: dayCount.openapi({ description: 'The unit’s mailbox, looked at by its head' }),
    people: dayCount.extend({ count: z.int() }).openapi({ description: 'Mailboxes of those whose main post is there' }),
  })
  .openapi('Duties');

export const unitDutiesSchema = z
  .object({
    unitId: id,
    parentId: id.nullable(),
    name: z.string(),
    own: duties,
    all: duties.openapi({ description: 'With the units below it' }),
  })
  .openapi('UnitDuties');

export const dutiesSchema = z.object({ from: day, to: day, items: z.array(unitDutiesSchema) }).openapi('DutyReport');

export const mailboxDutiesSchema = z
  .object({
    ...{ from: day, to: day },
    items: z.array(
      z.object({
        ...{ accountId: id, kind: z.enum(['personal', 'unit']), name: z.string(), address: z.string() },
        ...dayCount.shape,
      }),
    ),
  })
  .openapi('MailboxDuties');

export const accountDutySchema = z
  .object({
    ...{ accountId: id, kind: z.enum(['personal', 'unit']), name: z.string(), address: z.string(), unitId: id.nullable() },
    mailbox: dayCount,
    head: dayCount.nullable().openapi({ description: 'Of a unit’s mailbox' }),
    days: z
      .array(
        z.object({
          day,
          isMet: z.boolean(),
          parts: z.array(
            z.object({
              part: z.string().openapi({ example: '00:00-12:00' }),
              by: z.array(z.string()).openapi({ description: 'Who looked' }),
            }),
          ),
          head: z.boolean().nullable().openapi({ description: 'Whether the head looked; null: nobody heads it that day' }),
        }),
      )
      .openapi({ description: 'Days on which somebody is held to read it' }),
  })
  .openapi('AccountDuty');

export const ownDutySchema = z
  .object({
    day,
    isCounted: z.boolean().openapi({ description: 'False: nobody is held to read today' }),
    mailboxes: z.array(
      z.object({
        ...{ accountId: id, kind: z.enum(['personal', 'unit']), name: z.string(), address: z.string() },
        parts: z.array(
          z.object({ part: z.string().openapi({ example: '00:00-12:00' }), is: z.enum(['over', 'now', 'later']), isLooked: z.boolean() }),
        ),
        head: z.boolean().nullable().openapi({ description: 'Whether the head has looked; null: there is none, or it is a person’s' }),
      }),
    ),
  })
  .openapi('OwnDuty');

export const newOutageBody = z.strictObject({
  kind: z.enum(['planned', 'unplanned']),
  beginsAt: moment,
  endsAt: moment.nullable().openapi({ description: 'null: it goes on' }),
  note: z.string().max(outageLimits.noteCharactersMax),
});
export const endedOutageBody = z.strictObject({ endsAt: moment.optional().openapi({ description: 'Left out: now' }) });

export const notedOutageSchema = z
  .object({ id, kind: z.enum(outageKinds), beginsAt: moment, endsAt: moment.nullable(), note: z.string() })
  .openapi('NotedOutage');

export const outagesSchema = z
  .object({
    ...{ from: day, to: day },
    workingMinutes: z.int().openapi({ description: 'Within these days up to now; what several outages tell of counts once' }),
    paperProcedures: z.int().openapi({ description: 'How many of them that have begun meant paper procedure' }),
    items: z.array(
      z.object({
        id,
        kind: z.enum(outageKinds).openapi({ description: 'stopped: the program found it by itself' }),
        beginsAt: moment,
        endsAt: moment.nullable().openapi({ description: 'null: it goes on' }),
        note: z.string(),
        workingMinutes: z.int(),
        needsPaper: z.boolean().openapi({ description: 'More than four working hours' }),
      }),
    ),
  })
  .openapi('OutageReport');
