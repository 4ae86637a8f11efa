import { z } from '@hono/zod-openapi';
import { causes, certificateStates, settlements } from '#directory/certificates/certificate.ts';
import { certificateLimits } from '#directory/certificates/limits.ts';
import { reason } from './act-schemas.ts';
import { day } from './schemas.ts';

const id = z.int().positive();
const moment = z.iso.datetime();

export const certificateStateSchema = z.enum(certificateStates);

export const expiringQuery = z.coerce
  .number()
  .pipe(z.int().min(1).max(certificateLimits.expiringDaysMax))
  .optional()
  .openapi({ type: 'integer', description: 'Only those in use that end within so many days' });

export const certificateSchema = z
  .object({
    ...{ id, accountId: id, kind: z.enum(['personal', 'unit']), name: z.string(), address: z.string() },
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
    handOverTo: z.string().nullable().openapi({ description: 'Who gets a unit’s that is handed over' }),
  })
  .openapi('Certificate');

export const settleCertificateBody = z.strictObject({ as: z.enum(settlements), reason });

export const settledCertificateSchema = z
  .object({ id, address: z.string(), serial: z.string(), state: certificateStateSchema })
  .openapi('SettledCertificate');
