import { z } from '@hono/zod-openapi';
import { settingsLimits } from '#directory/settings/limits.ts';
import { isPlainText } from '#kernel/plain-text.ts';
import { reason } from './act-schemas.ts';

const inBoth = z.object({ vi: z.string(), en: z.string() });
const key = z.string().min(1).max(100).openapi({ example: 'web.idleMinutes' });
const line = z.string().max(settingsLimits.textCharactersMax).refine(isPlainText, 'một dòng chữ, không định dạng / one line of plain text');
const item = z.union([line, z.number()]);
const value = z
  .union([item, z.boolean(), z.array(item).max(settingsLimits.itemsMax)])
  .nullable()
  .openapi({ description: 'null: nothing is set' });

const form = z
  .object({
    is: z.enum(['number', 'choice', 'list', 'yes-no', 'text']),
    minimum: z.number().nullable().optional(),
    maximum: z.number().nullable().optional(),
    choices: z.array(z.object({ value: z.string(), name: inBoth })).optional(),
    of: z.enum(['number', 'text']).optional().openapi({ description: 'Of a list' }),
    itemsMin: z.int().optional(),
    itemsMax: z.int().nullable().optional(),
    charactersMax: z.int().nullable().optional(),
  })
  .openapi({ description: 'What a form can show of what is taken; the server decides' });

export const settingSchema = z
  .object({
    key,
    environmentName: z.string(),
    ...{ name: inBoth, help: inBoth, unit: inBoth.nullable(), form },
    fallback: value.openapi({ description: 'What holds where nothing is set' }),
    value: value.openapi({ description: 'In force; of a secret null' }),
    isSecret: z.boolean(),
    isSet: z.boolean(),
    source: z.enum(['file', 'environment', 'command-line', 'default']),
    next: value.openapi({ description: 'In force after a restart; of a secret null' }),
    waitsForRestart: z.boolean(),
    closed: inBoth.nullable().openapi({ description: 'Why it is not changed here' }),
  })
  .openapi('Setting');

export const settingsSchema = z
  .object({
    file: z.string().openapi({ description: 'On the server' }),
    exists: z.boolean().openapi({ description: 'False: it would be made' }),
    isWritable: z.boolean(),
    faults: z.array(z.string()).openapi({ description: 'What is wrong with the file as it is now: a start would fail' }),
    sections: z.array(z.object({ section: z.string(), name: inBoth, items: z.array(settingSchema) })),
    former: z
      .array(z.object({ name: z.string(), replacedAt: z.iso.datetime() }))
      .openapi({ description: 'The file as it was before changes, the newest first' }),
  })
  .openapi('Settings');

export const settingsBody = z
  .strictObject({
    changes: z
      .array(z.strictObject({ key, value: value.openapi({ description: 'null: taken out of the file, so that the default holds' }) }))
      .min(1)
      .max(settingsLimits.changesMax)
      .optional(),
    reason: reason.optional(),
    restore: z
      .string()
      .min(1)
      .max(300)
      .optional()
      .openapi({ description: 'A former file: what it has otherwise, of what may be changed here' }),
  })
  .refine(({ changes, restore }) => (changes === undefined) !== (restore === undefined), 'changes hoặc restore / changes or restore')
  .refine(({ changes = [] }) => new Set(changes.map((one) => one.key)).size === changes.length, 'mỗi cài đặt một lần / each setting once');

export const settingDifferencesSchema = z
  .object({
    differences: z.array(z.object({ key, name: inBoth, before: value, after: value })),
    takesRestart: z.boolean().openapi({ description: 'What is written counts from the next start on' }),
  })
  .openapi('SettingDifferences');
