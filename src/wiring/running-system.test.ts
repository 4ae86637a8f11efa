import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signalUnlessGone } from '#test/helpers/congthu-process.ts';
import { LineClient } from '#test/helpers/line-client.ts';
import { messagesIn, openImap, submit, waitForMessage } from '#test/helpers/mail-clients.ts';
import { unusedPort } from '#test/helpers/port-base.ts';
import { descendantsOf, isRunning } from '#test/helpers/process-tree.ts';
import { sampleMessage } from '#test/helpers/sample-message.ts';
import { type SamplePerson, startSystem, type TestSystem } from '#test/helpers/start-system.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';

let system: TestSystem;
let head: SamplePerson;
let other: SamplePerson;
const unit = 'phongcn.tt@backan.gov.vn';

beforeAll(async () => {
  // Everything that can be logged is; nothing answers at the relay.
  const relay = { host: '127.0.0.1', port: await unusedPort(), tls: 'none' };
  system = await startSystem({ config: { log: { level: 'debug' }, relay } });
  head = system.person('anhnv.tt@backan.gov.vn');
  other = system.personNamed('Ma Thị Lan');
}, 150_000);

afterAll(() => system?.[Symbol.asyncDispose](), 60_000);

const said = () => system.program.stdout + system.program.stderr;

async function done(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await system.command(...args);
  if (code !== 0) throw new Error(`congthu ${args.join(' ')}: ${stderr}`);
  return stdout;
}

describe('first-run.json', () => {
  it('has the keys that are promised and no others, with absolute paths', () => {
    const { firstRun, dataDir } = system;
    expect(Object.keys(firstRun)).toEqual(['ports', 'ca', 'admin', 'people']);
    expect(Object.keys(firstRun.admin)).toEqual(['address', 'password']);
    expect(firstRun.ca).toBe(`${dataDir}/tls/ca.pem`);
    for (const person of firstRun.people) {
      expect(Object.keys(person)).toEqual(['address', 'password', 'name', 'unit', 'post', 'p12', 'p12Password']);
      expect(Object.values(person).every((value) => value !== '')).toBe(true);
      expect(person.p12).toBe(`${dataDir}/certificates/${person.address}.p12`);
    }
  });

  it('names a person with two posts once, by the main one', () => {
    const found = system.firstRun.people.filter(({ name }) => name === 'Hoàng Đình Quý');
    expect(found).toMatchObject([{ unit: 'Sở Thông tin và Truyền thông', post: 'Phó Giám đốc' }]);
  });
});

describe('mail that comes in', () => {
  it('for <Postmaster> without a domain reaches the administrator', async () => {
    const { octets, mark } = sampleMessage({ from: 'ngoai@example.com', to: 'postmaster@example.com' });
    await using client = await LineClient.open(system.ports.smtp);
    await client.command('EHLO mx.example.com');
    await client.command('MAIL FROM:<ngoai@example.com>');
    expect((await client.command('RCPT TO:<Postmaster>')).text).toMatch(/^250/);
    expect((await client.command('RCPT TO:<nobody@mail.localhost>')).text).toMatch(/^550 5\.7\.1/);
    await client.command('DATA');
    expect((await client.message(octets)).code).toBe(250);
    await using imap = await openImap(system, system.firstRun.admin);
    await waitForMessage(imap, 'INBOX', mark);
  });
});

describe('an app password that opens the unit mailbox', () => {
  it('sends as the unit, and not as the person', async () => {
    const shown = await done('user', 'app-password', head.address, '--for', unit, '--label', 'Máy in');
    const credentials = { address: unit, password: /password\s+(\S+)$/m.exec(shown)?.[1] ?? '' };
    const asUnit = sampleMessage({ from: unit, to: other.address });
    await submit(system, { from: credentials, to: [other.address], raw: asUnit.octets });
    await using imap = await openImap(system, other);
    await waitForMessage(imap, 'INBOX', asUnit.mark);
    const asPerson = sampleMessage({ from: head.address, to: other.address });
    await expect(
      submit(system, { from: credentials, to: [other.address], raw: asPerson.octets, envelopeFrom: head.address }),
    ).rejects.toThrow(/550 5\.7\.1/);
  });
});

describe('the log of a whole dialogue', () => {
  it('holds no password, no AUTH exchange, no body and no subject, even of what fails', async () => {
    const secrets = { subject: 'Chu de bi mat 7f3a', body: 'noi dung bi mat 9c1e', wrong: 'mat-khau-sai-51d2' };
    const raw = sampleMessage({ from: head.address, to: other.address, subject: secrets.subject, lines: [secrets.body] }).octets;
    for (const method of ['PLAIN', 'LOGIN'] as const) await submit(system, { from: head, to: [other.address], raw, method });
    const wrong = { address: head.address, password: secrets.wrong };
    await expect(submit(system, { from: wrong, to: [other.address], raw })).rejects.toThrow(/535/);
    await expect(openImap(system, wrong)).rejects.toThrow();
    {
      await using imap = await openImap(system, head);
      await imap.append('Drafts', raw);
      await imap.search({ body: secrets.body }, { uid: true });
      await waitUntil('the draft is there', async () => (await messagesIn(imap, 'Drafts')).length > 0);
    }
    await using client = await LineClient.open(system.ports.submission);
    await client.command('EHLO client.example');
    await client.command(`AUTH PLAIN ${Buffer.from(`\0${head.address}\0${secrets.wrong}`).toString('base64')} extra`);
    await client.command(`NOOP ${secrets.wrong}`);
    await client.command(`PASS ${secrets.wrong}`);
    const base64 = (text: string) => Buffer.from(text).toString('base64').replace(/=+$/, '');
    const never = [
      ...Object.values(secrets),
      head.password,
      base64(head.password),
      base64(secrets.wrong),
      base64(`\0${head.address}\0${head.password}`),
      base64(`\0${head.address}\0${secrets.wrong}`),
      system.firstRun.admin.password,
    ];
    expect(never.filter((secret) => said().includes(secret))).toEqual([]);
    expect(system.program.log().filter(({ event }) => typeof event !== 'string')).toEqual([]);
    expect(said()).toContain(head.address);
  });
});

