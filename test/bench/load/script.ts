import { ImapClient } from './imap-client.ts';
import type { LoadResult, ScriptJob, Step } from './jobs.ts';

/** Runs the script's turns until its time is over or it has had enough of them; one at least. */
export async function runScript(job: ScriptJob): Promise<LoadResult> {
  const durationsMs: number[] = [];
  let client = await ready(job);
  if (job.warmsUp) await turn(client, job.turn);
  const begun = performance.now();
  const until = begun + job.seconds * 1000;
  for (;;) {
    durationsMs.push(await turn(client, job.turn));
    if (performance.now() >= until || durationsMs.length >= job.turnsMax) break;
    if (job.reconnects) {
      await client.logout();
      client = await ready(job);
    }
  }
  const elapsedMs = performance.now() - begun;
  for (const step of job.after) await take(client, step);
  await client.logout();
  return { done: durationsMs.length, elapsedMs, durationsMs };
}

async function ready(job: ScriptJob): Promise<ImapClient> {
  const client = await ImapClient.open(job.port, job.account);
  for (const step of job.before) await take(client, step);
  return client;
}

async function turn(client: ImapClient, steps: readonly Step[]): Promise<number> {
  const times: number[] = [];
  for (const step of steps) {
    const ms = await take(client, step);
    if (step.timed) times.push(ms);
  }
  return times.reduce((sum, ms) => sum + ms, 0) / times.length;
}

async function take(client: ImapClient, { text, mayFail, expect, octetsMin }: Step): Promise<number> {
  const before = client.octets;
  const begun = performance.now();
  const answer = await client.command(text).catch((error: Error) => {
    if (mayFail) return '';
    throw error;
  });
  const ms = performance.now() - begun;
  if (expect && !expect.test(answer)) throw new Error(`to ${text} came …${answer.slice(-300)} instead of ${expect}`);
  const octets = client.octets - before;
  if (octets < (octetsMin ?? 0)) throw new Error(`to ${text} came ${octets} octets, not ${octetsMin}`);
  return ms;
}
