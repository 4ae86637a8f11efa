import { ImapClient } from './imap-client.ts';
import type { LoadResult, ResyncJob } from './jobs.ts';

const away = 'bench-away';

/** Times the SELECT that brings the client up to date; what went away comes back with new UIDs before the next turn. */
export async function resync(job: ResyncJob): Promise<LoadResult> {
  const other = await ImapClient.open(job.port, job.account);
  await other.command(`CREATE ${away}`);
  await other.command('SELECT INBOX');
  await other.command('STORE 1:* -FLAGS.SILENT (\\Answered)'); // so that the first turn changes something too
  const durationsMs: number[] = [];
  const begun = performance.now();
  while (durationsMs.length === 0 || performance.now() - begun < job.seconds * 1000) {
    const known = await leave(job);
    await change(other, job, durationsMs.length);
    durationsMs.push(await comeBack(job, known));
    await undo(other);
  }
  const elapsedMs = performance.now() - begun;
  await other.command(`DELETE ${away}`);
  await other.logout();
  return { done: durationsMs.length, elapsedMs, durationsMs };
}

/** What a client remembers of the mailbox when it goes. */
async function leave({ port, account }: ResyncJob): Promise<string> {
  const client = await ImapClient.open(port, account);
  await client.command('ENABLE QRESYNC');
  const answer = await client.command('SELECT INBOX');
  const known = ['UIDVALIDITY', 'HIGHESTMODSEQ'].map((name) => new RegExp(`\\[${name} (\\d+)\\]`).exec(answer)?.[1]);
  await client.logout();
  return known.join(' ');
}

async function change(other: ImapClient, { messages, changed, gone }: ResyncJob, turn: number): Promise<void> {
  const every = Math.max(1, Math.floor((messages - gone) / changed));
  const spread = Array.from({ length: changed }, (_, index) => 1 + index * every).join(',');
  await other.command(`STORE ${spread} ${turn % 2 === 0 ? '+' : '-'}FLAGS.SILENT (\\Answered)`);
  await other.command(`MOVE ${messages - gone + 1}:${messages} ${away}`);
}

async function comeBack({ port, account, changed, gone }: ResyncJob, known: string): Promise<number> {
  const client = await ImapClient.open(port, account);
  await client.command('ENABLE QRESYNC');
  const begun = performance.now();
  const answer = await client.command(`SELECT INBOX (QRESYNC (${known}))`);
  const ms = performance.now() - begun;
  const heard = answer.match(/FETCH \(/g)?.length ?? 0;
  const vanished = [...(/VANISHED \(EARLIER\) (\S+)/.exec(answer)?.[1] ?? '').matchAll(/(\d+)(?::(\d+))?/g)];
  const vanishedCount = vanished.reduce((sum, [, from, to]) => sum + (to === undefined ? 1 : Number(to) - Number(from) + 1), 0);
  if (heard < changed || vanishedCount < gone) throw new Error(`the client heard of ${heard} changes and ${vanishedCount} gone messages`);
  await client.logout();
  return ms;
}

async function undo(other: ImapClient): Promise<void> {
  await other.command(`SELECT ${away}`);
  await other.command('MOVE 1:* INBOX');
  await other.command('SELECT INBOX');
}