describe('locking an account', () => {
  it('ends its live sessions in every process, and refuses new ones until it is unlocked', async () => {
    const clients = await Promise.all(Array.from({ length: 10 }, () => openImap(system, other)));
    const closed = clients.map((client) => new Promise<void>((resolve) => client.once('close', resolve)));
    await done('user', 'lock', other.address, '--reason', 'nghỉ hưu');
    await Promise.all(closed);
    await expect(openImap(system, other)).rejects.toThrow();
    expect(await done('user', 'show', other.address)).toMatch(/locked/);
    expect((await system.command('user', 'lock', other.address)).code).toBe(1);
    const ended = system.program.log().filter(({ event }) => event === 'worker.session-ended');
    expect(new Set(ended.map(({ worker }) => worker)).size).toBe(2);
    await done('user', 'unlock', other.address);
    await using again = await openImap(system, other);
    expect(again.usable).toBe(true);
    const acts = await system.query<{ act: string; target: string; detail: object }>(
      "SELECT act, target, detail FROM audit WHERE act LIKE 'account.%lock' ORDER BY id",
    );
    expect(acts).toEqual([
      { act: 'account.lock', target: other.address, detail: { reason: 'nghỉ hưu' } },
      { act: 'account.unlock', target: other.address, detail: {} },
    ]);
  });
});

describe('the queue', () => {
  const attempts = async () =>
    (await system.query<{ attempts: number }>("SELECT attempts FROM queue_recipient WHERE address = 'ai@example.org'"))[0]?.attempts ?? 0;

  it('is listed, held, released and retried; a message that is cancelled comes back to its sender', async () => {
    const { octets, mark } = sampleMessage({ from: head.address, to: 'ai@example.org' });
    await submit(system, { from: head, to: ['ai@example.org'], raw: octets });
    await waitUntil('it was tried', async () => (await attempts()) > 0);
    const list = await done('queue', 'list', '--domain', 'example.org');
    expect(list).toMatch(/(waiting|sending) +ai@example\.org +×[1-9]/);
    const id = /^(\d+) /m.exec(list)?.[1] ?? '';
    await done('queue', 'hold', id);
    expect(await done('queue', 'list')).toMatch(/held +ai@example\.org/);
    expect(await system.command('queue', 'retry', id)).toMatchObject({ code: 1, stdout: '' });
    await done('queue', 'release', id);
    await waitUntil('it may be cancelled', async () => (await system.command('queue', 'cancel', id)).code === 0);
    expect(await done('queue', 'list')).toMatch(/empty/);
    await using imap = await openImap(system, head);
    const notice = await waitForMessage(imap, 'INBOX', mark);
    expect(notice.source.toString('latin1')).toMatch(/multipart\/report/);
  });
});

describe('a database that dies', () => {
  it('makes clients come again later, never refuses for good, and is back by itself', async () => {
    const server = (await descendantsOf(system.program.pid)).find(({ command }) => /\/postgres -D/.test(command));
    signalUnlessGone(server?.pid ?? 0);
    const codes: number[] = [];
    await waitUntil('a recipient is taken again', async () => {
      await using client = await LineClient.open(system.ports.smtp);
      await client.command('EHLO mx.example.com');
      await client.command('MAIL FROM:<ngoai@example.com>');
      codes.push((await client.command(`RCPT TO:<${head.address}>`)).code);
      return codes.at(-1) === 250;
    });
    expect(codes.filter((code) => code !== 250 && (code < 400 || code > 499))).toEqual([]);
  });
});

describe('a supervisor that is killed', () => {
  it('takes its workers along at once, and the next start begins where it ended', async () => {
    const workers = await system.program.workers();
    expect(workers).toHaveLength(2);
    signalUnlessGone(system.program.pid);
    for (const pid of workers) await waitUntil(`worker ${pid} is gone`, async () => !(await isRunning(pid)), { everyMs: 5 });
    await system.start();
    await using imap = await openImap(system, head);
    expect((await messagesIn(imap, 'INBOX')).length).toBeGreaterThan(0);
  }, 60_000);
});

describe('a command given alone', () => {
  it('starts the database for as long as it takes', async () => {
    await system.stop();
    expect(await done('user', 'list', 'nguyen van anh')).toContain(head.address);
    expect(await done('queue', 'list')).toMatch(/empty/);
    expect(await system.command('user', 'show', 'khong.co@backan.gov.vn')).toMatchObject({ code: 1, stdout: '' });
    await system.start();
  }, 60_000);
});
