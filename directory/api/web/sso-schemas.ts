import { z } from '@hono/zod-openapi';
import { oidcLimits } from '#directory/access/oidc/limits.ts';
import { signedInSchema } from './own-schemas.ts';

// Signing in by the province's identity provider. Texts are looked at where they mean something; these keep nonsense out.

export const signInWaysSchema = z
  .object({ sso: z.object({ label: z.string() }).nullable().openapi({ description: 'What stands on its button; null: there is none' }) })
  .openapi('SignInWays');

export const beginSsoBody = z.strictObject({
  returnTo: z
    .string()
    .max(oidcLimits.pathCharactersMax)
    .optional()
    .openapi({ description: 'A path of the application to be at afterwards; anything else is its first page', example: '/admin/people' }),
  anew: z.boolean().optional().openapi({ description: 'The provider asks who it is, though somebody is signed in there' }),
});
export const ssoAddressSchema = z
  .object({ address: z.string().openapi({ description: 'Where the browser goes, at the provider' }) })
  .openapi('SsoAddress');

export const ssoAnswerBody = z.strictObject({
  query: z
    .string()
    .max(oidcLimits.answerCharactersMax)
    .openapi({ description: 'Of the address that the provider sent the browser to', example: '?code=abc&state=xyz' }),
});
export const signedInBySsoSchema = signedInSchema.extend({ returnTo: z.string() }).openapi('SignedInBySso');

export const ownSsoSchema = z
  .object({
    label: z.string().nullable().openapi({ description: 'Of its button; null: there is no identity provider' }),
    links: z.array(z.object({ issuer: z.string(), linkedAt: z.iso.datetime(), usedAt: z.iso.datetime() })),
  })
  .openapi('OwnSso');

export const signedOutSchema = z
  .object({ goOnAt: z.string().openapi({ description: 'Where the browser goes to sign out at the identity provider too' }) })
  .openapi('SignedOut');
export const ssoUnlinkedSchema = z.object({ id: z.int().positive(), hasSso: z.literal(false) }).openapi('SsoUnlinked');
