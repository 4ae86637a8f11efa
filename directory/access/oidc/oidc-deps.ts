import type { InBoth } from '#kernel/refusal.ts';
import type { Result } from '#kernel/result.ts';
import type { Flow } from './flow.ts';
import type { Identity } from './identity.ts';

/**
 * Whether the provider asks its user who they are: if it does not know yet; anew, so that they may come as somebody else; or as a proof, of which it
 * says when it was.
 */
export type Asking = 'if-needed' | 'anew' | 'as-proof';

/** The provider, as far as signing in needs it. Refusals have a detail for the log: what it answered, without codes and tokens. */
export interface IdentityProvider {
  readonly issuer: string;
  /** Where the browser goes. */
  addressOf(flow: Flow, asking: Asking): Promise<Result<string>>;
  /** Whom the provider's answer, the query of the address that the browser came back to, is about. */
  identify(flow: Flow, query: string, asking: Asking): Promise<Result<Identity>>;
  /** Where the browser goes to sign out there too; null: the provider has no such place, or is away. */
  signOutAddress(returnTo: string): Promise<string | null>;
}

export interface OidcDeps {
  readonly provider: IdentityProvider;
  /** What stands on the button. */
  readonly label: InBoth;
  /** Whether who signs out here signs out there. */
  readonly signsOutThere: boolean;
  /** Our own https address of a path, under the name that the browser called us by, if it is ours. */
  ownAddress(host: string | undefined, path: string): string;
}
