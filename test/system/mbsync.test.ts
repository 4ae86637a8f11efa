import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countMessages, type ImapClient, messagesIn, openImap, submit } from '#test/helpers/mail-clients.ts';
import { fileWith, flagFile } from '#test/helpers/maildir.ts';
import { mustRun } from '#test/helpers/run-command.ts';
import { type SampleMessage, sampleMessage } from '#test/helpers/sample-message.ts';
import { type SamplePerson, startSystem, type TestSystem } from '#test/helpers/start-system.ts';

// A mailbox kept in step with a Maildir, both ways, by isync's mbsync.
let folder: string;
let system: TestSystem;
let owner: SamplePerson;
const unit = 'phongcn.tt@backan.gov.vn';
const unitInbox = `Shared/${unit}/INBOX`;
const local = (mailbox: string) => join(folder, 'mail', mailbox);
const inbox = () => local('INBOX');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'congthu-mbsync-'));
  system = await startSystem();
  owner = system.person('anhnv.tt@backan.gov.vn'); // head of the unit, whose mailbox stands below Shared
  await mkdir(join(folder, 'mail'));
  const version = /isync (\d+)\.(\d+)/.exec((await mustRun('mbsync', ['--version'])).toString());
  const [major = 0, minor = 0] = (version ?? []).slice(1).map(Number);
  const tlsKey = major > 1 || minor >= 5 ? 'TLSType' : 'SSLType'; // renamed in 1.5
  const lines = [
    'IMAPStore far',
    'Host localhost',
    `Port ${system.ports.imaps}`,
    `User ${owner.address}`,
    `Pass ${owner.password}`,
    `${tlsKey} IMAPS`,
    `CertificateFile ${system.firstRun.ca}`,
    'PipelineDepth 50',
    '',
    'MaildirStore near',
    `Path ${join(folder, 'mail')}/`,
    `Inbox ${inbox()}`,
    'SubFolders Verbatim',
    '',
    'Channel all',
    'Far :far:',
    'Near :near:',
    'Patterns *',
    'Create Both',
    'Remove Both',
    'Expunge Both',
    'SyncState *',
  ];
  await writeFile(join(folder, 'mbsyncrc'), `${lines.join('\n')}\n`);
});

