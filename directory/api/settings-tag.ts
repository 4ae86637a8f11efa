import { createHmac } from 'node:crypto';
import type { ApiDeps } from './api-env.ts';

/** What the tag of the settings is made of. Under a key: from a plain digest who knows the rest of the file could guess at a password in it. */
export function fileTag({ tokenKey }: Pick<ApiDeps, 'tokenKey'>, text: string | null): { readonly file: string | null } {
  return { file: text === null ? null : createHmac('sha256', tokenKey).update(`settings-file:${text}`).digest('base64url') };
}
