import { z } from '@hono/zod-openapi';
import { credentialLimits } from '#directory/access/limits.ts';
import { mailPrograms } from '#directory/access/mail-programs.ts';
import { accessActs } from '#directory/access/roles/policy.ts';
import { roles } from '#directory/access/roles/role.ts';
import { capacities, postKinds } from '#directory/org/tables.ts';
import { isPlainText } from '#kernel/plain-text.ts';
import { day } from '../schemas.ts';

// What a person does with their own sign-in, in the web application. Lengths are checked where they mean something; these keep nonsense out.

const id = z.int().positive();
const moment = z.iso.datetime();
/** Said to nobody again, looked at in whole: not trimmed, not normalised here. */
const secret = z.string().min(1).max(credentialLimits.passwordOctetsMax);
const code = z.string().min(6).max(32);
const proofs = z.array(z.enum(['password', 'totp', 'recovery-code', 'passkey', 'oidc', 'oidc-factor']));

export const signInBody = z.strictObject({
  address: z.string().min(1).max(320).openapi({ description: 'Any live address of one’s own', example: 'anhnv.tt@backan.gov.vn' }),
  password: secret,
});
export const secondFactorBody = z.union([z.strictObject({ totp: code }), z.strictObject({ recoveryCode: code })]);
export const stepUpBody = z.union([z.strictObject({ password: secret }), z.strictObject({ totp: code })]);
export const passwordBody = z.strictObject({ current: secret, next: secret });
export const codeBody = z.strictObject({ code });
export const appPasswordBody = z.strictObject({
  label: z
    .string()
    .min(1)
    .max(200)
    .refine(isPlainText, 'một dòng chữ, không định dạng / one line of plain text')
    .openapi({ description: 'What it is for', example: 'Điện thoại' }),
  program: z
    .enum(mailPrograms)
    .optional()
    .openapi({ description: 'The program it is for; `apple` brings a profile, `android-thunderbird` a code' }),
  opens: id.optional().openapi({ description: 'The account it opens, such as a unit’s; one’s own where left out' }),
});

export const signedInSchema = z
  .object({
    state: z.enum(['signed-in', 'second-factor']),
    factors: z
      .array(z.enum(['totp', 'passkey', 'recovery-code']))
      .optional()
      .openapi({ description: 'By what it is finished' }),
  })
  .openapi('SignedIn');

export const whoAmISchema = z
  .object({
    accountId: id,
    personId: id,
    name: z.string(),
    address: z.string(),
    addresses: z.array(z.string()),
    language: z.enum(['vi', 'en']).openapi({ description: 'Of this answer: as the request asks for' }),
    posts: z.array(
      z.object({
        unitId: id,
        unit: z.string(),
        title: z.string(),
        kind: z.enum(postKinds),
        capacity: z.enum(capacities),
        isMain: z.boolean(),
      }),
    ),
    heads: z
      .array(z.object({ unitId: id, name: z.string(), address: z.string().nullable() }))
      .openapi({ description: 'Units headed today' }),
    roles: z
      .array(z.object({ role: z.enum(roles), unitId: id.nullable(), unit: z.string().nullable(), validTo: day.nullable() }))
      .openapi({ description: 'In force today; unit: with what stands below it' }),
    acts: z.array(z.enum(accessActs as [string, ...string[]])).openapi({
      description: 'What may be done to what is nobody’s in particular. Within a unit or to an account it depends on which',
    }),
    session: z.object({ id: z.string(), proofs, provedSecondsAgo: z.int(), stepUpSeconds: z.int() }).openapi({
      description: 'Dangerous acts take a proof younger than stepUpSeconds',
    }),
    secondFactor: z.object({
      ...{ isOn: z.boolean(), kinds: z.array(z.enum(['totp', 'passkey'])), isRequired: z.boolean(), recoveryCodesLeft: z.int() },
    }),
    mustChangePassword: z.boolean(),
    mustSetUpSecondFactor: z.boolean(),
  })
  .openapi('WhoAmI');

export const ownSessionsSchema = z
  .object({
    items: z.array(
      z.object({
        ...{ id: z.string(), isThis: z.boolean(), network: z.string(), userAgent: z.string(), proofs },
        ...{ createdAt: moment, usedAt: moment, endsAt: moment },
      }),
    ),
  })
  .openapi('OwnSessions');

export const endedSchema = z.object({ ended: z.int() }).openapi('EndedSessions');

export const totpOfferSchema = z
  .object({ secret: z.string().openapi({ description: 'Base 32, to be typed where nothing can be scanned' }), uri: z.string() })
  .openapi('TotpOffer');

export const recoveryCodesSchema = z
  .object({ recoveryCodes: z.array(z.string()).openapi({ description: 'Shown this once' }) })
  .openapi('RecoveryCodes');

export const secondFactorResetSchema = z.object({ id, secondFactor: z.literal('none') }).openapi('SecondFactorReset');

export const ownAppPasswordSchema = z
  .object({
    ...{ id: z.string(), label: z.string(), program: z.enum(mailPrograms).nullable(), opens: z.string() },
    ...{ createdAt: moment, expiresAt: moment.nullable(), lastUsedAt: moment.nullable() },
  })
  .openapi('OwnAppPassword');
export const ownAppPasswordsSchema = z.object({ items: z.array(ownAppPasswordSchema) }).openapi('OwnAppPasswords');
export const madeAppPasswordSchema = z
  .object({
    ...{ id: z.string(), userName: z.string(), password: z.string().openapi({ description: 'Shown this once' }) },
    mobileCode: z.string().nullable().openapi({ description: 'For `android-thunderbird`: what it reads as a QR code; holds the password' }),
    profile: z
      .object({ url: z.string(), code: z.string(), endsAt: moment, isSigned: z.boolean() })
      .nullable()
      .openapi({ description: 'For `apple`: where a phone fetches its profile, once, with the code, which is in no address' }),
  })
  .openapi('MadeAppPassword');

/** Ids of sessions and app passwords: letters, digits, - and _. */
export const textIdParam = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,32}$/)
    .openapi({ description: 'Its id', param: { name: 'id', in: 'path' }, example: '7k3f90' }),
});
