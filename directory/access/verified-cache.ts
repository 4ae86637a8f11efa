import { createHmac, randomBytes } from 'node:crypto';
import type { AccountId } from '#kernel/ids.ts';
import { verifiedCacheLimits } from './limits.ts';

interface Proof {
  readonly accountId: AccountId;
  /** As stored now: after a change of password nothing that proved the old one is found. */
  readonly phc: string;
  readonly password: string;
}

/**
 * Passwords that argon2id found right a moment ago, so that a client's ten connections cost one hash. Kept as an HMAC under a key
 * that only this process has; forgotten after a minute, and all at once when the access generation moves.
 */
export interface VerifiedCache {
  has(proof: Proof): boolean;
  add(proof: Proof): void;
  clear(): void;
}

export function makeVerifiedCache(limits: { keptMsMax: number; entriesMax: number } = verifiedCacheLimits): VerifiedCache {
  const key = randomBytes(32);
  // In order of insertion, so of age.
  const addedAt = new Map<string, number>();
  const nameOf = ({ accountId, phc, password }: Proof) =>
    createHmac('sha256', key)
      .update(JSON.stringify([accountId, phc, password.normalize('NFC')]))
      .digest('base64');

  return {
    has(proof) {
      const at = addedAt.get(nameOf(proof));
      return at !== undefined && performance.now() - at < limits.keptMsMax;
    },
    add(proof) {
      const name = nameOf(proof);
      addedAt.delete(name);
      addedAt.set(name, performance.now());
      if (addedAt.size <= limits.entriesMax) return;
      const [oldest] = addedAt.keys();
      addedAt.delete(oldest!);
    },
    clear: () => addedAt.clear(),
  };
}
