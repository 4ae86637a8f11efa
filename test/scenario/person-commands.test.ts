import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { countMessages, type ImapClient, openImap, submit, waitForMessage } from '#test/helpers/mail-clients.ts';
import { sampleMessage } from '#test/helpers/sample-message.ts';
import { startSystem, type TestSystem } from '#test/helpers/start-system.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';

vi.setConfig({ testTimeout: 90_000 }); // whole processes, on a machine that may be busy with other tests

const endedMsMax = 2_000; // about a second, and what a busy machine adds
const name = 'Hoàng Thị Bình';
const [first, second] = ['binhht.nv@backan.gov.vn', 'binhht.tt@backan.gov.vn'];
const room = 'Phòng Bưu chính Viễn thông';
const shared = 'Shared/bcvt.tt@backan.gov.vn/INBOX';

let system: TestSystem;
let password: string;

beforeAll(async () => {
  system = await startSystem();
  // What happens here happened on different days: the units were there before today.
  await system.query(`UPDATE unit SET valid_from = '2010-08-12'`);
}, 150_000);
afterAll(() => system?.[Symbol.asyncDispose](), 60_000);

const person = (...args: string[]) => system.command('person', ...args);
async function done(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await person(...args);
  if (code !== 0) throw new Error(`${args.join(' ')}: ${stderr}\n${stdout}`);
  return stdout;
}
async function facts(who: string) {
  return JSON.parse(await done('show', who, '--json'));
}
async function appPassword(address: string): Promise<string> {
  const { stdout, stderr } = await system.command('user', 'app-password', address, '--label', 'Điện thoại');
  const made = /password\s+(\S+)$/m.exec(stdout)?.[1];
  if (made === undefined) throw new Error(`no app password was made: ${stderr}`);
  return made;
}
async function send(to: string): Promise<string> {
  const from = system.personNamed('Đặng Thu Hà');
  const { octets, mark } = sampleMessage({ from: from.address, to });
  await submit(system, { from, to: [to], raw: octets });
  return mark;
}
const mailboxes = async (client: ImapClient) => (await client.list()).map(({ path }) => path);

