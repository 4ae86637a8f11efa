import { X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RawClient } from '#mail/imap/testing/raw-client.ts';
import { signalUnlessGone } from '#test/helpers/congthu-process.ts';
import { LineClient } from '#test/helpers/line-client.ts';
import { countMessages, messagesIn, openImap, submit, waitForMessage } from '#test/helpers/mail-clients.ts';
import { descendantsOf, isRunning } from '#test/helpers/process-tree.ts';
import { connectImap } from '#test/helpers/raw-imap.ts';
import { sampleMessage } from '#test/helpers/sample-message.ts';
import { signedMessage } from '#test/helpers/signed-message.ts';
import { type SamplePerson, startSystem, type TestSystem } from '#test/helpers/start-system.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';

vi.setConfig({ testTimeout: 90_000 }); // whole processes, on a machine that may be busy with other tests

let system: TestSystem;
let sender: SamplePerson;
let reader: SamplePerson;

beforeAll(async () => {
  system = await startSystem();
  sender = system.person('anhnv.tt@backan.gov.vn');
  reader = system.personNamed('Ma Thị Lan');
}, 150_000);

afterAll(() => system?.[Symbol.asyncDispose](), 60_000);

async function deliver(): Promise<string> {
  const { octets, mark } = sampleMessage({ from: sender.address, to: reader.address });
  await submit(system, { from: sender, to: [reader.address], raw: octets });
  return mark;
}

async function expectMessages(marks: readonly string[]): Promise<void> {
  await using imap = await openImap(system, reader);
  const sources = (await messagesIn(imap, 'INBOX')).map(({ source }) => source.toString('latin1'));
  const copies = marks.map((mark) => sources.filter((source) => source.includes(mark)).length);
  expect(copies).toEqual(marks.map(() => 1));
}

describe('a first start', () => {
  it('leaves first-run.json for its owner alone, with everything needed to sign in and to sign', async () => {
    const { ports, ca, admin, people } = system.firstRun;
    expect((await stat(`${system.dataDir}/first-run.json`)).mode & 0o777).toBe(0o600);
    expect(ports).toMatchObject({ smtp: system.portBase + 25, lmtp: system.portBase + 24, imaps: system.portBase + 993 });
    expect(new X509Certificate(await readFile(ca)).ca).toBe(true);
    expect(admin.address).toMatch(/@backan\.gov\.vn$/);
    expect(people.length).toBeGreaterThanOrEqual(12);
    expect(new Set(people.map(({ unit }) => unit)).size).toBeGreaterThan(5);
    expect(new Set(people.map(({ password }) => password)).size).toBe(people.length);
    expect(new Set(people.map(({ address }) => address)).size).toBe(people.length);
    expect(system.person('anhnv.tt@backan.gov.vn')).toMatchObject({ name: 'Nguyễn Văn Anh', unit: 'Phòng Công nghệ thông tin' });
    expect(people.filter(({ name }) => name === 'Nông Văn Tuấn')).toHaveLength(2);
  });

  it('gives everybody a certificate that opens with its password and signs', async () => {
    for (const person of system.firstRun.people)
      expect((await signedMessage(person, [person.address])).octets.length).toBeGreaterThan(1_000);
  });

  it('makes the whole province: 162 units, each with a mailbox that receives', async () => {
    const [made] = await system.query<{ units: number; inboxes: number; administrators: number }>(
      `SELECT (SELECT count(*) FROM unit) AS units,
        (SELECT count(*) FROM account JOIN mailbox ON mailbox.account_id = account.id AND mailbox.name = 'INBOX' WHERE kind = 'unit') AS inboxes,
        (SELECT count(*) FROM role_assignment WHERE role = 'operator') AS administrators`,
    );
    expect(made).toEqual({ units: 162, inboxes: 162, administrators: 1 });
  });

  it('says plainly what is not set up, and logs no password', async () => {
    expect(system.program.stdout).toMatch(/NOT scanned/);
    expect(system.program.stdout).toMatch(/No relay/);
    await deliver();
    const said = system.program.stdout + system.program.stderr;
    for (const { password, p12Password } of system.firstRun.people) {
      expect(said.includes(password)).toBe(false);
      expect(said.includes(p12Password)).toBe(false);
    }
    expect(system.program.log().length).toBeGreaterThan(0);
    expect(system.program.log().filter(({ event }) => typeof event !== 'string')).toEqual([]);
  });
});

describe('a worker that is killed', () => {
  it('is replaced, and others serve meanwhile', async () => {
    const before = await system.program.workers();
    expect(before).toHaveLength(2);
    signalUnlessGone(before[0]!);
    await waitUntil('it is gone', async () => !(await isRunning(before[0]!)), { everyMs: 5 });
    // A client whose connection was in the dying worker's hands is reset, and connects again.
    const marks = [await waitUntil('mail is taken meanwhile', () => deliver().catch(() => undefined), { msMax: 10_000, everyMs: 50 })];
    await waitUntil('another worker has taken its place', async () => {
      const now = await system.program.workers();
      return now.length === 2 && !now.includes(before[0]!);
    });
    marks.push(await deliver());
    await expectMessages(marks);
  });
});

