import { createHmac, randomBytes } from 'node:crypto';
import type { AccountId } from '#kernel/ids.ts';
import { recoveryCodeLimits } from './limits.ts';

// As app passwords: Crockford's base 32, read from paper and typed.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const form = new RegExp(`^[${alphabet}]{${recoveryCodeLimits.characters}}$`);

/** Ten codes, each good once. */
export function makeRecoveryCodes(): string[] {
  return Array.from({ length: recoveryCodeLimits.count }, () =>
    [...randomBytes(recoveryCodeLimits.characters)].map((octet) => alphabet[octet & 31]).join(''),
  );
}

/** In two groups, as they are shown once: `k3f90-a2c7m`. */
export function showRecoveryCode(code: string): string {
  const half = code.length / 2;
  return `${code.slice(0, half)}-${code.slice(half)}`;
}

/** Reads what a person typed, as `parseAppPassword` does. */
export function parseRecoveryCode(text: string): string | null {
  const plain = text.toLowerCase().replace(/[\s-]/g, '').replace(/[il]/g, '1').replaceAll('o', '0');
  return form.test(plain) ? plain : null;
}

/** What is stored. */
export function recoveryCodeMac(key: Buffer, accountId: AccountId, code: string): Buffer {
  return createHmac('sha256', key).update(`recovery-code:${accountId}:${code}`).digest();
}
