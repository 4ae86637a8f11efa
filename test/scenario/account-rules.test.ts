import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { countMessages, openImap, submit, waitForMessage } from '#test/helpers/mail-clients.ts';
import { sampleMessage } from '#test/helpers/sample-message.ts';
import { startSystem, type TestSystem } from '#test/helpers/start-system.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';

vi.setConfig({ testTimeout: 90_000 }); // whole processes, on a machine that may be busy with other tests

const endedMsMax = 2_000; // about a second, and what a busy machine adds

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
}, 150_000);
afterAll(() => system?.[Symbol.asyncDispose](), 60_000);

async function done(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await system.command(...args);
  if (code !== 0) throw new Error(`${args.join(' ')}: ${stderr}\n${stdout}`);
  return stdout;
}

/** What the server says to lines sent one after another over TLS. */
function dialogue(port: number, lines: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const waiting = [...lines];
    const socket = connect({ port, host: '127.0.0.1', ca: system.ca, servername: 'mail.localhost' });
    socket.on('error', reject);
    socket.on('close', () => resolve(said));
    socket.on('data', (octets) => {
      said += octets.toString();
      const next = waiting.shift();
      if (next === undefined) socket.end();
      else socket.write(`${next}\r\n`);
    });
  });
}

describe('a first password that was not changed in time', () => {
  it('opens nothing, which every protocol says by name, until its owner changes it on the page', async () => {
    const { address } = system.personNamed('Hà Văn Sơn');
    const [old, fresh] = ['giấy tím 93 xanh lá', 'bầu trời cao vời vợi'];
    const changed = (password: string, chosen: string) =>
      fetch(`http://127.0.0.1:${system.ports.http}/doi-mat-khau`, {
        method: 'POST',
        body: new URLSearchParams({ username: address, password, chosen, again: chosen }),
      });
    expect((await changed(system.personNamed('Hà Văn Sơn').password, old)).status).toBe(200);
    await system.query(
      `UPDATE password SET must_change = true, changed_at = now() - interval '8 days'
        WHERE account_id = (SELECT account_id FROM address WHERE local_part = $1)`,
      [address.split('@')[0]],
    );
    const plain = Buffer.from(`\0${address}\0${old}`).toString('base64');
    const imap = await dialogue(system.ports.imaps, [`a AUTHENTICATE PLAIN ${plain}`, 'b LOGOUT']);
    expect(imap).toMatch(/^a NO \[EXPIRED\] Password has expired, choose another at https:\S+\/doi-mat-khau\r$/m);
    expect(await dialogue(system.ports.pop3s, [`AUTH PLAIN ${plain}`])).toMatch(/^-ERR \[AUTH\] Password has expired/m);
    expect(await dialogue(system.ports.submissions, ['EHLO x', `AUTH PLAIN ${plain}`])).toMatch(/^535 5\.7\.13 Password has expired/m);

    expect((await changed(old, old)).status).toBe(400);
    expect((await changed('sai rồi nhé', fresh)).status).toBe(403);
    expect((await changed(old, fresh)).status).toBe(200);
    await using opened = await openImap(system, { address, password: fresh });
    expect(opened.usable).toBe(true);
  });
});

describe('whose time is over', () => {
  it('is answered for, then deleted at once for everybody who reads or writes, and never before the day', async () => {
    const who = system.personNamed('Ma Thị Lan');
    const reader = system.personNamed('Đặng Thu Hà');
    const { octets, mark } = sampleMessage({ from: reader.address, to: who.address });
    await done('person', 'retire', who.address, '--lend-to', reader.address, '--lend-until', '2999-01-01');
    await submit(system, { from: reader, to: [who.address], raw: octets });
    await using imap = await openImap(system, reader);
    await waitForMessage(imap, 'INBOX', 'auto-replied');
    await submit(system, { from: reader, to: [who.address], raw: octets });
    const shared = `Shared/${who.address}/INBOX`;
    await waitForMessage(imap, shared, mark);
    expect(await countMessages(imap, 'INBOX', 'auto-replied')).toBe(1);

    const early = await system.command('account', 'delete', who.address, '--reason', 'QĐ 7', '--yes');
    expect(early).toMatchObject({ code: 1, stderr: expect.stringMatching(/được giữ đến hết .* \/ .*kept up to and including/) });
    await done('person', 'appoint', who.address, '--unit', 'Sở Thông tin và Truyền thông', '--post', 'Chuyên viên', '--quiet');
    await done(
      'person',
      'retire',
      who.address,
      '--on',
      '2020-01-02',
      '--keep-days',
      '1',
      '--receive-until',
      '2020-01-03',
      '--lend-to',
      reader.address,
      '--lend-until',
      '2999-01-01',
    );
    const listed = JSON.parse(await done('account', 'due', '--json'));
    expect(listed.accounts).toMatchObject([{ address: who.address, keptUntil: '2020-01-03', isHeld: false, isLent: true }]);

    await using open = await openImap(system, reader);
    await open.mailboxOpen(shared);
    await done('account', 'delete', who.address, '--reason', 'QĐ 7', '--yes');
    const deletedAt = Date.now();
    await waitUntil('a session that had it open has ended', async () => !open.usable || (await open.noop().catch(() => null)) === null);
    await waitUntil('nobody sees it', async () => !(await imap.list()).some(({ path }) => path.startsWith(`Shared/${who.address}`)));
    expect(Date.now() - deletedAt).toBeLessThan(endedMsMax);
    await expect(submit(system, { from: reader, to: [who.address], raw: octets })).rejects.toThrow(/550 5\.1\.1/);
    const [left] = await system.query<{ messages: number; state: string }>(
      `SELECT state, (SELECT count(*)::int FROM message WHERE account_id = account.id) AS messages FROM account
        WHERE id = (SELECT account_id FROM address WHERE local_part = $1)`,
      [who.address.split('@')[0]],
    );
    expect(left).toEqual({ state: 'closed', messages: 0 });
    const again = await system.command('account', 'delete', who.address, '--reason', 'QĐ 7', '--yes');
    expect(again).toMatchObject({ code: 1, stderr: expect.stringMatching(/đã có lệnh xoá/) });
  });
});
