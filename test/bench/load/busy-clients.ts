import { setTimeout as sleep } from 'node:timers/promises';
import { LmtpSender } from './deliver.ts';
import { ImapClient } from './imap-client.ts';
import type { ClientsJob, LoadResult } from './jobs.ts';
import { OfficeMail } from './office-mail.ts';

/** What a client does in turn; `*` is the newest message. */
const round = [
  'NOOP',
  'STATUS INBOX (MESSAGES UNSEEN UIDNEXT)',
  'FETCH * (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE)',
  'FETCH * (UID BODY.PEEK[])',
  'STORE * +FLAGS (\\Seen)',
  'STORE * -FLAGS (\\Seen)',
];

/** All clients at once until the time is over. Signing in is done before the clock starts. */
export async function busyClients(job: ClientsJob): Promise<LoadResult> {
  const accounts = Array.from({ length: job.connections }, (_, index) => job.accounts[index % job.accounts.length]!);
  const clients = await Promise.all(accounts.map((account) => ImapClient.open(job.port, account)));
  await Promise.all(clients.map((client) => client.command('SELECT INBOX')));
  const begun = performance.now();
  const until = begun + job.seconds * 1000;
  const durationsMs: number[] = [];
  async function work(client: ImapClient, first: number): Promise<void> {
    for (let turn = first; performance.now() < until; turn++) {
      const at = performance.now();
      await client.command(round[turn % round.length]!);
      durationsMs.push(performance.now() - at);
    }
  }
  await Promise.all([...clients.map(work), newMail(job, until)]);
  const elapsedMs = performance.now() - begun;
  for (const client of clients) client.destroy();
  return { done: durationsMs.length, elapsedMs, durationsMs };
}

async function newMail({ lmtpPort, accounts, newMailEveryMs }: ClientsJob, until: number): Promise<void> {
  const sender = await LmtpSender.open(lmtpPort);
  const maker = new OfficeMail();
  for (let sent = 0; performance.now() < until; sent++) {
    await sender.send([accounts[sent % accounts.length]!.address], maker.next());
    await sleep(newMailEveryMs);
  }
  await sender.quit();
}
