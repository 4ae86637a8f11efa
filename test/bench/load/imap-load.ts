import { ImapClient } from './imap-client.ts';
import type { AppendJob, AppendManyJob, LoadResult } from './jobs.ts';
import { MessageMaker } from './messages.ts';
import { OfficeMail } from './office-mail.ts';

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
  return { done: durationsMs.length, elapsedMs, durationsMs };
}

/** Into a mailbox of its own, which goes again. */
export async function appendMany(job: AppendManyJob): Promise<LoadResult> {
  const maker = new OfficeMail();
  const mails = Array.from({ length: job.messages }, () => maker.next());
  const client = await ImapClient.open(job.port, job.account);
  await client.command('CREATE bench-append');
  const begun = performance.now();
  for (let at = 0; at < mails.length; at += job.messagesPerCommand) {
    await client.append('bench-append', ...mails.slice(at, at + job.messagesPerCommand));
  }
  const elapsedMs = performance.now() - begun;
  await client.command('DELETE bench-append');
  await client.logout();
  return { done: 1, elapsedMs, durationsMs: [elapsedMs] };
}
