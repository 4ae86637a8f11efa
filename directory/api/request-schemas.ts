import { z } from '@hono/zod-openapi';
import { requestLimits } from '#directory/requests/limits.ts';
import { reasonSchema, requestLineSchema, titleSchema } from '#directory/requests/request-line.ts';
import { hats } from '#directory/requests/rules.ts';
import { lineStates, requestStates, stepNames } from '#directory/requests/tables.ts';
import { apiLimits } from './limits.ts';
import { day, inBoth } from './schemas.ts';

// What the API takes and gives of requests (docs/requests.md). Objects that are taken are strict.

const id = z.int().positive();
const moment = z.iso.datetime();
const state = z.enum(requestStates);
// Made again: what was made before there was `openapi`, wherever it is loaded first, does not have it.
const reason = reasonSchema.clone().openapi({ description: 'Why: told to the unit, and kept in the history' });
const dryRun = z.boolean().default(false).openapi({ description: 'Only show what would come of it: nothing is kept' });
const lineNumber = z.int().positive().openapi({ description: 'Of the line in its request, from 1' });

export const newRequestBody = z
  .strictObject({
    unit: id.openapi({ description: 'The unit that asks' }),
    title: titleSchema.optional(),
    lines: z.array(requestLineSchema).min(1).max(requestLimits.linesMax),
    dryRun,
  })
  .openapi('NewRequest');

export const gatheringBody = z.strictObject({
  requests: z.array(id).min(1).max(requestLimits.gatheredMax).openapi({ description: 'They wait at one unit' }),
  title: titleSchema.optional(),
});

export const correctionBody = z.strictObject({
  changes: z
    .array(
      z.discriminatedUnion('do', [
        z.strictObject({ do: z.literal('set'), number: lineNumber, line: requestLineSchema }),
        z.strictObject({ do: z.literal('strike'), number: lineNumber }),
        z.strictObject({ do: z.literal('add'), line: requestLineSchema }),
      ]),
    )
    .max(requestLimits.gatheredLinesMax),
  reason: reason.optional(),
});

export const withReasonBody = z.strictObject({ reason });
export const mayHaveReasonBody = z.strictObject({ reason: reason.optional() }).default({});

export const carryingOutBody = z
  .strictObject({
    partly: z
      .boolean()
      .default(false)
      .openapi({ description: 'Lines that cannot be done are refused, the others done; otherwise nothing is while any cannot' }),
    refuse: z
      .array(z.strictObject({ number: lineNumber, reason }))
      .max(requestLimits.gatheredLinesMax)
      .default([])
      .openapi({ description: 'Lines that are not to be done' }),
    reason: reason.optional(),
    dryRun,
  })
  .default({ partly: false, refuse: [], dryRun: false });

export const lineFileBody = z.strictObject({
  unit: id.openapi({ description: 'The unit that asks' }),
  file: z.base64().min(1).max(apiLimits.lineFileCharactersMax).openapi({ description: 'Its octets, in Base64' }),
});

export const filedLinesSchema = z
  .object({
    lines: z.array(z.object({ row: z.int(), line: requestLineSchema })).openapi({ description: 'None while anything is wrong' }),
    problems: z.array(inBoth.extend({ row: z.int().nullable(), column: z.string().nullable() })),
  })
  .openapi('FiledLines');

export const possibleStepSchema = z
  .object({
    step: z.enum(stepNames),
    as: z.enum(hats).nullable().openapi({ description: 'As what; null: not by who submitted it' }),
    because: inBoth.nullable().openapi({ description: 'Why not' }),
  })
  .openapi('PossibleStep');

const fault = inBoth.extend({ what: z.string() });
const found = fault.extend({ line: lineNumber, column: z.string().nullable() });

export const requestDoneSchema = z
  .object({
    id,
    state,
    atUnitId: id.nullable().openapi({ description: 'The unit above whose turn it is' }),
    dueOn: day.nullable().openapi({ description: 'The last day on which the next step is in time' }),
    version: z.int(),
    remarks: z.array(found).optional().openapi({ description: 'What may come right when other lines are done first' }),
  })
  .openapi('RequestDone');

export const checkedListSchema = z
  .object({
    state: z.literal('preview'),
    lines: z.array(z.object({ number: lineNumber, title: inBoth.nullable(), summary: z.array(inBoth) })),
    problems: z.array(found).openapi({ description: 'While there is any it cannot be made' }),
    remarks: z.array(found),
  })
  .openapi('RequestPreview');

const result = z.object({ name: z.string(), address: z.string(), summary: z.array(inBoth), effectiveOn: day }).nullable();
const doneLine = {
  number: lineNumber,
  asked: z.unknown().openapi({ description: 'As NewRequest has it' }),
  state: z.enum(lineStates),
  planId: id.nullable(),
  problems: z.array(fault).nullable().openapi({ description: 'Why it was refused' }),
  result: result.openapi({ description: 'Who it is about, and where they are reached' }),
};

export const carriedOutSchema = z
  .object({ state: z.union([state, z.literal('preview')]), id, version: z.int(), lines: z.array(z.object(doneLine)) })
  .openapi('RequestCarriedOut');

export const requestSchema = z
  .object({
    id,
    unitId: id,
    unit: z.string(),
    title: z.string(),
    state,
    atUnitId: id.nullable(),
    atUnit: z.string().nullable(),
    gatheredInto: id.nullable(),
    lines: z.int(),
    version: z.int(),
    madeBy: z.string().nullable(),
    madeAt: moment,
    since: moment.openapi({ description: 'When the turn began' }),
    dueOn: day.nullable(),
    settledAt: moment.nullable(),
  })
  .openapi('Request');

export const requestInFullSchema = requestSchema
  .omit({ lines: true })
  .extend({
    lines: z.array(
      z.object({
        ...doneLine,
        planState: z.enum(['planned', 'carried-out', 'cancelled']).nullable(),
        from: z.object({ requestId: id, number: lineNumber }).nullable().openapi({ description: 'The line it was gathered from' }),
      }),
    ),
    history: z.array(
      z.object({
        version: z.int(),
        at: moment,
        step: z.string(),
        by: z.string().nullable(),
        asUnit: z.string().nullable(),
        fromState: state.nullable(),
        toState: state,
        toUnit: z.string().nullable(),
        dueOn: day.nullable(),
        reason: z.string().nullable(),
        changes: z.array(z.unknown()),
      }),
    ),
    parts: z.array(z.object({ id, unit: z.string(), state })),
  })
  .openapi('RequestInFull');