afterAll(async () => {
  await system?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const sync = () => mustRun('mbsync', ['--config', join(folder, 'mbsyncrc'), '--quiet', 'all'], { env: { HOME: folder } });

async function deliver(to = owner.address): Promise<SampleMessage> {
  const sender = system.personNamed('Ma Thị Lan');
  const message = sampleMessage({ from: sender.address, to });
  await submit(system, { from: sender, to: [to], raw: message.octets });
  return message;
}

async function flagsOnServer(mark: string, mailbox = 'INBOX'): Promise<string[]> {
  await using imap = await openImap(system, owner);
  const [uid] = (await messagesIn(imap, mailbox)).filter(({ source }) => source.includes(mark)).map((message) => message.uid);
  await imap.mailboxOpen(mailbox);
  const found = await imap.fetchOne(String(uid), { flags: true }, { uid: true });
  return found ? [...(found.flags ?? [])] : [];
}

describe('mbsync', () => {
  it('brings mail, all folders and flags down', async () => {
    const { octets, mark } = await deliver();
    await sync();
    expect(await readdir(join(folder, 'mail'))).toEqual(expect.arrayContaining(['INBOX', 'Sent', 'Drafts', 'Trash', 'Junk', 'Archive']));
    // Maildir keeps LF line ends; mbsync adds a header field of its own to find the message again.
    const text = await readFile((await fileWith(local('INBOX'), mark)) ?? '', 'latin1');
    const body = (message: string) => message.slice(message.indexOf('\n\n'));
    expect(body(text)).toBe(body(octets.toString('latin1').replaceAll('\r\n', '\n')));

    await using imap = await openImap(system, owner);
    await imap.mailboxOpen('INBOX');
    await imap.messageFlagsAdd({ header: { 'message-id': mark } }, ['\\Seen', '\\Flagged']);
    await sync();
    expect(await fileWith(local('INBOX'), mark)).toMatch(/:2,[A-Z]*F[A-Z]*S/);
  });

  it('brings flags, new messages and removals up', async () => {
    const { mark } = await deliver();
    await sync();
    await flagFile(local('INBOX'), mark, 'RS');
    const own = sampleMessage({ from: owner.address, to: owner.address });
    await writeFile(join(inbox(), 'cur', `1.own.localhost:2,S`), own.octets.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
    await sync();
    expect(await flagsOnServer(mark)).toEqual(expect.arrayContaining(['\\Answered', '\\Seen']));
    expect(await flagsOnServer(own.mark)).toContain('\\Seen');

    await rm((await fileWith(local('INBOX'), mark)) ?? '');
    await sync();
    await using imap = await openImap(system, owner);
    expect(await countMessages(imap, 'INBOX', mark)).toBe(0);
  });

  it('removes what was expunged on the server, and then finds nothing left to do', async () => {
    const { mark } = await deliver();
    await sync();
    expect(await fileWith(local('INBOX'), mark)).toBeDefined();
    await using imap = await openImap(system, owner);
    await imap.mailboxOpen('INBOX');
    await imap.messageDelete({ header: { 'message-id': mark } });
    await sync();
    expect(await fileWith(local('INBOX'), mark)).toBeUndefined();
    const [before] = await system.query('SELECT sum(change_counter) AS changes FROM account');
    await sync();
    expect((await system.query('SELECT sum(change_counter) AS changes FROM account'))[0]).toEqual(before);
  });

  it('joins what both sides changed on one message', async () => {
    const { mark } = await deliver();
    await sync();
    await flagFile(local('INBOX'), mark, 'F');
    await using imap = await openImap(system, owner);
    await imap.mailboxOpen('INBOX');
    await imap.messageFlagsAdd({ header: { 'message-id': mark } }, ['\\Seen']);
    await sync();
    expect(await fileWith(local('INBOX'), mark)).toMatch(/:2,FS$/);
    expect((await flagsOnServer(mark)).filter((flag) => flag !== '\\Recent').sort()).toEqual(['\\Flagged', '\\Seen']);
  });

  it('keeps the unit’s mailbox below Shared in step, both ways', async () => {
    const { mark } = await deliver(unit);
    await sync();
    await flagFile(local(unitInbox), mark, 'S');
    await sync();
    expect(await flagsOnServer(mark, unitInbox)).toContain('\\Seen');
  });

  it('carries folders with Vietnamese names both ways, in modified UTF-7', async () => {
    const [fromServer, fromHere] = ['C&APQ-ng v&AQM-n &AREevw-n', 'D&HvE- &AOE-n']; // Công văn đến, Dự án
    await using imap = await openImap(system, owner);
    await imap.mailboxCreate('Công văn đến');
    for (const part of ['cur', 'new', 'tmp']) await mkdir(join(local(fromHere), part), { recursive: true });
    const own = sampleMessage({ from: owner.address, to: owner.address });
    await writeFile(join(local(fromHere), 'cur', '2.own.localhost:2,S'), own.octets.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
    await sync();
    expect(await readdir(join(folder, 'mail'))).toContain(fromServer);
    expect(await countMessages(imap, 'Dự án', own.mark)).toBe(1);
  });

  it('after a restart of the server takes over the fifty changes that were made meanwhile, and nothing else', async () => {
    await using before = await openImap(system, owner);
    const marks: string[] = [];
    const put = async (imap: ImapClient, count: number) => {
      for (let done = 0; done < count; done += 1) {
        const { octets, mark } = sampleMessage({ from: owner.address, to: owner.address });
        await imap.append('Archive', octets);
        marks.push(mark);
      }
    };
    await put(before, 60);
    await sync();
    const names = await filesIn('Archive');
    expect(names).toHaveLength(60);

    await system.restart();
    await using imap = await openImap(system, owner);
    await imap.mailboxOpen('Archive');
    await imap.messageFlagsAdd('1:20', ['\\Flagged']);
    await imap.messageDelete('41:55');
    await put(imap, 15);
    await sync();
    const now = await filesIn('Archive');
    expect(now).toHaveLength(60);
    expect(now.filter((name) => /:2,F$/.test(name))).toHaveLength(20);
    const withoutFlags = (list: readonly string[]) => list.map((name) => name.split(':')[0]);
    expect(
      withoutFlags(now).filter((name) => withoutFlags(names).includes(name)),
      'none was fetched again',
    ).toHaveLength(45);
    for (const mark of [marks[0]!, marks[39]!, marks[55]!, ...marks.slice(60)])
      expect(await fileWith(local('Archive'), mark)).toBeDefined();
    for (const mark of marks.slice(40, 55)) expect(await fileWith(local('Archive'), mark)).toBeUndefined();
  });

  async function filesIn(mailbox: string): Promise<string[]> {
    return [...(await readdir(join(local(mailbox), 'cur'))), ...(await readdir(join(local(mailbox), 'new')))];
  }
});
