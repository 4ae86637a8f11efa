import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ImapHouse } from './imap-house.fixture.ts';

let house: ImapHouse;
let unit: Awaited<ReturnType<ImapHouse['unit']>>;
let head: Awaited<ReturnType<ImapHouse['person']>>;
beforeAll(async () => {
  house = await ImapHouse.open();
  unit = await house.unit('tt');
  head = await house.person('truong.tt');
  await house.directory.grant(unit.accountId, { principal: ['person', head.personId], rights: ['read', 'organise', 'delete'] });
});
afterAll(() => house[Symbol.asyncDispose]());

async function counts() {
  await house.tally.flush(house.store.database);
  const { rows } = await house.store.database.pool.query<{ act: string; subject: string; amount: number; account_id: number }>(
    'DELETE FROM audit_tally RETURNING act, subject, amount, account_id, actor_account_id, via, network, credential',
  );
  return rows.sort((one, next) => (one.act < next.act ? -1 : 1));
}
const append = (name: string) => `APPEND "${name}" {14+}\r\nSubject: a\r\n\r\n`;

describe('the audit hears', () => {
  it('nothing of what people do in their own mailbox but that they signed in', async () => {
    const client = await house.client(head.address);
    await client.command(append('INBOX'));
    for (const command of ['SELECT INBOX', 'FETCH 1 BODY[]', 'STORE 1 +FLAGS (\\Deleted)', 'EXPUNGE']) await client.command(command);
    expect((await counts()).map(({ act }) => act)).toEqual(['session.sign-in']);
  });

  it('nothing of a name that nobody has but the network', async () => {
    await expect(house.client('mat-khau-cua-toi')).rejects.toThrow('NO');
    expect(await counts()).toEqual([
      {
        ...{ act: 'session.sign-in-failed', subject: '', amount: 1, account_id: 0, actor_account_id: 0 },
        ...{ via: 'imap', network: '127.0.0.1', credential: '' },
      },
    ]);
  });

  it('who opened, read, fetched from and removed from another’s mailbox, and how many', async () => {
    const client = await house.client(head.address);
    const inbox = `Shared/${unit.address}/INBOX`;
    for (let more = 0; more < 3; more += 1) await client.command(append(inbox));
    for (const command of [
      `SELECT "${inbox}"`,
      'FETCH 1:2 BODY.PEEK[]',
      'FETCH 1:2 BODY.PEEK[TEXT]',
      'STORE 1 +FLAGS (\\Seen)',
      'STORE 1 -FLAGS (\\Seen)',
      'FETCH 3 BODY[]',
      'STORE 1:2 +FLAGS (\\Deleted)',
      'EXPUNGE',
    ])
      expect((await client.command(command)).at(-1)).toMatch(/^OK/);
    await client.command(append(inbox));
    expect((await client.command('COPY 1:* INBOX')).at(-1)).toMatch(/^OK/);
    expect((await client.command('MOVE 2 INBOX')).at(-1)).toMatch(/^OK/);
    const found = (await counts()).filter(({ act }) => act !== 'session.sign-in');
    expect(found.map(({ act, subject, amount, account_id }) => [act, subject, amount, account_id])).toEqual([
      ['mailbox.fetch', 'INBOX', 4, unit.accountId],
      ['mailbox.open', 'INBOX', 1, unit.accountId],
      ['mailbox.read', 'INBOX', 2, unit.accountId],
      ['mailbox.remove', 'INBOX', 3, unit.accountId],
    ]);
    await client.command(`CREATE "Shared/${unit.address}/Cũ"`);
    await client.command(append(`Shared/${unit.address}/Cũ`));
    expect((await client.command(`DELETE "Shared/${unit.address}/Cũ"`)).at(-1)).toMatch(/^OK/);
    expect((await counts()).map(({ act, subject, amount }) => [act, subject, amount])).toEqual([['mailbox.remove', 'Cũ', 1]]);
    expect(found[0]).toMatchObject({ actor_account_id: head.accountId, via: 'imap', network: '127.0.0.1', credential: 'password' });
  });
});
