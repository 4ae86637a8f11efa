import { Readable } from 'node:stream';
import { domainToASCII } from 'node:url';
import type { SMTPEnvelope } from 'nodemailer/lib/smtp-connection';
import type { QueueRecipientId } from '#kernel/ids.ts';
import { type ConnectionPool, HostResting } from './connection-pool.ts';
import type { ConnectionError, EnvelopeConnection } from './envelope-connection.ts';
import type { Announced, EnvelopeParameters } from './envelope-parameters.ts';
import type { HandOverTimes } from './limits.ts';
import { connectAnswer, outcomeOfError } from './outcome-rules.ts';
import type { Answer, Claim, Outcome, QueuedRecipient } from './queued-message.ts';
import { boundedReply, statusOfReply } from './reply-text.ts';
import type { NextHop, Route } from './route.ts';

export type Outcomes = Map<QueueRecipientId, Outcome>;

export interface TransportDeps {
  readonly route: Route;
  readonly pool: ConnectionPool;
  readonly times: HandOverTimes;
  /** prefix and content in pieces, read only once a server is there to take them. */
  readonly readOctets: () => Promise<Buffer[]>;
}

/** Hands the claimed recipients to the next server; an outcome for each. Rejects only for faults here (octets that cannot be read). */
export async function handOver(deps: TransportDeps, claim: Claim, stop: AbortSignal): Promise<Outcomes> {
  const route = await deps.route.nextHops(claim.domain);
  if (route.kind === 'none') {
    const answer: Answer = { reply: route.reason, status: route.status, from: 'here', host: null };
    return forAll(claim.recipients, route.isPermanent ? { kind: 'refused', answer } : { kind: 'deferred', answer, unreachable: false });
  }
  const deadline = new AbortController();
  const end = () => deadline.abort();
  const timer = setTimeout(end, deps.times.handOverMsMax);
  stop.addEventListener('abort', end, { once: true });
  if (stop.aborted) end();
  try {
    return await overHops(deps, claim, route.hops, deadline.signal);
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', end);
  }
}

/** The first hop that a connection can be made to has the word; the others are for when it cannot (RFC 5321 §5.1). */
async function overHops(deps: TransportDeps, claim: Claim, hops: readonly NextHop[], signal: AbortSignal): Promise<Outcomes> {
  let last: Outcomes = new Map();
  for (const hop of hops) {
    let connection: EnvelopeConnection;
    try {
      connection = await deps.pool.acquire(hop, signal);
    } catch (error) {
      const isResting = error instanceof HostResting;
      last = forAll(claim.recipients, {
        kind: 'deferred',
        answer: connectAnswer((isResting ? error.error : error) as ConnectionError, hop.host),
        unreachable: hop.isRelay,
        ...(isResting ? { retryInMs: error.msLeft } : {}),
      });
      continue;
    }
    return await overConnection(deps, claim, hop, connection, signal);
  }
  return last;
}

async function overConnection(
  deps: TransportDeps,
  claim: Claim,
  hop: NextHop,
  connection: EnvelopeConnection,
  signal: AbortSignal,
): Promise<Outcomes> {
  const onAbort = () => connection.close();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const octets = await deps.readOctets();
    return await sendTo(claim, hop, connection, octets);
  } finally {
    signal.removeEventListener('abort', onAbort);
    deps.pool.release(hop, connection);
  }
}

