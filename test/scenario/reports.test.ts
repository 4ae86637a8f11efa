import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ReportFigures } from '#directory/reports/report-figures.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { messagesIn, openImap, submit } from '#test/helpers/mail-clients.ts';
import { sampleMessage } from '#test/helpers/sample-message.ts';
import { signedMessage } from '#test/helpers/signed-message.ts';
import { type SamplePerson, startSystem, type TestSystem } from '#test/helpers/start-system.ts';

vi.setConfig({ testTimeout: 150_000 });

let system: TestSystem;
let folder: string;
let head: SamplePerson;
let other: SamplePerson;
const unit = 'phongcn.tt@backan.gov.vn';
const year = vietnamDate(new Date()).slice(0, 4);

beforeAll(async () => {
  system = await startSystem();
  folder = await mkdtemp(join(tmpdir(), 'congthu-test-reports-'));
  head = system.person('anhnv.tt@backan.gov.vn');
  other = system.personNamed('Ma Thị Lan');
}, 150_000);
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await system?.[Symbol.asyncDispose]();
}, 60_000);

async function command(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await system.command('report', ...args);
  if (code !== 0) throw new Error(`congthu report ${args.join(' ')}: ${stderr}`);
  return stdout;
}

const figuresOf = async (...more: string[]) =>
  (JSON.parse(await command('show', '--period', year, ...more, '--json')) as { figures: ReportFigures }).figures;
const mailOf = ({ units }: ReportFigures, name: string) => units.find((one) => one.name === name)!.own.mail;

async function sendMail(): Promise<void> {
  const plain = () => sampleMessage({ from: head.address, to: other.address }).octets;
  for (let round = 0; round < 3; round++) await submit(system, { from: head, to: [other.address, unit], raw: plain() });
  await submit(system, { from: head, to: [other.address], raw: (await signedMessage(head, [other.address])).octets });
  // As the unit: it counts for the unit, whoever wrote it.
  const asUnit = sampleMessage({ from: unit, to: other.address }).octets;
  await submit(system, { from: head, envelopeFrom: unit, to: [other.address], raw: asUnit });
}

describe('mail', () => {
  it('is counted once, though the program was killed, and though it was deleted', async () => {
    const before = await figuresOf();
    await sendMail();
    await system.kill9('postgres-too');
    await system.restart();
    {
      await using client = await openImap(system, other);
      expect(await messagesIn(client, 'INBOX')).toHaveLength(5);
      await client.mailboxOpen('INBOX');
      await client.messageDelete('1:*');
    }
    const after = await figuresOf();
    const moved = (name: 'sent' | 'received' | 'sentSigned' | 'receivedSigned') => after.total.mail[name] - before.total.mail[name];
    expect([moved('sent'), moved('received'), moved('sentSigned'), moved('receivedSigned')]).toEqual([5, 8, 1, 1]);
    expect(mailOf(after, 'Phòng Công nghệ thông tin')).toMatchObject({ sent: 5, received: 3, sentSigned: 1, receivedOutside: 0 });
    expect(await figuresOf()).toEqual(after);
  });
});

describe('a report', () => {
  it('is issued by whom it is to be, and printed again as it was', async () => {
    const issue = ['issue', '--period', year, '--unit', unit, '--number', '12/BC-PCN', '--to', 'Sở Thông tin và Truyền thông'];
    await command(...issue);
    await expect(command(...issue)).rejects.toThrow('12/BC-PCN');
    const files = ['a.pdf', 'b.pdf', 'a.xlsx'].map((name) => join(folder, name)) as [string, string, string];
    await command('print', '1', '--pdf', files[0], '--xlsx', files[2]);
    await submit(system, { from: head, to: [unit], raw: sampleMessage({ from: head.address, to: unit }).octets });
    await command('print', '1', '--pdf', files[1]);
    const [one, other] = await Promise.all([readFile(files[0]), readFile(files[1])]);
    expect(one.equals(other)).toBe(true);
    expect((await readFile(files[2])).subarray(0, 2).toString()).toBe('PK');
    await expect(command('print', '1', '--pdf', files[0])).rejects.toThrow('đã có tệp này');
    expect(await command('list')).toContain('12/BC-PCN');
  });
});
