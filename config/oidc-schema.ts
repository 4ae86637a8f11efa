import { z } from 'zod';
import { oidc as told } from './told-oidc.ts';

// RFC 6749 §3.3, appendix A.4.
const scope = z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/, 'must be a scope such as email');
const value = z.string().min(1).max(200);
const label = z.string().trim().min(1).max(60);

/** The identity provider by which people may sign in to the web application. */
export const oidcSchema = z
  .strictObject({
    issuer: z.url().refine(isSafe, 'must be an https address, without ? and # (http on this machine itself alone)').meta(told.issuer),
    clientId: z.string().min(1).max(255).meta(told.clientId),
    clientSecret: z.string().min(1).max(1_000).optional().meta(told.clientSecret),
    clientSecretFile: z.string().min(1).optional().meta(told.clientSecretFile),
    labelVi: label.default('Đăng nhập một lần (SSO)').meta(told.labelVi),
    labelEn: label.default('Single sign-on (SSO)').meta(told.labelEn),
    scopes: z
      .array(scope)
      .max(20)
      .refine((scopes) => scopes.includes('openid'), 'openid is one of them')
      .default(['openid', 'email'])
      .meta(told.scopes),
    accountClaim: z.string().min(1).max(100).default('email').meta(told.accountClaim),
    unverifiedEmail: z.boolean().default(false).meta(told.unverifiedEmail),
    factorAcr: z.array(value.regex(/^\S+$/, 'has no space')).max(20).default([]).meta(told.factorAcr),
    factorAmr: z.array(value).max(20).default([]).meta(told.factorAmr),
    signOutThere: z.boolean().default(false).meta(told.signOutThere),
  })
  .refine(
    ({ clientSecret, clientSecretFile }) => clientSecret === undefined || clientSecretFile === undefined,
    'give either clientSecret or clientSecretFile',
  );

/** OpenID Connect Discovery 1.0 §3: https, without query and fragment. In the clear only where nobody can listen. */
function isSafe(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.search !== '' || url.hash !== '' || url.username !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname));
}