async function postgresPid(): Promise<number | undefined> {
  const { pid: program } = system.program;
  return (await descendantsOf(program)).find(({ command, parent }) => parent === program && /\/postgres /.test(command))?.pid;
}

describe('a database that is killed', () => {
  it('is started again, and mail is taken again', async () => {
    const mark = await deliver();
    const server = await postgresPid();
    signalUnlessGone(server!);
    // What it had started answers for a moment longer.
    await waitUntil('another has taken its place', async () => ![server, undefined].includes(await postgresPid()), { msMax: 30_000 });
    const later = await waitUntil('mail is taken again', () => deliver().catch(() => undefined), { msMax: 30_000, everyMs: 500 });
    await expectMessages([mark, later]);
  });
});

describe('an orderly end', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'by %s: code 0, clients are told, no process is left; the next start has all mail',
    async (signal) => {
      const mark = await deliver();
      const imap = await openImap(system, reader);
      await using smtp = await LineClient.open(system.ports.smtp);
      const told = new Promise((resolve) => imap.once('close', () => resolve('told')));
      const below = await descendantsOf(system.program.pid);
      const farewell = smtp.reply();
      await system.stop(signal);
      expect((await farewell).text).toMatch(/^421 /);
      expect(await told).toBe('told');
      for (const { pid } of below) expect(await isRunning(pid)).toBe(false);
      const { people } = system.firstRun;
      await system.start();
      expect(system.firstRun.people).toEqual(people);
      await expectMessages([mark]);
    },
  );
});

describe('a client of IMAP', () => {
  it('is told BYE and why: before sign-in, between commands, in IDLE and in the middle of a literal', async () => {
    const clients = await Promise.all(Array.from({ length: 4 }, () => connectImap(system)));
    const [, signedIn, idling, appending] = clients as [RawClient, RawClient, RawClient, RawClient];
    for (const client of [signedIn, idling, appending]) await client.command(`LOGIN "${reader.address}" "${reader.password}"`);
    await idling.command('SELECT INBOX');
    idling.send('I IDLE\r\n');
    expect(await idling.line()).toBe('+ idling');
    appending.send('A APPEND Drafts {1000}\r\n');
    expect(await appending.line()).toMatch(/^\+ /);
    appending.send('Subject: half a message\r\n');
    await system.stop();
    for (const client of clients) expect((await client.rest()).at(-1)).toBe('* BYE server shutting down');
    await system.start();
    await using imap = await openImap(system, reader);
    expect(await countMessages(imap, 'Drafts', 'half a message')).toBe(0);
  });
});

describe('kill -9', () => {
  it.each(['postgres-too', 'orphaning-postgres'] as const)(
    'in the middle of deliveries (%s) loses nothing acknowledged',
    async (postgres) => {
      const acknowledged: string[] = [];
      let isKilling = false;
      const clients = Promise.all(Array.from({ length: 4 }, () => deliverUntilCut(acknowledged, () => isKilling)));
      clients.catch(() => undefined); // awaited below; until then nobody hears it
      await waitUntil('forty messages are acknowledged', () => acknowledged.length >= 40, { msMax: 30_000, everyMs: 5 });
      isKilling = true;
      await system.kill9(postgres);
      await clients;
      await system.start();
      await expectMessages(acknowledged);
      await expectMessages([await deliver()]);
    },
  );
});

/**
 * One message after another through one connection, each noted when its 250 is there, until the connection breaks. While the processes
 * die one by one a message may still be refused (no database): that one was promised to nobody.
 */
async function deliverUntilCut(acknowledged: string[], isKilling: () => boolean): Promise<void> {
  await using client = await LineClient.open(system.ports.smtp);
  try {
    await client.command('EHLO mx.example.com');
    for (;;) {
      const { octets, mark } = sampleMessage({ from: 'ngoai@example.com', to: reader.address, lines: ['x'] });
      await client.envelope('ngoai@example.com', reader.address);
      const reply = await client.message(octets);
      if (reply.code !== 250) throw new Error(`a message was refused: ${reply.text}`);
      acknowledged.push(mark);
      await sleep(1);
    }
  } catch (error) {
    if (!isKilling()) throw error;
  }
}

describe('a second program on the same data folder', () => {
  it('is refused and leaves the first alone', async () => {
    const second = await system.command('serve');
    expect(second.code).toBe(1);
    expect(second.stderr).not.toBe('');
    const mark = await deliver();
    await using imap = await openImap(system, reader);
    await waitForMessage(imap, 'INBOX', mark);
  });
});
