import { z } from '@hono/zod-openapi';
import { tableEncodings } from '#directory/bulk/decode-text.ts';
import { planStates } from '#directory/org/tables.ts';
import { day, flagQuery, idParam, inBoth, planSchema, previewSchema } from './schemas.ts';

const count = z.int().nonnegative();

/** Beside the table, which is the body. */
export const batchQuery = z.strictObject({
  file: z.string().trim().min(1).max(200).default('danh-sach').openapi({ description: 'What the file is called, for people' }),
  effectiveOn: day.optional().openapi({ description: 'The first day on which it holds; left out: today, and it is carried out at once' }),
  encoding: z.enum(tableEncodings).optional().openapi({ description: 'Of a text file; left out: found out' }),
  dryRun: flagQuery('Only show what would be done, and everything that is wrong with the table'),
  table: flagQuery('With dryRun: where anything is wrong, give the table back as text, to be put right and sent again'),
  quiet: flagQuery('Tell nobody by mail'),
  ask: flagQuery('Stop at addresses that are taken instead of giving the best proposal'),
  reason: z.string().trim().min(1).max(500).optional().openapi({ description: 'For a second person, where a row takes two' }),
});

const rowProblem = z.object({
  ...{ what: z.string(), vi: z.string(), en: z.string() },
  row: z
    .int()
    .nullable()
    .openapi({ description: 'As the spreadsheet program numbers it, or the line of a text file; null: the file as a whole' }),
  column: z.string().nullable().openapi({ description: 'Its heading' }),
});

const textColumn = z.object({
  key: z.string().nullable().openapi({ description: 'null: a heading that is only nearly known' }),
  heading: z.string().openapi({ description: 'As it stands in the table' }),
  name: z.string().openapi({ description: 'As the template has it; problems are told by either' }),
  choices: z.array(z.string()).openapi({ description: 'What may stand in it, where that is a few words' }),
});

const textTable = z
  .object({
    headingRow: z.int(),
    columns: z.array(textColumn),
    others: z.array(textColumn).openapi({ description: 'Columns that it does not have and might' }),
    rows: z.array(z.object({ row: z.int(), cells: z.array(z.string()) })),
  })
  .openapi('TextTable');

export const batchPreviewSchema = previewSchema
  .omit({ kind: true })
  .extend({
    problems: z
      .array(rowProblem)
      .openapi({ description: 'Everything that is wrong, by row; while there is anything the table is refused' }),
    remarks: z.array(inBoth).openapi({ description: 'What was done to read the file' }),
    table: textTable.optional().openapi({ description: 'Where it was asked for and anything is wrong: the rows as they were read' }),
  })
  .openapi('BatchPreview');

export const batchSchema = planSchema
  .omit({ kind: true })
  .extend({
    rows: count.openapi({ description: 'Rows that were carried out' }),
    made: count.openapi({ description: 'Of them those that gave a mailbox' }),
    undone: count.openapi({ description: 'Of these those taken back' }),
  })
  .openapi('Batch');

export const batchInFullSchema = z
  .object({
    ...{ id: idParam.shape.id, title: z.string(), state: z.enum(planStates), effectiveOn: day, settledAt: z.iso.datetime().nullable() },
    summary: z.array(inBoth),
    people: z.array(
      z.object({
        ...{ row: z.int(), name: z.string(), birthDate: day.nullable(), unitId: z.int(), unit: z.string(), title: z.string() },
        ...{ address: z.string(), how: z.string(), accountId: z.int().nullable() },
        undoneAt: z.iso.datetime().nullable(),
      }),
    ),
    changes: z.array(z.object({ row: z.int(), title: inBoth })).openapi({ description: 'Rows about people who were there before' }),
  })
  .openapi('BatchInFull');

export const undoBody = z.strictObject({
  dryRun: z.boolean().default(false).openapi({ description: 'Only show what would be taken back' }),
});

const person = { row: z.int(), name: z.string(), address: z.string() };
export const undoneSchema = z
  .object({
    title: z.string(),
    takenBack: z.array(z.object(person)),
    kept: z.array(z.object({ ...person, why: z.array(inBoth) })).openapi({ description: 'What has been used since, or was there before' }),
  })
  .openapi('BatchUndone');
