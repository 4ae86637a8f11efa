import { canonicalJson } from './canonical-json.ts';
import { sha256 } from './entry.ts';
import type { SigningKey } from './signing-key.ts';

/** Where the chain stood, signed: whoever has the public key knows that nothing before it was changed since. */
export interface SignedHead {
  /** The last seal covered; 0: there was none yet. */
  readonly batch: number;
  /** Entries of the chain up to there. */
  readonly entries: number;
  /** Of that seal. */
  readonly hash: string;
  readonly signedAt: string;
  /** Fingerprint of the key it is signed with. */
  readonly key: string;
  /** Ed25519 (RFC 8032), hexadecimal, over the canonical form of the rest with the statement's name. */
  readonly signature: string;
}

/** The head at the end of a day of Vietnam's calendar. */
export interface Root extends SignedHead {
  /** 1, 2, 3… without gaps. */
  readonly number: number;
  readonly day: string;
  /** Hash of the root before; zeros for the first. */
  readonly previous: string;
}

/** What ends an exported file: where the chain stood then, and whether entries were left out because only some were asked for. */
export interface FileHead extends SignedHead {
  readonly isPart: boolean;
  /** `BesideChain` of the file. */
  readonly beside: string;
}

/** What was signed for and kept out of reach of whoever owns the database. */
export interface Witness {
  readonly roots: readonly Root[];
  readonly heads: readonly FileHead[];
}

type Unsigned<Head extends SignedHead> = Omit<Head, 'signature' | 'key'>;

/** What a signature is over: it names what is stated, so a signature for one is none for the other. */
export function statementOf(
  statement: 'root' | 'head',
  { signature: _, ...rest }: Omit<SignedHead, 'signature'> & { signature?: string },
): Buffer {
  return Buffer.from(canonicalJson({ ...rest, statement: `congthu audit ${statement}` }));
}

export const signRoot = (key: SigningKey, root: Unsigned<Root>): Root => signed(key, 'root', root);
export const signHead = (key: SigningKey, head: Unsigned<FileHead>): FileHead => signed(key, 'head', head);

function signed<Head extends SignedHead>(key: SigningKey, statement: 'root' | 'head', head: Unsigned<Head>): Head {
  const unsigned = { ...(head as Unsigned<SignedHead>), key: key.fingerprint };
  return { ...unsigned, signature: key.sign(statementOf(statement, unsigned)) } as Head;
}

export const hashOfRoot = (root: Root): string => sha256(canonicalJson(root));
