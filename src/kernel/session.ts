import type { AccountId, PersonId } from './ids.ts';

/** What proved who somebody is. `none` is a server-side act (an administrator at the console, a job). */
export type Credential =
  | { readonly kind: 'password' }
  | { readonly kind: 'app-password'; readonly id: string }
  | { readonly kind: 'api-token'; readonly id: string }
  | { readonly kind: 'web-session'; readonly id: string }
  | { readonly kind: 'none'; readonly reason: string };

/**
 * Every session is {actor, credential, account}: the person who acts, by what proof, on whose mailbox. For one's own
 * mailbox actor and account belong together; a delegate's session names the delegate as actor and the unit's account.
 */
export interface Session {
  readonly actor: { readonly personId: PersonId; readonly accountId: AccountId; readonly address: string };
  readonly credential: Credential;
  readonly account: { readonly id: AccountId; readonly address: string };
  /** The access generation this session was last checked against. */
  readonly accessGeneration: number;
}

/** Where a connection comes from. */
export interface Peer {
  /** IPv4 or IPv6 text form, IPv4-mapped IPv6 already reduced. */
  readonly address: string;
  readonly port: number;
  readonly secure: boolean;
  readonly loopback: boolean;
}
