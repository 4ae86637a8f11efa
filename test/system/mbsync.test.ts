import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countMessages, messagesIn, openImap, submit } from '#test/helpers/mail-clients.ts';
import { mustRun } from '#test/helpers/run-command.ts';
import { type SampleMessage, sampleMessage } from '#test/helpers/sample-message.ts';
import { type SamplePerson, startSystem, type TestSystem } from '#test/helpers/start-system.ts';

// A mailbox kept in step with a Maildir, both ways, by isync's mbsync.
let folder: string;
let system: TestSystem;
let owner: SamplePerson;
const inbox = () => join(folder, 'mail', 'INBOX');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'congthu-mbsync-'));
  system = await startSystem();
  owner = system.personNamed('Ma Thị Lan');
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

async function deliver(): Promise<SampleMessage> {
  const sender = system.person('anhnv.tt@backan.gov.vn');
  const message = sampleMessage({ from: sender.address, to: owner.address });
  await submit(system, { from: sender, to: [owner.address], raw: message.octets });
  return message;
}

/** The file of a message in the Maildir, below `cur` or `new`. */
async function fileWith(mark: string): Promise<string | undefined> {
  for (const part of ['cur', 'new']) {
    for (const name of await readdir(join(inbox(), part))) {
      const path = join(inbox(), part, name);
      if ((await readFile(path, 'latin1')).includes(mark)) return path;
    }
  }
  return undefined;
}

async function flagsOnServer(mark: string): Promise<string[]> {
  await using imap = await openImap(system, owner);
  await imap.mailboxOpen('INBOX');
  const [uid] = (await messagesIn(imap, 'INBOX')).filter(({ source }) => source.includes(mark)).map((message) => message.uid);
  const found = await imap.fetchOne(String(uid), { flags: true }, { uid: true });
  return found ? [...(found.flags ?? [])] : [];
}

describe('mbsync', () => {
  it('brings mail, all folders and flags down', async () => {
    const { octets, mark } = await deliver();
    await sync();
    expect(await readdir(join(folder, 'mail'))).toEqual(expect.arrayContaining(['INBOX', 'Sent', 'Drafts', 'Trash', 'Junk', 'Archive']));
    // Maildir keeps LF line ends; mbsync adds a header field of its own to find the message again.
    const text = await readFile((await fileWith(mark)) ?? '', 'latin1');
    const body = (message: string) => message.slice(message.indexOf('\n\n'));
    expect(body(text)).toBe(body(octets.toString('latin1').replaceAll('\r\n', '\n')));

    await using imap = await openImap(system, owner);
    await imap.mailboxOpen('INBOX');
    await imap.messageFlagsAdd({ header: { 'message-id': mark } }, ['\\Seen', '\\Flagged']);
    await sync();
    expect(await fileWith(mark)).toMatch(/:2,[A-Z]*F[A-Z]*S/);
  });

  it('brings flags, new messages and removals up', async () => {
    const { mark } = await deliver();
    await sync();
    const path = (await fileWith(mark)) ?? '';
    const name = path.split('/').at(-1)?.split(':')[0] ?? '';
    await rename(path, join(inbox(), 'cur', `${name}:2,RS`));
    const own = sampleMessage({ from: owner.address, to: owner.address });
    await writeFile(join(inbox(), 'cur', `1.own.localhost:2,S`), own.octets.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
    await sync();
    expect(await flagsOnServer(mark)).toEqual(expect.arrayContaining(['\\Answered', '\\Seen']));
    expect(await flagsOnServer(own.mark)).toContain('\\Seen');

    await rm((await fileWith(mark)) ?? '');
    await sync();
    await using imap = await openImap(system, owner);
    expect(await countMessages(imap, 'INBOX', mark)).toBe(0);
  });

  it('removes what was expunged on the server, and then finds nothing left to do', async () => {
    const { mark } = await deliver();
    await sync();
    expect(await fileWith(mark)).toBeDefined();
    await using imap = await openImap(system, owner);
    await imap.mailboxOpen('INBOX');
    await imap.messageDelete({ header: { 'message-id': mark } });
    await sync();
    expect(await fileWith(mark)).toBeUndefined();
    const [before] = await system.query('SELECT sum(change_counter) AS changes FROM account');
    await sync();
    expect((await system.query('SELECT sum(change_counter) AS changes FROM account'))[0]).toEqual(before);
  });
});
