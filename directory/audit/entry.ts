import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/** One entry of the audit as it is exported and hashed. What is not known is left out, so what later versions add changes no digest. */
export interface AuditEntry {
  readonly id: number;
  /** UTC, to the microsecond. */
  readonly at: string;
  readonly program: string;
  readonly actor?: number;
  readonly actorAddress?: string;
  readonly credential?: string;
  readonly via?: string;
  readonly peer?: string;
  readonly onBehalfOf?: number;
  readonly onBehalfOfAddress?: string;
  readonly act: string;
  readonly target?: string;
  readonly person?: number;
  readonly account?: number;
  readonly unit?: number;
  readonly plan?: number;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly detail: unknown;
}

/** Of octets, or of a text in UTF-8. */
export const sha256 = (of: string | Buffer): string => hash('sha256', of, 'hex');

export const digestOf = (entry: AuditEntry): string => sha256(canonicalJson(entry));

/** For 32 octets that are not there: before the first seal, and for an entry that was gone when it was to be sealed. */
export const zeroDigest = '0'.repeat(64);
