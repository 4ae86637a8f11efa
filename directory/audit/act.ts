import type { AccountId, PersonId, PlanId, UnitId } from '#kernel/ids.ts';
import type { Credential } from '#kernel/session.ts';
import type { ActName } from './acts.ts';

/** How an act came in: a protocol, or nobody's connection at all. */
export type ActWay = 'imap' | 'pop3' | 'smtp' | 'sieve' | 'ldap' | 'http' | 'console' | 'job';

/** Where an act came from, and by what proof. */
export interface ActOrigin {
  readonly via: ActWay;
  /** The network address of who acted; null without a connection. */
  readonly peer: string | null;
  readonly credential: Credential | null;
}

/** Something somebody did that must be answerable for (REQ-ACC-11). Never a password, never a message's text. */
export interface Act {
  /** null: at the server's own console, or a job of the program's. */
  readonly actorAccountId: AccountId | null;
  readonly act: ActName;
  /** What it was done to, as people call it: an address, a name. An address of ours also tells the account, and whose that is. */
  readonly target: string | null;
  /** `planId` and `unitId` in it are taken for those of the act, where these are not given apart. */
  readonly detail: Readonly<Record<string, unknown>>;
  /** Without it only the name of the program's connection says where from: a worker, or a command and who gave it. */
  readonly origin?: ActOrigin | undefined;
  /** Whose mailbox or office it was done for, where that is another's. */
  readonly onBehalfOf?: AccountId | undefined;
  /** What it was done to, to be searched by. */
  readonly personId?: PersonId | undefined;
  readonly accountId?: AccountId | undefined;
  readonly unitId?: UnitId | undefined;
  readonly planId?: PlanId | undefined;
  /** What was, and what is: only what the act changed. */
  readonly before?: Readonly<Record<string, unknown>> | undefined;
  readonly after?: Readonly<Record<string, unknown>> | undefined;
}

export function credentialText(credential: Credential): string {
  if ('id' in credential) return `${credential.kind} ${credential.id}`;
  return credential.kind === 'none' ? credential.reason : 'password';
}
