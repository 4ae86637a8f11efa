import { z } from '@hono/zod-openapi';
import { causes, certificateStates, settlements } from '#directory/certificates/certificate.ts';
import { certificateLimits } from '#directory/certificates/limits.ts';
import { isPlainText } from '#kernel/plain-text.ts';
import { reason } from './act-schemas.ts';
import { day } from './schemas.ts';

const id = z.int().positive();
const moment = z.iso.datetime();
const onePlainLine = 'một dòng chữ, không định dạng / one line of plain text';

export const certificateStateSchema = z.enum(certificateStates);

export const expiringQuery = z.coerce
  .number()
  .pipe(z.int().min(1).max(certificateLimits.expiringDaysMax))
  .optional()
  .openapi({ type: 'integer', description: 'Only those in use that end within so many days' });

export const certificateSchema = z
  .object({
    ...{ id, accountId: id, kind: z.enum(['personal', 'unit']), name: z.string(), address: z.string() },
    ...{ personId: id.nullable(), unitId: id.nullable() },
    post: z.string().nullable().openapi({ description: 'It was issued for; null: for the person or the unit' }),
    serial: z.string().openapi({ description: 'Hexadecimal' }),
    ...{ issuer: z.string(), subject: z.string() },
    addresses: z.array(z.string()).openapi({ description: 'That it names' }),
    keyUsage: z.array(z.string()),
    ...{ notBefore: moment, notAfter: moment },
    fingerprint: z.string().openapi({ description: 'SHA-256 of its octets, hexadecimal' }),
    state: certificateStateSchema.openapi({ description: 'What is asked (to-…) or was done; it proves nothing of who issued it' }),
    since: day,
    cause: z.enum(causes).nullable().openapi({ description: 'Why something is asked' }),
    reason: z.string().nullable(),
    planId: id.nullable().openapi({ description: 'The plan by which it is' }),
    settlements: z.array(z.enum(settlements)).openapi({ description: 'What can be said to be done with it' }),
    handOverTo: z.string().nullable().openapi({ description: 'Who gets a unit’s that is handed over' }),
  })
  .openapi('Certificate');

const change = z.object({
  ...{ at: moment, state: certificateStateSchema, since: day, cause: z.enum(causes).nullable(), reason: z.string().nullable() },
  planId: id.nullable(),
  by: z.string().nullable().openapi({ description: 'An address; null: at the console, or by a job' }),
});

export const certificateInFullSchema = certificateSchema
  .extend({
    pem: z.string(),
    history: z.array(change).openapi({ description: 'Everything that it has been, the first first' }),
  })
  .openapi('CertificateInFull');

export const addCertificateBody = z.strictObject({
  accountId: id.openapi({ description: 'Whose: a person’s account or a unit’s' }),
  file: z.base64().min(1).max(certificateLimits.fileCharactersMax).openapi({
    description: 'PEM, DER or PKCS#7 (.p7b), in Base64; never a private key',
    example: 'MAA=',
  }),
  post: z
    .strictObject({
      unitId: id,
      title: z.string().trim().min(1).max(certificateLimits.titleCharactersMax).refine(isPlainText, onePlainLine),
    })
    .optional()
    .openapi({ description: 'It was issued for; left out: for the person or the unit' }),
  reason: reason.optional().openapi({ description: 'Needed where it names none of the account’s addresses' }),
  dryRun: z.boolean().default(false).openapi({ description: 'What it says of itself and whether it would be entered; nothing is' }),
});

export const addedCertificateSchema = certificateSchema
  .pick({ serial: true, issuer: true, subject: true, addresses: true, keyUsage: true, notBefore: true, notAfter: true })
  .extend({ id: id.nullable().openapi({ description: 'null: a dry run' }) })
  .openapi('AddedCertificate');

export const settleCertificateBody = z.strictObject({ as: z.enum(settlements), reason });

export const settledCertificateSchema = z
  .object({ id, address: z.string(), serial: z.string(), state: certificateStateSchema })
  .openapi('SettledCertificate');
