import type { PersonId, PostId, UnitId } from '#kernel/ids.ts';
import type { CertificateState, KnownCertificate, WaitingState } from './certificate.ts';

/** What an event in service changes that certificates say or rest on. */
export interface ServiceChange {
  readonly left: PersonId | null;
  readonly renamed: PersonId | null;
  readonly newAddress: PersonId | null;
  readonly endedPosts: readonly { readonly postId: PostId; readonly personId: PersonId }[];
  /** Units that somebody else heads from then on; to: null where nobody does, or somebody who is yet to be entered. */
  readonly heads: readonly { readonly unitId: UnitId; readonly to: PersonId | null }[];
}

export interface Fate {
  readonly state: WaitingState;
  readonly cause: 'left' | 'post-ended' | 'head-changed' | 'renamed' | 'new-address';
  readonly handOverTo: PersonId | null;
}

/** What is asked for already, the gravest last: it is never asked for less. */
const gravity: Readonly<Record<Exclude<CertificateState, 'revoked' | 'replaced'>, number>> = {
  valid: 0,
  'handed-over': 0,
  'to-reissue': 1,
  'to-hand-over': 2,
  'to-revoke': 3,
};

/** What becomes of a certificate (REQ-ACC-4); null: nothing, or no more than is asked for already. */
export function fateOf(certificate: KnownCertificate, change: ServiceChange): Fate | null {
  const { state, unitId } = certificate;
  if (state === 'revoked' || state === 'replaced') return null;
  if (unitId !== null) {
    const head = change.heads.find((one) => one.unitId === unitId);
    // Asked for again where it waits still: to whom it is handed is another now.
    return head === undefined || state === 'to-revoke' ? null : { state: 'to-hand-over', cause: 'head-changed', handOverTo: head.to };
  }
  // A person's was handed in with the post: nobody of theirs has it any more.
  if (state === 'handed-over') return null;
  const fate = personalFate(certificate, change);
  return fate === null || gravity[fate.state] <= gravity[state] ? null : { ...fate, handOverTo: null };
}

function personalFate({ personId, postId }: KnownCertificate, change: ServiceChange): Omit<Fate, 'handOverTo'> | null {
  if (personId === null) return null;
  if (change.left === personId) return { state: 'to-revoke', cause: 'left' };
  if (postId !== null && change.endedPosts.some((one) => one.postId === postId && one.personId === personId))
    return { state: 'to-hand-over', cause: 'post-ended' };
  if (change.renamed === personId) return { state: 'to-reissue', cause: 'renamed' };
  return change.newAddress === personId ? { state: 'to-reissue', cause: 'new-address' } : null;
}

/** Whether mail may be signed by it, as far as this register goes: a unit's that was handed over is its new head's to use. */
export function isInUse({ state, unitId }: Pick<KnownCertificate, 'state' | 'unitId'>): boolean {
  return state === 'valid' || (state === 'handed-over' && unitId !== null);
}

/** From which states something can be said to be done. What leaves service is not issued anew. */
export const settledFrom = {
  revoked: ['valid', 'handed-over', 'to-hand-over', 'to-revoke', 'to-reissue'],
  'handed-over': ['to-hand-over'],
  reissued: ['valid', 'handed-over', 'to-hand-over', 'to-reissue'],
} as const satisfies Readonly<Record<string, readonly CertificateState[]>>;

export const settledAs = { revoked: 'revoked', 'handed-over': 'handed-over', reissued: 'replaced' } as const;
