import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { otherCa } from '#test/helpers/client-trial.ts';
import { countMessages, type ImapClient, messagesIn, openImap, submit, tracePrefix } from '#test/helpers/mail-clients.ts';
import { fileWith, flagFile } from '#test/helpers/maildir.ts';
import { runCommand } from '#test/helpers/run-command.ts';
import { type SampleMessage, sampleMessage, withCrlf } from '#test/helpers/sample-message.ts';
import { signedMessage } from '#test/helpers/signed-message.ts';
import { type SamplePerson, startSystem, type TestSystem } from '#test/helpers/start-system.ts';

// A mailbox kept in step with a Maildir, both ways, by OfflineIMAP.
let folder: string;
let system: TestSystem;
let owner: SamplePerson;
let sender: SamplePerson;
const vietnamese = 'Công văn đến';
const unit = 'phongcn.tt@backan.gov.vn';
const unitInbox = `Shared/${unit}/INBOX`;
const local = (mailbox: string) => join(folder, 'mail', mailbox);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'congthu-offlineimap-'));
  system = await startSystem();
  owner = system.person('anhnv.tt@backan.gov.vn'); // head of the unit, whose mailbox stands below Shared
  sender = system.personNamed('Ma Thị Lan');
  await configure('offlineimaprc', system.firstRun.ca);
});

