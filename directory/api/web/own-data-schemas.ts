import { z } from '@hono/zod-openapi';
import { mailPrograms } from '#directory/access/mail-programs.ts';
import { rights } from '#directory/access/rights.ts';
import { correctionFields, correctionStates } from '#directory/own-data/correction-sql.ts';
import { correctionLimits } from '#directory/own-data/limits.ts';
import { isPlainText } from '#kernel/plain-text.ts';
import { streamSafe } from '#kernel/stream-safe.ts';

// What people see and have of their own data, and how their mail programs are set up.

const id = z.int().positive();
const moment = z.iso.datetime();
const onePlainLine = (charactersMax: number) =>
  z
    .string()
    // A letter may have two marks of its own; beyond, composing them takes the longer the more there are.
    .max(charactersMax * 3)
    .transform((text) => streamSafe(text).normalize('NFC').trim())
    .pipe(z.string().min(1).max(charactersMax).refine(isPlainText, 'một dòng chữ, không định dạng / one line of plain text'));

export const mailSetupSchema = z
  .object({
    ...{ hostname: z.string(), imaps: z.int(), submissions: z.int() },
    guide: z.string().openapi({ description: 'The public page that says the same, for a phone to open' }),
    ca: z
      .object({ fingerprint: z.string().openapi({ description: 'SHA-256, in groups' }), url: z.string() })
      .nullable()
      .openapi({ description: 'What each device has to trust first; null: nothing' }),
    programs: z.array(
      z.object({
        program: z.enum(mailPrograms),
        steps: z.array(z.array(z.object({ as: z.enum(['text', 'menu', 'value']), text: z.string() }))),
      }),
    ),
  })
  .openapi('MailSetup');

export const ownMailboxesSchema = z
  .object({
    items: z.array(
      z.object({
        ...{ accountId: id, address: z.string(), name: z.string(), kind: z.enum(['personal', 'unit']), isOwn: z.boolean() },
        rights: z.array(z.enum(rights)),
        mayManage: z.boolean().openapi({ description: 'May see and end whoever’s app passwords open it' }),
        ...{ usedOctets: z.int(), quotaOctets: z.int(), usedMessages: z.int(), quotaMessages: z.int().nullable() },
      }),
    ),
  })
  .openapi('OwnMailboxes');

export const openingAppPasswordsSchema = z
  .object({
    items: z.array(
      z.object({
        ...{ id: z.string(), label: z.string(), program: z.enum(mailPrograms).nullable() },
        owner: z.object({ name: z.string(), address: z.string(), isMe: z.boolean() }),
        ...{ createdAt: moment, expiresAt: moment.nullable(), lastUsedAt: moment.nullable() },
      }),
    ),
  })
  .openapi('OpeningAppPasswords');

export const signInsSchema = z
  .object({
    items: z.array(
      z.object({
        outcome: z.enum(['signed-in', 'failed', 'blocked']),
        via: z.string(),
        network: z.string().openapi({ description: '*: from too many to tell apart' }),
        by: z.string().nullable().openapi({ description: 'password, app-password, api-token, web-session; null: nothing was proved' }),
        ...{ credentialId: z.string().nullable(), label: z.string().nullable(), program: z.enum(mailPrograms).nullable() },
        userAgent: z.string().nullable(),
        opens: z.string().nullable().openapi({ description: 'The mailbox, where it is not one’s own' }),
        ...{ count: z.int(), firstAt: moment, lastAt: moment },
        unusual: z.array(z.enum(['new-network', 'new-browser', 'wrong-from-elsewhere'])),
      }),
    ),
  })
  .openapi('OwnSignIns');

export const correctionBody = z.strictObject({
  field: z.enum(correctionFields),
  wanted: onePlainLine(correctionLimits.valueCharactersMax).openapi({ description: 'How it should be', example: 'Nguyễn Văn Ánh' }),
  note: onePlainLine(correctionLimits.noteCharactersMax).optional().openapi({ description: 'By which paper, say' }),
});

const correctionShape = {
  ...{ id, field: z.enum(correctionFields), present: z.string(), wanted: z.string(), note: z.string().nullable(), askedAt: moment },
  ...{ state: z.enum(correctionStates), answer: z.string().nullable(), answeredAt: moment.nullable() },
};
export const correctionSchema = z.object(correctionShape).openapi('Correction');
export const ownCorrectionsSchema = z.object({ items: z.array(correctionSchema) }).openapi('OwnCorrections');

export const askedCorrectionSchema = z
  .object({
    ...correctionShape,
    ...{ personId: id, name: z.string(), address: z.string(), answeredBy: z.string().nullable() },
  })
  .openapi('AskedCorrection');
export const askedCorrectionsSchema = z.object({ items: z.array(askedCorrectionSchema) }).openapi('AskedCorrections');

export const answerBody = z.strictObject({
  outcome: z.enum(['carried-out', 'refused']),
  text: onePlainLine(correctionLimits.answerCharactersMax).optional().openapi({ description: 'Needed with `refused`', example: 'QĐ 12' }),
});
export const answeredSchema = z.object({ id, state: z.enum(['carried-out', 'refused']) }).openapi('AnsweredCorrection');

/** Moments as JSON has them. */
export function shownCorrection<Row extends { readonly askedAt: Date; readonly answeredAt: Date | null }>({
  askedAt,
  answeredAt,
  ...row
}: Row) {
  return { ...row, askedAt: askedAt.toISOString(), answeredAt: answeredAt?.toISOString() ?? null };
}
