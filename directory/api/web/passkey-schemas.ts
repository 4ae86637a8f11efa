import { z } from '@hono/zod-openapi';
import { passkeyLimits } from '#directory/access/web-session/passkeys/limits.ts';
import { isPlainText } from '#kernel/plain-text.ts';

// W3C Web Authentication Level 3, as far as the web application and its browser say it: octets in base64url without padding.

const octets = (charactersMax: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .max(charactersMax);
const charactersOf = (octetsMax: number) => Math.ceil((octetsMax * 4) / 3);
const moment = z.iso.datetime();

const credentialId = octets(charactersOf(passkeyLimits.credentialIdOctetsMax)).openapi({ example: 'k7f3c0J8Qm2Zr1xS0aVwLg' });
const clientDataJSON = octets(passkeyLimits.clientDataCharactersMax).openapi({ example: 'e30' });

/** Members of what `navigator.credentials.get` gives. */
export const assertionBody = z
  .strictObject({
    ...{ id: credentialId, clientDataJSON },
    authenticatorData: octets(passkeyLimits.authenticatorDataCharactersMax),
    signature: octets(passkeyLimits.signatureCharactersMax),
    userHandle: octets(charactersOf(64)).optional().openapi({ description: 'Needed to sign in' }),
  })
  .openapi('PasskeyAssertion');

export const passkeyName = z
  .string()
  .trim()
  .min(1)
  .max(passkeyLimits.nameCharactersMax)
  .refine(isPlainText, 'một dòng chữ, không định dạng / one line of plain text')
  .openapi({ description: 'What its owner calls it', example: 'Điện thoại' });

/** Members of what `navigator.credentials.create` gives, and a name. */
export const attestationBody = z
  .strictObject({
    ...{ name: passkeyName, id: credentialId, clientDataJSON },
    attestationObject: octets(passkeyLimits.attestationCharactersMax).openapi({ example: 'oA' }),
    transports: z.array(z.string().regex(/^[a-z-]{1,32}$/)).max(passkeyLimits.transportsMax),
  })
  .openapi('PasskeyAttestation');
export const passkeyNameBody = z.strictObject({ name: passkeyName });

const descriptor = z.object({ type: z.literal('public-key'), id: z.string(), transports: z.array(z.string()) });

export const assertionOptionsSchema = z
  .object({
    ...{ rpId: z.string(), challenge: z.string(), timeout: z.int(), userVerification: z.literal('required') },
    allowCredentials: z.array(descriptor),
  })
  .openapi('PasskeyAssertionOptions');

export const attestationOptionsSchema = z
  .object({
    rp: z.object({ id: z.string(), name: z.string() }),
    user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
    challenge: z.string(),
    pubKeyCredParams: z.array(z.object({ type: z.literal('public-key'), alg: z.int() })),
    timeout: z.int(),
    excludeCredentials: z.array(descriptor),
    authenticatorSelection: z.object({
      residentKey: z.literal('required'),
      requireResidentKey: z.boolean(),
      userVerification: z.literal('required'),
    }),
    attestation: z.literal('none'),
  })
  .openapi('PasskeyAttestationOptions');

export const addedPasskeySchema = z
  .object({
    id: z.string(),
    recoveryCodes: z.array(z.string()).nullable().openapi({ description: 'Where it is the first second factor; shown this once' }),
  })
  .openapi('AddedPasskey');

export const ownPasskeysSchema = z
  .object({
    max: z.int().openapi({ description: 'So many an account may have' }),
    hosts: z.array(z.string()).openapi({ description: 'Names of this server at which passkeys are made' }),
    here: z.string().nullable().openapi({ description: 'That of them this page was opened at; null: none' }),
    items: z.array(
      z.object({
        ...{ id: z.string(), name: z.string(), host: z.string() },
        isSynced: z.boolean().openapi({ description: 'Its owner’s other devices may have it too' }),
        isBackedUp: z.boolean(),
        ...{ madeAt: moment, lastUsedAt: moment.nullable() },
      }),
    ),
  })
  .openapi('OwnPasskeys');
