import { ImapClient } from './imap-client.ts';
import type { AppendJob, FetchJob, LoadResult } from './jobs.ts';
import { MessageMaker } from './messages.ts';

/** Signing in is done before the clock starts. */
export async function append(job: AppendJob): Promise<LoadResult> {
  const maker = new MessageMaker(job.messageOctets);
  const clients = await Promise.all(job.accounts.map((account) => ImapClient.open(job.port, account)));
  const begun = performance.now();
  const until = begun + job.seconds * 1000;
  const durationsMs: number[] = [];
  let started = 0;
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < until && started++ < job.messagesMax) {
        const at = performance.now();
        await client.append('INBOX', maker.next());
        durationsMs.push(performance.now() - at);
      }
    }),
  );
  const elapsedMs = performance.now() - begun;
  await Promise.all(clients.map((client) => client.logout()));
  return { done: durationsMs.length, elapsedMs, durationsMs, octets: 0 };
}

export async function fetchAll(job: FetchJob): Promise<LoadResult> {
  const client = await ImapClient.open(job.port, job.account);
  const before = client.octets;
  const begun = performance.now();
  const until = begun + job.seconds * 1000;
  const durationsMs: number[] = [];
  while (durationsMs.length < job.turnsMin || performance.now() < until) {
    const at = performance.now();
    await client.command('SELECT INBOX');
    await client.command(`FETCH 1:* ${job.items}`);
    durationsMs.push(performance.now() - at);
  }
  const elapsedMs = performance.now() - begun;
  const octets = client.octets - before;
  await client.logout();
  return { done: durationsMs.length, elapsedMs, durationsMs, octets };
}