afterAll(async () => {
  await system?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

function configure(name: string, ca: string): Promise<void> {
  const lines = [
    '[general]',
    'accounts = office',
    `metadata = ${join(folder, `state-${name}`)}`,
    'socktimeout = 30',
    '[Account office]',
    'localrepository = near',
    'remoterepository = far',
    'utf8foldernames = yes',
    '[Repository near]',
    'type = Maildir',
    `localfolders = ${join(folder, 'mail')}`,
    'sep = /',
    '[Repository far]',
    'type = IMAP',
    'remotehost = localhost',
    `remoteport = ${system.ports.imaps}`,
    `remoteuser = ${owner.address}`,
    `remotepass = ${owner.password}`,
    'ssl = yes',
    `sslcacertfile = ${ca}`,
  ];
  return writeFile(join(folder, name), `${lines.join('\n')}\n`);
}

const run = (config: string) =>
  runCommand('offlineimap', ['-c', join(folder, config), '-o', '-u', 'basic'], { env: { HOME: folder, LC_ALL: 'C.UTF-8' } });

/** What the program said. It goes on after a folder that failed, so its words are looked at besides its exit code. */
async function sync(): Promise<string> {
  const { code, stdout, stderr } = await run('offlineimaprc');
  const said = `${stdout.toString()}${stderr}`;
  if (code !== 0 || /ERROR|WARNING|Traceback/.test(said)) throw new Error(`offlineimap ended with ${code}: ${said}`);
  return said;
}

async function deliver(message: SampleMessage, to = owner.address): Promise<SampleMessage> {
  await submit(system, { from: sender, to: [to], raw: message.octets });
  return message;
}

const plainMessage = () => sampleMessage({ from: sender.address, to: owner.address });

async function flagsOf(imap: ImapClient, mailbox: string, mark: string): Promise<string[]> {
  const uid = (await messagesIn(imap, mailbox)).find(({ source }) => source.includes(mark))?.uid;
  const lock = await imap.getMailboxLock(mailbox);
  try {
    const found = await imap.fetchOne(String(uid), { flags: true }, { uid: true });
    return found ? [...(found.flags ?? [])] : [];
  } finally {
    lock.release();
  }
}

describe('OfflineIMAP', () => {
  it('is refused by its own check of the certificate when another authority is trusted', async () => {
    await configure('wrong-ca', await otherCa(folder));
    const { stdout, stderr } = await run('wrong-ca');
    expect(`${stdout.toString()}${stderr}`).toContain('certificate verify failed');
    await expect(readdir(local('INBOX'))).rejects.toThrow('ENOENT');
  });

  it('brings a signed message, Vietnamese folders and flags down', async () => {
    const { octets, mark } = await deliver(await signedMessage(sender, [owner.address]));
    await using imap = await openImap(system, owner);
    await imap.mailboxCreate(vietnamese);
    await imap.mailboxCreate(`${vietnamese}/Năm 2026`);
    await sync();
    expect(await readdir(join(folder, 'mail'))).toEqual(expect.arrayContaining(['INBOX', 'Sent', 'Drafts', vietnamese]));
    expect(await readdir(local(vietnamese))).toContain('Năm 2026');
    tracePrefix(withCrlf(await readFile((await fileWith(local('INBOX'), mark)) ?? '')), octets); // a Maildir keeps LF line ends

    await imap.mailboxOpen('INBOX');
    await imap.messageFlagsAdd({ header: { 'message-id': mark } }, ['\\Seen', '\\Flagged']);
    await sync();
    expect(await fileWith(local('INBOX'), mark)).toMatch(/:2,FS$/);
  });

  it('brings flags, new messages, a new folder and removals up', async () => {
    const { mark } = await deliver(plainMessage());
    await sync();
    await flagFile(local('INBOX'), mark, 'RS');
    const own = plainMessage();
    const ownFile = join(local(vietnamese), 'cur', '1.own.localhost:2,S');
    await writeFile(ownFile, own.octets.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
    await sync();
    await using imap = await openImap(system, owner);
    expect(await flagsOf(imap, 'INBOX', mark)).toEqual(expect.arrayContaining(['\\Answered', '\\Seen']));
    expect(await flagsOf(imap, vietnamese, own.mark)).toContain('\\Seen');

    await rm((await fileWith(local('INBOX'), mark)) ?? '');
    await sync();
    expect(await countMessages(imap, 'INBOX', mark)).toBe(0);
    expect(await countMessages(imap, vietnamese, own.mark)).toBe(1);
  });

  it('removes what was expunged on the server, and then finds nothing left to do', async () => {
    const { mark } = await deliver(plainMessage());
    await sync();
    expect(await fileWith(local('INBOX'), mark)).toBeDefined();
    await using imap = await openImap(system, owner);
    await imap.mailboxOpen('INBOX');
    await imap.messageDelete({ header: { 'message-id': mark } });
    await sync();
    expect(await fileWith(local('INBOX'), mark)).toBeUndefined();
    const [before] = await system.query('SELECT sum(change_counter) AS changes FROM account');
    expect(await sync()).not.toMatch(/Copy message|Adding flags|Deleting/);
    expect((await system.query('SELECT sum(change_counter) AS changes FROM account'))[0]).toEqual(before);
  });

  it('joins what both sides changed on one message', async () => {
    const { mark } = await deliver(plainMessage());
    await sync();
    await flagFile(local('INBOX'), mark, 'F');
    await using imap = await openImap(system, owner);
    await imap.mailboxOpen('INBOX');
    await imap.messageFlagsAdd({ header: { 'message-id': mark } }, ['\\Seen']);
    await sync();
    expect(await fileWith(local('INBOX'), mark)).toMatch(/:2,FS$/);
    expect(await flagsOf(imap, 'INBOX', mark)).toEqual(expect.arrayContaining(['\\Flagged', '\\Seen']));
  });

  it('keeps the unit’s mailbox below Shared in step, both ways', async () => {
    const { mark } = await deliver(plainMessage(), unit);
    await sync();
    await flagFile(local(unitInbox), mark, 'S');
    await sync();
    await using imap = await openImap(system, owner);
    expect(await flagsOf(imap, unitInbox, mark)).toContain('\\Seen');
  });

  it('fetches nothing again after a restart of the server: UIDs and UIDVALIDITY stay', async () => {
    await sync();
    const names = async () => (await readdir(local('INBOX'), { recursive: true })).sort();
    const before = await names();
    await system.restart();
    expect(await sync()).not.toMatch(/Copy message|Adding flags|Deleting|UID validity/i);
    expect(await names()).toEqual(before);
  });
});
