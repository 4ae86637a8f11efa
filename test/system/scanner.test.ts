import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LineClient } from '#test/helpers/line-client.ts';
import { countMessages, openImap, submit, waitForMessage } from '#test/helpers/mail-clients.ts';
import { type SampleMessage, sampleMessage } from '#test/helpers/sample-message.ts';
import { type SamplePerson, startSystem, type TestSystem } from '#test/helpers/start-system.ts';
import { ClamdProcess, eicar } from './clamd-process.ts';

let folder: string;
let clamd: ClamdProcess;
let system: TestSystem;
let sender: SamplePerson;
let reader: SamplePerson;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'congthu-clamd-'));
  clamd = await ClamdProcess.start(folder);
  system = await startSystem({ config: { scan: { clamd: { socket: clamd.socket, timeoutSeconds: 20 } } } });
  sender = system.person('anhnv.tt@backan.gov.vn');
  reader = system.personNamed('Ma Thị Lan');
});

afterAll(async () => {
  await system?.[Symbol.asyncDispose]();
  await clamd?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const clean = () => sampleMessage({ from: sender.address, to: reader.address });
const infected = () => sampleMessage({ from: sender.address, to: reader.address, lines: [eicar] });

function infectedAttachment(): SampleMessage {
  const { octets, mark } = infected();
  const [header = ''] = octets.toString().split('\r\n\r\n');
  const type = 'Content-Type: multipart/mixed; boundary="b"';
  const parts = [
    '--b',
    '',
    'Xem tệp kèm theo.',
    '--b',
    'Content-Type: application/octet-stream; name="a.com"',
    'Content-Transfer-Encoding: base64',
  ];
  const lines = [header.replace(/^Content-Type:.*$/m, type), '', ...parts, '', Buffer.from(eicar).toString('base64'), '--b--', ''];
  return { octets: Buffer.from(lines.join('\r\n')), mark };
}

async function deliverFromOutside(octets: Buffer): Promise<string> {
  await using client = await LineClient.open(system.ports.smtp);
  await client.command('EHLO mx.example.com');
  await client.envelope('ngoai@example.com', reader.address);
  return (await client.message(octets)).text;
}

async function expectStored(mark: string, times: number): Promise<void> {
  await using imap = await openImap(system, reader);
  expect(await countMessages(imap, 'INBOX', mark)).toBe(times);
}

describe('a message with a virus', () => {
  it.each([
    ['in its text', infected],
    ['in an attachment', infectedAttachment],
  ])('%s is refused by clamd’s verdict, from outside and from staff, and not stored', async (_where, make) => {
    const { octets, mark } = make();
    expect(await deliverFromOutside(octets)).toMatch(/^55[04] 5\.7\.1/);
    await expect(submit(system, { from: sender, to: [reader.address], raw: octets })).rejects.toThrow(/55[04] 5\.7\.1/);
    await expectStored(mark, 0);
  });

  it('cannot be put into a mailbox by APPEND either', async () => {
    const { octets, mark } = infected();
    await using imap = await openImap(system, reader);
    await expect(imap.append('Drafts', octets)).rejects.toThrow();
    expect(await countMessages(imap, 'Drafts', mark)).toBe(0);
  });
});

describe('a scanner that is down', () => {
  it('defers mail with 451 and lets nothing through; when it is back, mail is taken', async () => {
    const before = clean();
    expect(await deliverFromOutside(before.octets)).toMatch(/^250 /);
    await expectStored(before.mark, 1);

    await clamd.stop();
    const meanwhile = clean();
    expect(await deliverFromOutside(meanwhile.octets)).toMatch(/^451 4\.\d\.\d/);
    await expect(submit(system, { from: sender, to: [reader.address], raw: meanwhile.octets })).rejects.toThrow(/451 4\.\d\.\d/);
    await expectStored(meanwhile.mark, 0);

    await clamd.start();
    expect(await deliverFromOutside(meanwhile.octets)).toMatch(/^250 /);
    await using imap = await openImap(system, reader);
    await waitForMessage(imap, 'INBOX', meanwhile.mark);
    expect(await deliverFromOutside(infected().octets)).toMatch(/^55[04] /);
  });
});
