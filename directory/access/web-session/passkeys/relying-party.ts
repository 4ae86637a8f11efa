import { isIP } from 'node:net';

/** What this server may be called in a browser, and where its web application is there. */
export interface OwnHosts {
  readonly names: readonly string[];
  readonly httpsPort: number;
}

/** Whom a passkey is made for: a host name, whatever the port, and the pages that may ask for it (WebAuthn L3 §5.1.2, §13.4.9). */
export interface RelyingParty {
  readonly id: string;
  readonly origins: readonly string[];
}

/**
 * The one of the host that a browser asked for; null where there is none: an IP address, which browsers make no passkeys for, or a name that is not
 * ours. 443 too, where something stands in front; no other port, since whoever listens there is somebody else.
 */
export function relyingPartyOf({ names, httpsPort }: OwnHosts, host: string | undefined): RelyingParty | null {
  const [, id] = /^([a-z0-9.-]+)(?::\d{1,5})?$/.exec((host ?? '').toLowerCase()) ?? [];
  if (id === undefined || isIP(id) !== 0 || !names.includes(id)) return null;
  return { id, origins: [...new Set([`https://${id}`, `https://${id}${httpsPort === 443 ? '' : `:${httpsPort}`}`])] };
}
