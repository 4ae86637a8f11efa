import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Refusal, refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { argon2idLimits } from './limits.ts';
import { type Argon2idHash, formatPhc, parsePhc } from './phc.ts';
import { makeWorkSlots } from './work-slots.ts';

export interface Argon2idParameters {
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
}

/** Password hashing, a few at a time on other threads; refused as `throttled` when too many wait. */
export interface Argon2id {
  hash(password: string): Promise<Result<string>>;
  /** Whether `password` made `phc`. With null (nobody has that password) the same work is done and the answer is no. */
  verify(phc: string | null, password: string): Promise<Result<boolean>>;
  /** Whether a hash was made with other parameters than those of today. */
  needsRehash(phc: string): boolean;
}

interface Options {
  readonly parameters?: Argon2idParameters;
  readonly atOnceMax?: number;
  readonly waitingMax?: number;
}

export function makeArgon2id(options: Options = {}): Argon2id {
  const parameters = options.parameters ?? argon2idLimits;
  const slots = makeWorkSlots({ ...argon2idLimits, ...options });
  const nobody = freshHash(parameters);

  return {
    async hash(password) {
      const done = await slots.run(() => hashWith(parameters, password));
      return done ? ok(done.value) : refused(tooMany);
    },
    async verify(phc, password) {
      const stored = phc === null ? nobody : parsePhc(phc);
      if (!stored) throw new Error('a stored password hash is not argon2id within bounds');
      const done = await slots.run(() => derive(password, stored));
      if (!done) return refused(tooMany);
      return ok(timingSafeEqual(done.value, stored.tag) && phc !== null);
    },
    needsRehash(phc) {
      const stored = parsePhc(phc);
      if (!stored) return true;
      const { memoryKib, passes, lanes } = parameters;
      return stored.memoryKib !== memoryKib || stored.passes !== passes || stored.lanes !== lanes;
    },
  };
}

/** A hash for set-up and the command line, where nobody queues. */
export function hashPassword(password: string): Promise<string> {
  return hashWith(argon2idLimits, password);
}

async function hashWith(parameters: Argon2idParameters, password: string): Promise<string> {
  const made = freshHash(parameters);
  return formatPhc({ ...made, tag: await derive(password, made) });
}

function freshHash({ memoryKib, passes, lanes }: Argon2idParameters): Argon2idHash {
  const { saltOctets, tagOctets } = argon2idLimits;
  return { memoryKib, passes, lanes, salt: randomBytes(saltOctets), tag: Buffer.alloc(tagOctets) };
}

const tooMany: Refusal = refusal('throttled', 'Too many sign-ins at once, try again later', 'argon2id queue full');

/** Passwords are compared as NFC UTF-8, so that it does not matter how a keyboard composes `ậ` (RFC 8265 §4.2). */
function derive(password: string, hash: Argon2idHash): Promise<Buffer> {
  const parameters = {
    message: Buffer.from(password.normalize('NFC')),
    nonce: hash.salt,
    memory: hash.memoryKib,
    passes: hash.passes,
    parallelism: hash.lanes,
    tagLength: hash.tag.length,
  };
  return new Promise((resolve, reject) => {
    argon2('argon2id', parameters, (error, tag) => (error ? reject(new Error('argon2id failed', { cause: error })) : resolve(tag)));
  });
}
