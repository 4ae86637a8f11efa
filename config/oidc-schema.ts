import { z } from 'zod';

// RFC 6749 §3.3, appendix A.4.
const scope = z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/, 'must be a scope such as email');
const value = z.string().min(1).max(200);
const label = z.string().trim().min(1).max(60);

/** The identity provider by which people may sign in to the web application. */
export const oidcSchema = z
  .strictObject({
    issuer: z.url().refine(isSafe, 'must be an https address, without ? and # (http on this machine itself alone)'),
    clientId: z.string().min(1).max(255),
    clientSecret: z.string().min(1).max(1_000).optional(),
    clientSecretFile: z.string().min(1).optional(),
    labelVi: label.default('Đăng nhập một lần (SSO)'),
    labelEn: label.default('Single sign-on (SSO)'),
    scopes: z
      .array(scope)
      .max(20)
      .refine((scopes) => scopes.includes('openid'), 'openid is one of them')
      .default(['openid', 'email']),
    accountClaim: z.string().min(1).max(100).default('email'),
    unverifiedEmail: z.boolean().default(false),
    factorAcr: z.array(value.regex(/^\S+$/, 'has no space')).max(20).default([]),
    factorAmr: z.array(value).max(20).default([]),
    signOutThere: z.boolean().default(false),
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
