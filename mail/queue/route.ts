/** How a connection is protected. opportunistic: TLS when offered, unverified (RFC 7435); the others are as they say. */
export type HopTls = 'none' | 'opportunistic' | 'required' | 'implicit';

/** A server that takes the message next. */
export interface NextHop {
  readonly host: string;
  readonly port: number;
  readonly tls: HopTls;
  readonly auth?: { readonly user: string; readonly pass: string };
  /** PEM of the authority to trust instead of the public ones. */
  readonly ca?: string;
  /** The one way out for everything, rather than the exchanger of one domain. */
  readonly isRelay: boolean;
}

export type RouteAnswer =
  | { readonly kind: 'hops'; readonly hops: readonly NextHop[] }
  | { readonly kind: 'none'; readonly isPermanent: boolean; readonly status: string; readonly reason: string };

/** Decides where mail for a domain goes. */
export interface Route {
  /** One line for the start and the administrator. */
  describe(): string;
  /** Never rejects for reasons of DNS or configuration: those are answers. */
  nextHops(domain: string): Promise<RouteAnswer>;
}

export type Relay = Omit<NextHop, 'isRelay'>;

/** Everything goes to one relay. */
export function relayRoute(relay: Relay): Route {
  const hops = [{ ...relay, isRelay: true }];
  return {
    describe: () => `relay ${relay.host}:${relay.port}, TLS ${relay.tls}${relay.auth === undefined ? '' : ', with sign-in'}`,
    nextHops: async () => ({ kind: 'hops', hops }),
  };
}

/** Nothing goes out: what is in the queue waits until a relay is configured or it expires. */
export function closedRoute(): Route {
  return {
    describe: () => 'no relay configured: mail for other domains is not sent',
    // RFC 3463 §3.5: X.4.4 unable to route
    nextHops: async () => ({ kind: 'none', isPermanent: false, status: '4.4.4', reason: 'no relay configured' }),
  };
}
