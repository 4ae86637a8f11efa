import { cameFrom } from '#directory/audit/act-origin.ts';
import { inTransaction } from '#io/database.ts';
import type { AccountId, PersonId } from '#kernel/ids.ts';
import { networkOf } from '#kernel/network-of.ts';
import { ok } from '#kernel/result.ts';
import type { Peer } from '#kernel/session.ts';
import type { Tx } from '#kernel/tx.ts';
import { webSessionLimits } from './limits.ts';
import type { WebProof } from './tables.ts';
import type { WebDeps } from './web-deps.ts';
import { makeWebSecret, showWebSecret, webSecretMac } from './web-secret.ts';
import { insertWebSession } from './web-session-sql.ts';

/** From where, and by what program. */
export interface Browser {
  readonly peer: Peer;
  readonly userAgent: string;
}

export interface Proven {
  readonly personId: PersonId;
  readonly accountId: AccountId;
  readonly address: string;
  readonly passwordVersion: string;
  readonly proofs: readonly WebProof[];
  /** Left out: just now. */
  readonly provedMsAgo?: number;
}

/** What goes into the cookie; it exists only there. */
export interface OpenedWebSession {
  readonly id: string;
  readonly shown: string;
}

/** Opens a session for somebody who has shown who they are. null when `first` finds, in the same transaction, that they have not after all. */
export async function openWebSession(
  deps: WebDeps,
  { proofs, passwordVersion, provedMsAgo = 0, ...who }: Proven,
  { peer, userAgent }: Browser,
  first: (tx: Tx, id: string) => Promise<boolean> = async () => true,
): Promise<OpenedWebSession | null> {
  const { signIn, sessionKey, rules } = deps;
  const made = makeWebSecret();
  const isOpen = await inTransaction(signIn.database, async (tx) => {
    cameFrom(tx, { via: 'http', peer: peer.address, credential: { kind: 'web-session', id: made.id } });
    if (!(await first(tx, made.id))) return false;
    await insertWebSession(tx, {
      ...{ id: made.id, accountId: who.accountId, mac: webSecretMac(sessionKey, 'web-session', made), passwordVersion, proofs },
      ...{ network: networkOf(peer.address), userAgent: shortened(userAgent), absoluteMs: rules.absoluteMs, provedMsAgo },
    });
    return true;
  });
  if (!isOpen) return null;
  const { accountId, address } = who;
  const credential = { kind: 'web-session', id: made.id } as const;
  const accessGeneration = signIn.generation.current();
  const session = { actor: who, credential, account: { id: accountId, address }, passwordVersion, accessGeneration };
  signIn.heard?.({ service: 'http', peer, accountId, signedIn: ok(session) });
  return { id: made.id, shown: showWebSecret(made) };
}

/** As a line of a list; what a browser sends is anybody's text. */
function shortened(userAgent: string): string {
  return userAgent.replace(/[^\x20-\x7e]/g, '').slice(0, webSessionLimits.userAgentCharactersMax);
}
