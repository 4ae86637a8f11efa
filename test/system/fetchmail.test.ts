import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ClientTrial, otherCa } from '#test/helpers/client-trial.ts';
import { openImap, tracePrefix } from '#test/helpers/mail-clients.ts';
import { runCommand } from '#test/helpers/run-command.ts';
import { withCrlf } from '#test/helpers/sample-message.ts';
import { verifySigned } from '#test/helpers/signed-message.ts';
import type { SamplePerson, TestSystem } from '#test/helpers/start-system.ts';
import { services } from '#wiring/ports.ts';

// fetchmail takes mail to another machine, by POP3 and by IMAP.
let trial: ClientTrial;
let folder: string;
let system: TestSystem;
let sender: SamplePerson;
let reader: SamplePerson;
const { vietnamese } = ClientTrial;

beforeAll(async () => {
  trial = await ClientTrial.start('fetchmail');
  ({ folder, system, sender, reader } = trial);
});

beforeEach(() => trial.emptyMailboxes());

afterAll(() => trial?.[Symbol.asyncDispose]());

const portOf = (service: keyof typeof services) => system.portBase + services[service].standardPort;

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
    const { mark } = await trial.deliverPlain();
    const { code, said, files } = await poll({ server: pop3s(), ca: await otherCa(folder) });
    expect(said).toContain('Server certificate verification error');
    expect(code).toBe(tlsFailure);
    expect(await files()).toEqual([]);
    expect(await trial.countIn('INBOX', mark)).toBe(1);
  });

  it('keeps mail on the POP3 server and knows by UIDL at the next poll that it has it', async () => {
    const { octets, mark } = await trial.deliverSigned();
    const { code, files, again } = await poll({ server: `${pop3s()} uidl`, user: 'keep' });
    expect(code).toBe(0);
    const [fetched, ...others] = await files();
    expect(others).toEqual([]);
    tracePrefix(fetched ?? Buffer.of(), octets);
    expect(verifySigned(fetched ?? Buffer.of(), system.ca)).toBe(sender.address);
    expect((await again()).code).toBe(noMail);
    expect(await trial.countIn('INBOX', mark)).toBe(1);
  });

  it('takes mail away by POP3 with STLS', async () => {
    const marks = [(await trial.deliverPlain()).mark, (await trial.deliverSigned()).mark];
    const { code, files } = await poll({ server: `protocol POP3 port ${portOf('pop3')}`, tls: 'sslproto "TLS1.2+"', user: 'nokeep' });
    expect(code).toBe(0);
    const fetched = (await files()).map((octets) => octets.toString());
    expect(fetched).toHaveLength(marks.length);
    for (const mark of marks) {
      expect(fetched.some((text) => text.includes(mark))).toBe(true);
      expect(await trial.countIn('INBOX', mark)).toBe(0);
    }
  });

  it('takes mail away by IMAP from a Vietnamese folder, and leaves the INBOX alone', async () => {
    const { mark, octets } = await trial.deliverSigned();
    const other = await trial.deliverPlain();
    await using imap = await openImap(system, reader);
    await imap.mailboxOpen('INBOX');
    await imap.messageMove({ header: { 'message-id': mark } }, vietnamese);
    const { code, files } = await poll({ server: imaps(), user: 'folder "C&APQ-ng v&AQM-n &AREevw-n" nokeep' });
    expect(code).toBe(0);
    const [fetched, ...others] = await files();
    expect(others).toEqual([]);
    tracePrefix(fetched ?? Buffer.of(), octets);
    expect(await trial.countIn(vietnamese, mark)).toBe(0);
    expect(await trial.countIn('INBOX', other.mark)).toBe(1);
  });
});
