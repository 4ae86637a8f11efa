import { domainToASCII } from 'node:url';
import { queueLimits } from './limits.ts';
import type { NextHop, Route, RouteAnswer } from './route.ts';

/** What the route asks of DNS; `node:dns/promises` has this shape. Rejects with `code` ENODATA, ENOTFOUND or another. */
export interface MailResolver {
  resolveMx(domain: string): Promise<{ exchange: string; priority: number }[]>;
  resolve4(domain: string): Promise<string[]>;
  resolve6(domain: string): Promise<string[]>;
}

/** Direct delivery to the exchangers of each domain (RFC 5321 §5.1), with null MX (RFC 7505). */
export function mxRoute(resolver: MailResolver, options: { hostname: string; port?: number; random?: () => number }): Route {
  const { port = 25, random = Math.random } = options;
  const hop = (host: string): NextHop => ({ host, port, tls: 'opportunistic', isRelay: false });
  return {
    describe: () => 'direct to the mail exchangers of each domain',
    async nextHops(domain) {
      const literal = /^\[(?:IPv6:)?([0-9A-Fa-f:.]+)\]$/i.exec(domain)?.[1]; // RFC 5321 §4.1.3: no look-up
      if (literal !== undefined) return { kind: 'hops', hops: [hop(literal)] };
      const name = domainToASCII(domain);
      if (name === '') return none(true, '5.1.2', `domain ${domain} is malformed`);
      const found = await lookUp(() => resolver.resolveMx(name));
      if (found.kind === 'failed') return none(false, '4.4.3', `looking up ${name} failed: ${found.code}`);
      if (found.kind === 'no-name') return none(true, '5.1.2', `domain ${name} does not exist`);
      if (found.records.length === 0) return implicitExchanger(resolver, name, hop);
      return exchangers(name, found.records, options.hostname, random, hop);
    },
  };
}

const none = (isPermanent: boolean, status: string, reason: string): RouteAnswer => ({ kind: 'none', isPermanent, status, reason });

function exchangers(
  domain: string,
  records: readonly { exchange: string; priority: number }[],
  ownName: string,
  random: () => number,
  hop: (host: string) => NextHop,
): RouteAnswer {
  // RFC 7505 §3 and §4.2
  if (records.length === 1 && /^\.?$/.test(records[0]!.exchange)) return none(true, '5.1.10', `domain ${domain} takes no mail (null MX)`);
  // RFC 5321 §5.1: ourselves and whatever is less preferred is no way on; equals are spread.
  const own = Math.min(...records.filter((one) => one.exchange.toLowerCase() === ownName.toLowerCase()).map((one) => one.priority));
  const ahead = records.filter((one) => one.priority < own && !/^\.?$/.test(one.exchange));
  if (ahead.length === 0) return none(true, '5.4.6', `mail for ${domain} would loop back to ${ownName}`);
  const ordered = ahead
    .map((one) => ({ ...one, draw: random() }))
    .sort((a, b) => a.priority - b.priority || a.draw - b.draw)
    .slice(0, queueLimits.exchangersMax);
  return { kind: 'hops', hops: ordered.map((one) => hop(one.exchange.toLowerCase())) };
}

/** RFC 5321 §5.1: without MX records, the domain's own address is its exchanger. */
async function implicitExchanger(resolver: MailResolver, domain: string, hop: (host: string) => NextHop): Promise<RouteAnswer> {
  const both = await Promise.all([lookUp(() => resolver.resolve4(domain)), lookUp(() => resolver.resolve6(domain))]);
  if (both.some((one) => one.kind === 'found' && one.records.length > 0)) return { kind: 'hops', hops: [hop(domain)] };
  const failed = both.find((one) => one.kind === 'failed');
  if (failed !== undefined) return none(false, '4.4.3', `looking up ${domain} failed: ${failed.code}`);
  return none(true, '5.1.2', `domain ${domain} has no mail exchanger and no address`);
}

type Found<T> = { kind: 'found'; records: readonly T[] } | { kind: 'no-name' } | { kind: 'failed'; code: string };

async function lookUp<T>(ask: () => Promise<T[]>): Promise<Found<T>> {
  try {
    return { kind: 'found', records: await ask() };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'EUNKNOWN';
    if (code === 'ENODATA') return { kind: 'found', records: [] };
    return code === 'ENOTFOUND' ? { kind: 'no-name' } : { kind: 'failed', code };
  }
}
