import { once } from 'node:events';
import { connect } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { RawClient } from '#mail/pop3/testing/raw-client.ts';
import { connectionsPerProcess } from '#test/helpers/connections-per-process.ts';
import { countMessages, openImap, submit, tracePrefix } from '#test/helpers/mail-clients.ts';
import { type SampleMessage, sampleMessage } from '#test/helpers/sample-message.ts';
import { type SamplePerson, startSystem, type TestSystem } from '#test/helpers/start-system.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';

vi.setConfig({ testTimeout: 90_000 }); // whole processes, on a machine that may be busy with other tests

let system: TestSystem;
let owner: SamplePerson;
let sender: SamplePerson;

beforeAll(async () => {
  system = await startSystem({ config: { workers: 2 } });
  owner = system.personNamed('Ma Thị Lan');
  sender = system.person('anhnv.tt@backan.gov.vn');
}, 150_000);

afterAll(() => system?.[Symbol.asyncDispose](), 60_000);

beforeEach(async () => {
  await using imap = await openImap(system, owner);
  await imap.mailboxOpen('INBOX');
  await imap.messageDelete('1:*');
});

async function deliver(): Promise<SampleMessage> {
  const message = sampleMessage({ from: sender.address, to: owner.address });
  await submit(system, { from: sender, to: [owner.address], raw: message.octets });
  return message;
}

class Pop3Client extends RawClient implements AsyncDisposable {
  /** Over TLS, the greeting read. */
  static async connect(): Promise<Pop3Client> {
    const socket = connect({ host: '127.0.0.1', port: system.ports.pop3s, ca: system.ca, servername: 'localhost' });
    await once(socket, 'secureConnect');
    const client = new Pop3Client(socket);
    expect(await client.line()).toMatch(/^\+OK /);
    return client;
  }

  /** What the server says to the right password. */
  async signIn(password = owner.password): Promise<string> {
    await this.command(`USER ${owner.address}`);
    return (await this.command(`PASS ${password}`)) ?? '(hung up)';
  }

  async uidl(): Promise<string[]> {
    return (await this.list('UIDL')).slice(1).map((line) => line.split(' ')[1] ?? '');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.destroy();
  }
}

/** Signed in, once no other session holds the mailbox. */
async function open(): Promise<Pop3Client> {
  return waitUntil('the mailbox can be opened', async () => {
    const client = await Pop3Client.connect();
    if ((await client.signIn()).startsWith('+OK')) return client;
    client.destroy();
    return null;
  });
}

async function countInInbox(mark: string): Promise<number> {
  await using imap = await openImap(system, owner);
  return await countMessages(imap, 'INBOX', mark); // before the connection is disposed of
}

describe('signing in', () => {
  it('is refused with a wrong password, and refused to a second session in whatever process until the first has ended', async () => {
    await using wrong = await Pop3Client.connect();
    expect(await wrong.signIn('sai')).toMatch(/^-ERR \[AUTH\] /);
    await using first = await open();
    const others: Pop3Client[] = [];
    const workers = await system.program.workers();
    do others.push(await Pop3Client.connect());
    while (others.length < 30 && !(await connectionsPerProcess(workers, system.ports.pop3s)).every((count) => count > 1));
    for (const other of others) expect(await other.signIn()).toMatch(/^-ERR \[IN-USE\] /);
    expect(await first.command('QUIT')).toMatch(/^\+OK/);
    await using next = await Pop3Client.connect();
    expect(await next.signIn()).toMatch(/^\+OK/);
    for (const other of others) other.destroy();
  });
});

describe('messages', () => {
  it('come octet for octet, with the same unique-ids after a restart of the program', async () => {
    const sent = [await deliver(), await deliver()];
    const before = await open();
    const ids = await before.uidl();
    expect(new Set(ids).size).toBe(sent.length);
    const { octets } = await before.octets('RETR 1');
    tracePrefix(Buffer.from(octets.slice(0, -3).replace(/^\.\./gm, '.'), 'latin1'), sent[0]!.octets);
    await before.command('QUIT');
    await system.restart();
    await using after = await open();
    expect(await after.uidl()).toEqual(ids);
    const { mark } = await deliver();
    expect(await after.uidl(), 'what comes during a session is the next one’s').toEqual(ids);
    expect(await after.command('STAT')).toMatch(/^\+OK 2 /);
    await after.command('QUIT');
    await using next = await open();
    expect((await next.uidl()).slice(0, 2)).toEqual(ids);
    expect((await next.list('TOP 3 0')).join('\n')).toContain(mark);
  });

  it('are gone for IMAP once QUIT is answered, and not a moment before', async () => {
    const { mark } = await deliver();
    const kept = await deliver();
    await using client = await open();
    expect(await client.command('DELE 1')).toMatch(/^\+OK/);
    expect(await countInInbox(mark)).toBe(1);
    expect(await client.command('QUIT')).toMatch(/^\+OK/);
    expect(await countInInbox(mark)).toBe(0);
    expect(await countInInbox(kept.mark)).toBe(1);
  });

  it('stay when the connection breaks after DELE, and the mailbox is free again', async () => {
    const { mark } = await deliver();
    const client = await open();
    expect(await client.command('DELE 1')).toMatch(/^\+OK/);
    client.destroy();
    await using next = await open();
    expect(await next.uidl()).toHaveLength(1);
    expect(await countInInbox(mark)).toBe(1);
  });

  it('stay when the program is stopped after DELE, and the client is told why', async () => {
    const { mark } = await deliver();
    const client = await open();
    expect(await client.command('DELE 1')).toMatch(/^\+OK/);
    await system.stop();
    expect(await client.line()).toMatch(/^-ERR \[SYS\/TEMP\] /);
    expect(await client.line()).toBeNull();
    await system.start();
    expect(await countInInbox(mark)).toBe(1);
  });
});