describe('congthu person', () => {
  it('refuses what cannot be, says why in both languages, and ends with 1', async () => {
    const post = ['--unit', 'Sở Nội vu', '--post', 'Chuyên viên'];
    const wrong = await person('appoint', name, '--new', ...post);
    expect(wrong).toMatchObject({ code: 1, stdout: '' });
    expect(wrong.stderr).toMatch(/có phải là “Sở Nội vụ”\?[\s\S]*did you mean “Sở Nội vụ”/);
    const unknown = await person('transfer', 'Đặng Thu Hạ', '--unit', 'Sở Nội vụ', '--post', 'Chuyên viên', '--json');
    expect(JSON.parse(unknown.stdout).refused.problems).toMatchObject([
      { what: 'unknown-person', vi: expect.stringContaining('Đặng Thu Hà') },
    ]);
  });

  it('appoints somebody new, who signs in', async () => {
    const asked = ['appoint', name, '--new', '--unit', 'Sở Nội vụ', '--post', 'Chuyên viên', '--on', '2020-01-02'];
    const preview = JSON.parse(await done(...asked, '--dry-run', '--json'));
    expect(preview).toMatchObject({ state: 'preview', problems: [], deeds: { creates: { address: { localPart: 'binhht.nv' } } } });
    expect(await done(...asked)).toMatch(/Hộp thư mới: binhht\.nv@backan\.gov\.vn[\s\S]*Đã thực hiện/);
    password = await appPassword(first);
    await using client = await openImap(system, { address: first, password });
    const { source } = await waitForMessage(client, 'INBOX', 'Auto-Submitted: auto-generated'); // the notice of it
    expect(source.toString()).toContain(`To: <${first}>`);
  });

  it('transfers: a new address, and mail to the old one arrives', async () => {
    const post = ['--unit', room, '--post', 'Trưởng phòng', '--kind', 'head'];
    const shown = await done('transfer', name, ...post, '--on', '2021-03-01', '--old-until', '2999-06-30');
    expect(shown).toMatch(/binhht\.nv@backan\.gov\.vn → binhht\.tt@backan\.gov\.vn; địa chỉ cũ nhận thư đến hết 2999-06-30/);
    await using client = await openImap(system, { address: second, password });
    await waitForMessage(client, 'INBOX', await send(first));
    const { address, addresses, posts } = await facts(first);
    expect(address).toBe(second);
    expect(addresses).toMatchObject([
      { address: second, kind: 'primary' },
      { address: first, kind: 'alias', until: '2999-06-30' },
    ]);
    expect(posts).toMatchObject([
      { unit: room, title: 'Trưởng phòng', validFrom: '2021-03-01', validTo: null },
      { unit: 'Sở Nội vụ', validFrom: '2020-01-02', validTo: '2021-02-28' },
    ]);
  });

  it('hands a unit’s mailbox over to the next head with its content; who headed it loses it while signed in', async () => {
    const mark = await send('bcvt.tt@backan.gov.vn');
    await using former = await openImap(system, { address: second, password });
    await waitForMessage(former, shared, mark);
    await former.mailboxOpen('INBOX'); // a session that has the lost mailbox open is ended
    const next = system.personNamed('Ma Thị Lan');
    const post = ['--unit', room, '--post', 'Trưởng phòng', '--kind', 'head', '--if-headed', 'replace', '--on', '2022-01-01'];
    expect(await done('appoint', next.address, ...post)).toMatch(/Hoàng Thị Bình: Thôi giữ: Trưởng phòng/);
    await waitUntil('the mailbox is gone', async () => !(await mailboxes(former)).includes(shared), { msMax: endedMsMax });
    await using heir = await openImap(system, next);
    expect(await countMessages(heir, shared, mark)).toBe(1);
  });

  it('retires: a live session ends within about a second, nobody signs in, mail is received still', async () => {
    const client = await openImap(system, { address: second, password });
    const closed = new Promise<number>((resolve) => client.once('close', () => resolve(Date.now())));
    const { planId } = JSON.parse(await done('retire', name, '--reason', 'QĐ 7/QĐ-STTTT', '--json'));
    const [{ at } = { at: 0 }] = await system.query<{ at: number }>(
      `SELECT (extract(epoch FROM settled_at) * 1000)::float8 AS at FROM plan WHERE id = $1`,
      [planId],
    );
    expect((await closed) - at).toBeLessThan(endedMsMax);
    await expect(openImap(system, { address: second, password })).rejects.toThrow();
    await expect(submit(system, { from: { address: second, password }, to: [first], raw: 'Subject: a\r\n\r\na' })).rejects.toThrow(/535/);
    await send(second);
    await send(first);
    expect(await facts(second)).toMatchObject({
      standing: 'left',
      appPasswords: [],
      absences: [{ kind: 'left', validTo: null, reason: 'QĐ 7/QĐ-STTTT', deleteAfter: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) }],
    });
  });

  it('lends the mailbox to a successor, who reads it under Shared/ and changes nothing', async () => {
    const mark = await send(second);
    const reader = system.personNamed('Nông Văn Tuấn');
    await done('lend', name, '--to', reader.address, '--until', '2999-12-31');
    await using client = await openImap(system, reader);
    const inbox = `Shared/${second}/INBOX`;
    const { uid } = await waitForMessage(client, inbox, mark);
    const lock = await client.getMailboxLock(inbox);
    try {
      expect(await client.messageFlagsAdd([uid], ['\\Flagged'], { uid: true }).catch(() => false)).toBe(false);
    } finally {
      lock.release();
    }
    expect(await countMessages(client, inbox, mark)).toBe(1);
  });

  it('keeps what is to happen for its day, and gives it up before', async () => {
    const { planId } = JSON.parse(await done('suspend', 'Đặng Thu Hà', '--on', '2999-01-01', '--json'));
    const { stdout } = await system.command('plan', 'show', String(planId));
    expect(stdout).toMatch(/Tạm dừng công tác: Đặng Thu Hà[\s\S]*2999-01-01[\s\S]*chờ đến ngày/);
    expect((await system.command('plan', 'cancel', String(planId))).code).toBe(0);
    expect(await done('list', '--state', 'left')).toMatch(/^Hoàng Thị Bình <binhht\.tt@backan\.gov\.vn>/);
  });
});
