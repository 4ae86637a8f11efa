import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { countMessages, openImap, submit, tracePrefix } from '#test/helpers/mail-clients.ts';
import { mustRun, runCommand } from '#test/helpers/run-command.ts';
import { type SampleMessage, sampleMessage } from '#test/helpers/sample-message.ts';
import { signedMessage, verifySigned } from '#test/helpers/signed-message.ts';
import { type SamplePerson, startSystem, type TestSystem } from '#test/helpers/start-system.ts';
import { services } from '#wiring/ports.ts';

// fetchmail takes mail to another machine, by POP3 and by IMAP.
let folder: string;
let system: TestSystem;
let sender: SamplePerson;
let reader: SamplePerson;
const vietnamese = 'Công văn đến';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'congthu-fetchmail-'));
  system = await startSystem();
  sender = system.person('anhnv.tt@backan.gov.vn');
  reader = system.personNamed('Ma Thị Lan');
  await using imap = await openImap(system, reader);
  await imap.mailboxCreate(vietnamese);
});

beforeEach(async () => {
  await using imap = await openImap(system, reader);
  for (const mailbox of ['INBOX', vietnamese]) {
    await imap.mailboxOpen(mailbox);
    await imap.messageDelete('1:*');
  }
});

afterAll(async () => {
  await system?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const portOf = (service: keyof typeof services) => system.portBase + services[service].standardPort;

async function deliver(message: SampleMessage): Promise<SampleMessage> {
  await submit(system, { from: sender, to: [reader.address], raw: message.octets });
  return message;
}

const deliverSigned = async () => deliver(await signedMessage(sender, [reader.address]));
const deliverPlain = () => deliver(sampleMessage({ from: sender.address, to: reader.address }));

/** What a program that writes Unix files wrote, with mail's line ends again. */
const withCrlf = (octets: Buffer) => Buffer.from(octets.toString('latin1').replaceAll('\r\n', '\n').replaceAll('\n', '\r\n'), 'latin1');

async function countIn(mailbox: string, mark: string): Promise<number> {
  await using imap = await openImap(system, reader);
  return await countMessages(imap, mailbox, mark); // before the connection is disposed of
}

/** A certificate authority that did not sign the server's certificate. */
async function otherCa(): Promise<string> {
  const path = join(folder, 'other-ca.pem');
  await mustRun('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=other', '-days', '2'],
    ...['-keyout', join(folder, 'other-key.pem'), '-out', path],
  ]);
  return path;
}

describe('fetchmail', () => {
  interface Poll {
    readonly server: string;
    readonly user?: string;
    readonly ca?: string;
    readonly tls?: string;
  }

  /** One poll; each message becomes a file of its own in `fetched`. */
  async function poll({ server, user = '', ca = system.firstRun.ca, tls = 'ssl sslproto "TLS1.2+"' }: Poll) {
    const home = await mkdtemp(join(folder, 'fetchmail-'));
    const fetched = join(home, 'fetched');
    await mkdir(fetched);
    const lines = [
      'set no bouncemail',
      `poll localhost ${server}`,
      `user "${reader.address}" password "${reader.password}"`,
      `${tls} sslcertck sslcertfile "${ca}" sslcertpath "${home}"`,
      user,
      `no rewrite mda "cat > ${fetched}/$$.eml"`,
    ];
    await writeFile(join(home, 'rc'), `${lines.join('\n')}\n`, { mode: 0o600 });
    const again = () => runCommand('fetchmail', ['--invisible', '-f', join(home, 'rc')], { env: { FETCHMAILHOME: home, HOME: home } });
    const { code, stdout, stderr } = await again();
    const files = async () => Promise.all((await readdir(fetched)).map(async (name) => withCrlf(await readFile(join(fetched, name)))));
    return { code, said: `${stdout.toString()}${stderr}`, files, again };
  }

  const pop3s = () => `protocol POP3 port ${portOf('pop3s')}`;
  const imaps = () => `protocol IMAP port ${portOf('imaps')}`;
  const [noMail, tlsFailure] = [1, 2]; // fetchmail(1), EXIT CODES

  it('refuses a server whose authority it does not know, and fetches nothing', async () => {
    const { mark } = await deliverPlain();
    const { code, said, files } = await poll({ server: pop3s(), ca: await otherCa() });
    expect(said).toContain('Server certificate verification error');
    expect(code).toBe(tlsFailure);
    expect(await files()).toEqual([]);
    expect(await countIn('INBOX', mark)).toBe(1);
  });

  it('keeps mail on the POP3 server and knows by UIDL at the next poll that it has it', async () => {
    const { octets, mark } = await deliverSigned();
    const { code, files, again } = await poll({ server: `${pop3s()} uidl`, user: 'keep' });
    expect(code).toBe(0);
    const [fetched, ...others] = await files();
    expect(others).toEqual([]);
    tracePrefix(fetched ?? Buffer.of(), octets);
    expect(verifySigned(fetched ?? Buffer.of(), system.ca)).toBe(sender.address);
    expect((await again()).code).toBe(noMail);
    expect(await countIn('INBOX', mark)).toBe(1);
  });

  it('takes mail away by POP3 with STLS', async () => {
    const marks = [(await deliverPlain()).mark, (await deliverSigned()).mark];
    const { code, files } = await poll({ server: `protocol POP3 port ${portOf('pop3')}`, tls: 'sslproto "TLS1.2+"', user: 'nokeep' });
    expect(code).toBe(0);
    const fetched = (await files()).map((octets) => octets.toString());
    expect(fetched).toHaveLength(marks.length);
    for (const mark of marks) {
      expect(fetched.some((text) => text.includes(mark))).toBe(true);
      expect(await countIn('INBOX', mark)).toBe(0);
    }
  });

  it('takes mail away by IMAP from a Vietnamese folder, and leaves the INBOX alone', async () => {
    const { mark, octets } = await deliverSigned();
    const other = await deliverPlain();
    await using imap = await openImap(system, reader);
    await imap.mailboxOpen('INBOX');
    await imap.messageMove({ header: { 'message-id': mark } }, vietnamese);
    const { code, files } = await poll({ server: imaps(), user: 'folder "C&APQ-ng v&AQM-n &AREevw-n" nokeep' });
    expect(code).toBe(0);
    const [fetched, ...others] = await files();
    expect(others).toEqual([]);
    tracePrefix(fetched ?? Buffer.of(), octets);
    expect(await countIn(vietnamese, mark)).toBe(0);
    expect(await countIn('INBOX', other.mark)).toBe(1);
  });
});
