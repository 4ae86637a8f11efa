import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AccountDuty } from '#directory/duties/account-duty.ts';
import type { OutageFigures } from '#directory/duties/outage-figures.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { messagesIn, openImap, submit } from '#test/helpers/mail-clients.ts';
import { sampleMessage } from '#test/helpers/sample-message.ts';
import { type SamplePerson, startSystem, type TestSystem } from '#test/helpers/start-system.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';

vi.setConfig({ testTimeout: 150_000 }); // it is started again some times, on a machine that may be busy

let system: TestSystem;
let head: SamplePerson;
let other: SamplePerson;
const unit = 'phongcn.tt@backan.gov.vn';

beforeAll(async () => {
  system = await startSystem();
  head = system.person('anhnv.tt@backan.gov.vn');
  other = system.personNamed('Ma Thị Lan');
  // As if all had been there for years.
  for (const table of ['unit', 'post', 'appointment']) await system.query(`UPDATE ${table} SET valid_from = '2000-01-01'`);
  await system.query("UPDATE account SET created_at = '2020-01-01'");
  await system.query("INSERT INTO duty_rule (valid_from, parts) VALUES ('2020-01-01', '{00:00-12:00,12:00-24:00}')");
}, 150_000);
afterAll(() => system?.[Symbol.asyncDispose](), 60_000);

async function json<T>(...args: string[]): Promise<T> {
  const { code, stdout, stderr } = await system.command(...args, '--json');
  if (code !== 0) throw new Error(`congthu ${args.join(' ')}: ${stderr}`);
  return JSON.parse(stdout) as T;
}

describe('who looks at a mailbox', () => {
  it('is known after the program was stopped, however soon, and tells whether the duty was met', async () => {
    {
      await using client = await openImap(system, head);
      await messagesIn(client, `Shared/${unit}/INBOX`);
    }
    await system.restart();
    const looks = await system.query<{ half_hours: number }>('SELECT half_hours FROM duty_look WHERE account_id <> actor_account_id');
    expect(looks).toHaveLength(1);
    const onMonday = async (halfHours: string) => {
      await system.query(`UPDATE duty_look SET day = '2026-03-02', half_hours = ${halfHours}`);
      return json<AccountDuty>('duty', 'show', unit, '--from', '2026-03-02', '--to', '2026-03-02');
    };
    expect(await onMonday('1 << 16')).toMatchObject({ mailbox: { required: 1, met: 0 }, head: { required: 1, met: 1 } });
    expect(await onMonday('(1 << 16) | (1 << 30)')).toMatchObject({
      ...{ mailbox: { required: 1, met: 1 }, head: { required: 1, met: 1 } },
      days: [{ parts: [{ by: [head.address] }, { by: [head.address] }] }],
    });
  });
});

describe('a province that comes back after an hour', () => {
  it('has noted the outage, and reminds a head of unread mail once, though it has two workers', async () => {
    const now = new Date();
    expect((await system.command('calendar', 'working', vietnamDate(now), 'Thử')).code).toBe(0);
    const { octets } = sampleMessage({ from: other.address, to: unit, subject: 'Cần đọc' });
    await submit(system, { from: other, to: [unit], raw: octets });
    await system.query("UPDATE heartbeat SET beat_at = clock_timestamp() - interval '1 h'");
    await system.kill9('postgres-too');
    const remindAt = new Date(now.getTime() + 7 * 3_600_000).toISOString().slice(11, 16);
    await system.restart({ config: { duties: { remindAt: [remindAt] } } });

    await using client = await openImap(system, head);
    const textOf = (source: Buffer) => Buffer.from(source.toString('latin1').split('\r\n\r\n')[1] ?? '', 'base64').toString();
    const reminders = async () =>
      (await messagesIn(client, 'INBOX')).filter(({ source }) => textOf(source).includes('chưa có ai xem')).length;
    await waitUntil('the head is reminded', async () => (await reminders()) > 0, { msMax: 30_000 });
    await sleep(3_000); // the other worker's turn
    expect(await reminders()).toBe(1);
    expect(await system.query('SELECT hour FROM duty_reminder')).toEqual([{ hour: `${remindAt}:00` }]);

    const { outages } = await json<OutageFigures>('outage', 'list');
    expect(outages).toMatchObject([{ kind: 'stopped', endsAt: expect.any(String) }]);
  });
});