/** One SMTP transaction for the recipients that this server can be asked for. */
async function sendTo(claim: Claim, hop: NextHop, connection: EnvelopeConnection, octets: Buffer[]): Promise<Outcomes> {
  const announced = connection.announced();
  const sizeOctets = octets.reduce((sum, piece) => sum + piece.length, 0);
  const obstacle = messageObstacle(claim, announced, sizeOctets);
  const outcomes: Outcomes = new Map();
  const asked = new Map<string, QueuedRecipient>();
  for (const recipient of claim.recipients) {
    const address = wireAddress(recipient.address);
    const why = obstacle ?? recipientObstacle(address, announced);
    if (why === null) asked.set(address, recipient);
    else outcomes.set(recipient.id, { kind: 'refused', answer: { ...why, from: 'here', host: hop.host } });
  }
  if (asked.size === 0) return outcomes;
  const envelope: SMTPEnvelope = {
    from: wireAddress(claim.envelopeFrom) || false,
    to: [...asked.keys()],
    size: sizeOctets,
    use8BitMime: claim.requires8BitMime,
  };
  const pieces = Readable.from(chunked(octets), { objectMode: false });
  try {
    const info = await connection.sendMessage(envelope, parametersOf(claim, announced, asked), pieces);
    const answer = { reply: boundedReply(info.response), status: statusOfReply(info.response), from: 'server', host: hop.host } as const;
    for (const recipient of asked.values()) outcomes.set(recipient.id, { kind: 'delivered', answer, dsnPassedOn: announced.dsn });
    noteRefusals(outcomes, asked, info.rejectedErrors ?? [], hop);
  } catch (cause) {
    const error = cause as ConnectionError;
    const outcome = outcomeOfError(error, hop);
    for (const recipient of asked.values()) outcomes.set(recipient.id, outcome);
    noteRefusals(outcomes, asked, error.rejectedErrors ?? [], hop);
  }
  return outcomes;
}

/** RFC 5321 §3.3: each RCPT was answered by itself. */
function noteRefusals(
  outcomes: Outcomes,
  asked: ReadonlyMap<string, QueuedRecipient>,
  errors: readonly ConnectionError[],
  hop: NextHop,
): void {
  for (const error of errors) {
    const recipient = asked.get(error.recipient ?? '');
    if (recipient !== undefined) outcomes.set(recipient.id, outcomeOfError(error, hop));
  }
}

type Obstacle = { readonly reply: string; readonly status: string };

/** What this server cannot take whoever it is for. Eight-bit text without 8BITMIME is sent all the same: converting would break signatures. */
function messageObstacle(claim: Claim, announced: Announced, sizeOctets: number): Obstacle | null {
  // RFC 6531 §3.5 (10): the message cannot be downgraded
  if (claim.requiresSmtpUtf8 && !announced.smtpUtf8)
    return { reply: 'the next server does not take internationalised mail (SMTPUTF8)', status: '5.6.7' };
  // RFC 1870 §6.1 and RFC 3463 §3.4: X.3.4 message too big for system
  if (announced.sizeMax > 0 && sizeOctets > announced.sizeMax)
    return { reply: `the message has ${sizeOctets} octets, the next server takes ${announced.sizeMax}`, status: '5.3.4' };
  return null;
}

function recipientObstacle(address: string, announced: Announced): Obstacle | null {
  if (address === '' || /[\r\n<>]/.test(address)) return { reply: 'the address cannot be written in SMTP', status: '5.1.3' };
  if (/[^\x00-\x7f]/.test(address) && !announced.smtpUtf8)
    return { reply: 'the next server does not take internationalised addresses (SMTPUTF8)', status: '5.6.7' };
  return null;
}

/** With an A-label domain, which every server reads (RFC 6531 §3.2 allows both). */
function wireAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  if (at < 0 || !/[^\x00-\x7f]/.test(domain)) return address;
  const ascii = domainToASCII(domain);
  return ascii === '' ? address : `${address.slice(0, at)}@${ascii}`;
}

function parametersOf(claim: Claim, announced: Announced, asked: ReadonlyMap<string, QueuedRecipient>): EnvelopeParameters {
  return {
    smtpUtf8: claim.requiresSmtpUtf8,
    dsn: announced.dsn ? { ret: claim.dsnReturn, envid: claim.envelopeId } : null,
    recipients: asked,
  };
}

const chunkOctets = 64 * 1024; // so that dot-stuffing 25 MB is not one step of the event loop

function* chunked(pieces: readonly Buffer[]): Generator<Buffer> {
  for (const piece of pieces) for (let at = 0; at < piece.length; at += chunkOctets) yield piece.subarray(at, at + chunkOctets);
}

function forAll(recipients: readonly QueuedRecipient[], outcome: Outcome): Outcomes {
  return new Map(recipients.map((one) => [one.id, outcome]));
}
