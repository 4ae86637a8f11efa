import { setTimeout as sleep } from 'node:timers/promises';
import { LmtpSender } from './deliver.ts';
import { ImapClient } from './imap-client.ts';
import type { Account, HearJob, LoadResult, OpenIdleJob } from './jobs.ts';
import { MessageMaker } from './messages.ts';

const signInsAtOnce = 50;
/** Between two messages: what a server still says of the one must not be taken for the other. */
const pauseMs = 700;
/** They do not all go in one moment. */
const closePauseMs = 10;

interface Waiting {
  readonly address: string;
  readonly client: ImapClient;
}
let waiting: Waiting[] = [];

/** They stay open when the job is over, until `closeIdle`. */
export async function openIdle({ port, accounts, connections }: OpenIdleJob): Promise<LoadResult> {
  const begun = performance.now();
  let started = 0;
  async function signIns(): Promise<void> {
    for (let mine = started++; mine < connections; mine = started++) {
      const account = accounts[mine % accounts.length]!;
      waiting.push({ address: account.address, client: await idle(port, account) });
    }
  }
  await Promise.all(Array.from({ length: signInsAtOnce }, signIns));
  return { done: waiting.length, elapsedMs: performance.now() - begun, durationsMs: [] };
}

async function idle(port: number, account: Account): Promise<ImapClient> {
  const client = await ImapClient.open(port, account);
  await client.command('SELECT INBOX');
  await client.idle();
  return client;
}

export async function hear({ lmtpPort, accounts, times }: HearJob): Promise<LoadResult> {
  const addresses = accounts.map(({ address }) => address);
  const listeners = waiting.filter(({ address }) => addresses.includes(address));
  const sender = await LmtpSender.open(lmtpPort);
  const maker = new MessageMaker(4_096);
  const durationsMs: number[] = [];
  const begun = performance.now();
  for (let time = 0; time < times; time++) {
    await sleep(pauseMs);
    const heard = Promise.all(listeners.map(({ client }) => client.untilNewMail()));
    const at = performance.now();
    await Promise.all([sender.send(addresses, maker.next()), heard]);
    durationsMs.push(performance.now() - at);
  }
  await sender.quit();
  return { done: listeners.length, elapsedMs: performance.now() - begun, durationsMs };
}

export async function closeIdle(): Promise<LoadResult> {
  const closed = waiting;
  waiting = [];
  for (const [index, { client }] of closed.entries()) {
    client.destroy();
    if (index % signInsAtOnce === 0) await sleep(closePauseMs);
  }
  return { done: closed.length, elapsedMs: 0, durationsMs: [] };
}
