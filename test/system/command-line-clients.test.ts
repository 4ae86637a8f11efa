import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openImap, tracePrefix, waitForMessage } from '#test/helpers/mail-clients.ts';
import { mustRun, runCommand } from '#test/helpers/run-command.ts';
import { sampleMessage } from '#test/helpers/sample-message.ts';
import { type SamplePerson, startSystem, type TestSystem } from '#test/helpers/start-system.ts';

let folder: string;
let system: TestSystem;
let sender: SamplePerson;
let reader: SamplePerson;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'congthu-clients-'));
  system = await startSystem();
  sender = system.person('anhnv.tt@backan.gov.vn');
  reader = system.personNamed('Ma Thị Lan');
});

afterAll(async () => {
  await system?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function fileOf(name: string, content: Buffer | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const curl = (...args: string[]) =>
  mustRun('curl', ['--silent', '--show-error', '--cacert', system.firstRun.ca, '--user', `${reader.address}:${reader.password}`, ...args]);

const imapUrl = (path: string) => `imaps://localhost:${system.ports.imaps}/${path}`;

async function uidOf(mark: string): Promise<number> {
  await using imap = await openImap(system, reader);
  return (await waitForMessage(imap, 'INBOX', mark)).uid;
}

describe('swaks', () => {
  const swaks = async (mark: string, ...args: string[]) => {
    const octets = sampleMessage({ from: sender.address, to: reader.address }).octets.toString();
    const data = await fileOf(`${mark}.eml`, octets.replace('@test.example', `.${mark}@test.example`));
    return runCommand('swaks', [
      ...['--server', 'localhost', '--from', sender.address, '--to', reader.address, '--data', `@${data}`],
      ...['--tls-verify', '--tls-ca-path', system.firstRun.ca],
      ...args,
    ]);
  };
  const auth = (type: string, password = sender.password) => ['--auth', type, '--auth-user', sender.address, '--auth-password', password];

  it.each([
    ['465', 'PLAIN'],
    ['465', 'LOGIN'],
    ['587', 'PLAIN'],
    ['587', 'LOGIN'],
  ])('submits on %s with AUTH %s', async (port, type) => {
    const mark = randomBytes(8).toString('hex');
    const door =
      port === '465'
        ? ['--port', String(system.ports.submissions), '--tls-on-connect']
        : ['--port', String(system.ports.submission), '--tls'];
    const { code, stdout } = await swaks(mark, ...door, ...auth(type));
    expect(stdout.toString()).toMatch(/<~ +250 2\.0\.0 /);
    expect(code).toBe(0);
    expect(await uidOf(mark)).toBeGreaterThan(0);
  });

  it('is refused with a wrong password, and before any password', async () => {
    const door = ['--port', String(system.ports.submissions), '--tls-on-connect'];
    expect((await swaks('a', ...door, ...auth('PLAIN', 'sai'))).stdout.toString()).toContain('535 5.7.8');
    expect((await swaks('b', ...door)).stdout.toString()).toMatch(/530 5\.7\.0/);
  });
});

describe('curl', () => {
  it('submits by smtps and fetches the same octets by imaps', async () => {
    const { octets, mark } = sampleMessage({ from: sender.address, to: reader.address });
    const file = await fileOf('upload.eml', octets);
    await mustRun('curl', [
      ...['--silent', '--show-error', '--cacert', system.firstRun.ca, '--user', `${sender.address}:${sender.password}`],
      ...[
        '--url',
        `smtps://localhost:${system.ports.submissions}`,
        '--mail-from',
        sender.address,
        '--mail-rcpt',
        reader.address,
        '--upload-file',
        file,
      ],
    ]);
    const uid = await uidOf(mark);
    tracePrefix(await curl(imapUrl(`INBOX;UID=${uid}`)), octets);
  });

  it('lists folders, searches, sets flags, appends and expunges', async () => {
    expect((await curl(imapUrl(''))).toString()).toMatch(/^\* LIST \([^)]*\\Sent[^)]*\) "\/" "?Sent"?\r$/m);
    const { octets, mark } = sampleMessage({ from: reader.address, to: sender.address });
    await curl('--upload-file', await fileOf('draft.eml', octets), imapUrl('Drafts'));
    const found = (await curl('--request', `UID SEARCH HEADER Message-ID ${mark}`, imapUrl('Drafts'))).toString();
    const uid = /^\* (?:E?SEARCH).* (\d+)\r$/m.exec(found)?.[1];
    expect(await curl(imapUrl(`Drafts;UID=${uid}`))).toEqual(octets);
    await curl('--request', `UID STORE ${uid} +FLAGS.SILENT (\\Deleted)`, imapUrl('Drafts'));
    await curl('--request', 'EXPUNGE', imapUrl('Drafts'));
    expect((await curl('--request', `UID SEARCH HEADER Message-ID ${mark}`, imapUrl('Drafts'))).toString()).not.toContain(` ${uid}\r`);
  });

  it('reads a Vietnamese folder by its name in modified UTF-7, and the unit’s below Shared', async () => {
    await using imap = await openImap(system, reader);
    await imap.mailboxCreate('Công văn đến');
    const { octets } = sampleMessage({ from: reader.address, to: sender.address });
    await imap.append('Công văn đến', octets);
    expect(await curl(imapUrl('C%26APQ-ng%20v%26AQM-n%20%26AREevw-n;MAILINDEX=1'))).toEqual(octets);
    const head = ['--user', `${sender.address}:${sender.password}`];
    const unit = 'Shared/phongcn.tt@backan.gov.vn';
    const listed = (await curl(...head, '--request', 'LIST "" "Shared/*"', imapUrl(''))).toString();
    expect(listed).toContain(`"/" "${unit}/INBOX"`);
    expect((await curl(...head, '--request', `STATUS "${unit}/INBOX" (MESSAGES UIDVALIDITY)`, imapUrl(''))).toString()).toMatch(
      /MESSAGES 0 UIDVALIDITY \d+/,
    );
  });

  it('is refused on an unknown certificate authority: the server’s is the local one', async () => {
    const { code } = await runCommand('curl', ['--silent', imapUrl('INBOX')]);
    expect(code).toBe(60); // CURLE_PEER_FAILED_VERIFICATION
  });
});

describe('openssl', () => {
  it('verifies what it signed with the p12 of first-run.json, after SMTP and IMAP', async () => {
    const pem = join(folder, 'anhnv.pem');
    await mustRun('openssl', ['pkcs12', '-in', sender.p12, '-passin', `pass:${sender.p12Password}`, '-nodes', '-out', pem]);
    const mark = randomBytes(12).toString('hex');
    const text = await fileOf('text.txt', `Content-Type: text/plain; charset=utf-8\r\n\r\nKính gửi (${mark}): giấy mời họp.\r\n`);
    const signed = join(folder, 'signed.eml');
    await mustRun('openssl', [
      ...['cms', '-sign', '-in', text, '-signer', pem, '-inkey', pem, '-md', 'sha256', '-crlfeol', '-out', signed],
      ...['-from', sender.address, '-to', reader.address, '-subject', 'Giay moi'],
    ]);
    await mustRun('curl', [
      ...['--silent', '--show-error', '--cacert', system.firstRun.ca, '--user', `${sender.address}:${sender.password}`],
      ...[
        '--url',
        `smtps://localhost:${system.ports.submissions}`,
        '--mail-from',
        sender.address,
        '--mail-rcpt',
        reader.address,
        '--upload-file',
        signed,
      ],
    ]);
    const fetched = await curl(imapUrl(`INBOX;UID=${await uidOf(mark)}`));
    const verify = async (octets: Buffer) =>
      runCommand('openssl', [
        'cms',
        '-verify',
        '-in',
        await fileOf('fetched.eml', octets),
        '-CAfile',
        system.firstRun.ca,
        '-out',
        join(folder, 'out.txt'),
      ]);
    const intact = await verify(fetched);
    expect(intact.stderr).toMatch(/Verification successful/i);
    expect(intact.code).toBe(0);
    expect(await readFile(join(folder, 'out.txt'), 'utf8')).toContain(mark);
    const changed = await verify(Buffer.from(fetched.toString('latin1').replace(mark, mark.replace(/^./, 'x')), 'latin1'));
    expect(changed.code).not.toBe(0);
  });
});
