export interface OwnAddress {
  /** What this server may be called in a browser: its name, and the addresses it listens on. The first one stands for all. */
  readonly hosts: readonly [string, ...string[]];
  readonly httpsPort: number;
}

/** The same page over TLS. The host is the one that was asked for if it is ours, so that nobody is sent elsewhere by a header of theirs. */
export function securedAddress({ hosts, httpsPort }: OwnAddress, host: string | undefined, url: URL): string {
  const asked = hostnameOf(host);
  const own = hosts.find((one) => one === asked) ?? hosts[0];
  const bracketed = own.includes(':') ? `[${own}]` : own;
  return `https://${bracketed}${httpsPort === 443 ? '' : `:${httpsPort}`}${url.pathname}${url.search}`;
}

/** Of a Host field, without port and brackets; null when it is none. */
function hostnameOf(host: string | undefined): string | null {
  const [, ipv6, name] = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9.-]+))(?::\d{1,5})?$/.exec((host ?? '').toLowerCase()) ?? [];
  return ipv6 ?? name ?? null;
}
