import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Right } from '#directory/access/rights.ts';
import type { AuditTables } from '#directory/audit/tables.ts';
import type { DirectoryTables } from '#directory/org/tables.ts';
import { inTransaction, tablesOf } from '#io/database.ts';
import type { RawClient } from '#mail/imap/testing/raw-client.ts';
import { hideCapability } from '#mail/store/hidden-capability-sql.ts';
import { mail, mailboxOf, put } from '#mail/store/store.fixture.ts';
import { ImapHouse } from './imap-house.fixture.ts';

let house: ImapHouse;
let unit: Awaited<ReturnType<ImapHouse['unit']>>;
let head: Awaited<ReturnType<ImapHouse['person']>>;
let clerk: Awaited<ReturnType<ImapHouse['person']>>;
let shared: string;
let count = 0;

beforeAll(async () => {
  house = await ImapHouse.open();
});
afterAll(() => house[Symbol.asyncDispose]());
beforeEach(async () => {
  count += 1;
  unit = await house.unit(`so${count}`);
  head = await house.person(`head${count}`);
  clerk = await house.person(`clerk${count}`);
  shared = `Shared/${unit.address}`;
  await house.directory.appoint(head.personId, unit.unitId as never, 'head');
  await house.directory.grant(unit.accountId, {
    principal: ['head', unit.unitId],
    rights: ['read', 'organise', 'delete', 'send-as', 'send-on-behalf', 'manage'],
  });
});

const grant = (rights: readonly Right[], more = {}) =>
  house.directory.grant(unit.accountId, { principal: ['person', clerk.personId], rights }, more);
async function deliver(text: string): Promise<void> {
  await put(house.store, [await mailboxOf(house.store.database, unit.accountId)], mail(text));
}
const last = async (client: RawClient, command: string) => (await client.command(command)).at(-1);
async function selected(username: string, name = 'INBOX'): Promise<RawClient> {
  const client = await house.client(username);
  await client.command(`SELECT "${shared}/${name}"`);
  return client;
}
async function appendTo(client: RawClient, name: string): Promise<string | undefined> {
  return last(client, `APPEND "${name}" {14+}\r\nSubject: a\r\n\r\n`);
}

describe('a mailbox that is not shared with somebody', () => {
  it.each(['SELECT', 'STATUS', 'MYRIGHTS', 'GETACL', 'DELETE', 'SUBSCRIBE', 'GETQUOTAROOT'])('does not exist for %s', async (verb) => {
    const client = await house.client(clerk.address);
    const rest = verb === 'STATUS' ? ' (MESSAGES)' : '';
    expect(await client.command(`${verb} "${shared}/INBOX"${rest}`)).toEqual(['NO [NONEXISTENT] No such mailbox']);
    expect(await client.command('LIST "" "Shared/*"')).toEqual(['OK LIST completed']);
  });

  it('takes no messages', async () => {
    const client = await house.client(clerk.address);
    expect(await appendTo(client, `${shared}/INBOX`)).toBe('NO [TRYCREATE] No such mailbox');
  });

  it('cannot be feigned: the prefix is kept', async () => {
    const client = await house.client(clerk.address);
    expect(await last(client, 'CREATE Shared')).toBe('NO [NOPERM] This name is kept for the mailboxes of others');
    expect(await last(client, `CREATE "${shared}/INBOX"`)).toBe('NO [NONEXISTENT] No such mailbox');
    expect(await last(client, 'RENAME Drafts Shared')).toMatch(/^NO \[NOPERM\]/);
  });
});

describe('who may only read', () => {
  it.each([
    ['STORE 1 +FLAGS (\\Flagged)', 'Only \\Seen may be changed here'],
    ['STORE 1 FLAGS (\\Flagged)', 'Only \\Seen may be changed here'],
    ['STORE 1 +FLAGS (\\Deleted)', 'Only \\Seen may be changed here'],
    ['UID STORE 1 -FLAGS ($Work)', 'Only \\Seen may be changed here'],
    ['EXPUNGE', 'This needs the right to organise the mailbox'],
    ['UID EXPUNGE 1', 'This needs the right to organise the mailbox'],
    ['MOVE 1 INBOX', 'This needs the right to organise the mailbox'],
  ])('cannot %s', async (command, why) => {
    await grant(['read']);
    await deliver('a');
    const client = await selected(clerk.address);
    expect(await client.command(command)).toEqual([`NO [NOPERM] ${why}`]);
    expect(await client.command('FETCH 1 (FLAGS)')).toEqual(['* 1 FETCH (FLAGS (\\Recent))', 'OK FETCH completed']);
  });

  it('cannot put messages or folders there, nor take folders away', async () => {
    await grant(['read']);
    const client = await house.client(clerk.address);
    const own = await house.client(clerk.address);
    await appendTo(own, 'INBOX');
    await own.command('SELECT INBOX');
    expect(await appendTo(client, `${shared}/INBOX`)).toMatch(/^NO \[NOPERM\]/);
    expect(await last(own, `COPY 1 "${shared}/INBOX"`)).toMatch(/^NO \[NOPERM\]/);
    expect(await last(own, `MOVE 1 "${shared}/INBOX"`)).toMatch(/^NO \[NOPERM\]/);
    expect(await last(client, `CREATE "${shared}/New"`)).toMatch(/^NO \[NOPERM\]/);
    expect(await last(client, `RENAME "${shared}/Drafts" "${shared}/New"`)).toMatch(/^NO \[NOPERM\]/);
    expect(await last(client, `DELETE "${shared}/Drafts"`)).toMatch(/^NO \[NOPERM\]/);
    expect(await last(client, `GETACL "${shared}/INBOX"`)).toMatch(/^NO \[NOPERM\]/);
    expect(await last(client, `SETACL "${shared}/INBOX" ${clerk.address} lrsa`)).toMatch(/^NO \[NOPERM\]/);
  });

  it('reads, marks as seen for all readers, and copies into the own mailbox', async () => {
    await grant(['read']);
    await deliver('a');
    const client = await selected(clerk.address);
    const other = await selected(head.address);
    expect(await client.command('STORE 1 FLAGS (\\Seen)')).toEqual(['* 1 FETCH (FLAGS (\\Recent \\Seen))', 'OK STORE completed']);
    expect(await other.command('NOOP')).toContain('* 1 FETCH (UID 1 FLAGS (\\Seen))');
    expect(await last(client, 'COPY 1 INBOX')).toMatch(/^OK \[COPYUID \d+ 1 1\]/);
    expect(await client.command('STATUS INBOX (MESSAGES)')).toContain('* STATUS INBOX (MESSAGES 1)');
  });
});

describe('who may also organise', () => {
  it('moves within the account, but takes nothing out of it', async () => {
    await grant(['read', 'organise']);
    await deliver('a');
    const client = await selected(clerk.address);
    expect(await last(client, 'MOVE 1 INBOX')).toBe('NO [NOPERM] This needs the right to delete from the mailbox');
    expect(await last(client, 'STORE 1 +FLAGS.SILENT (\\Deleted)')).toBe('OK STORE completed');
    expect(await last(client, 'EXPUNGE')).toBe('NO [NOPERM] This needs the right to delete from the mailbox');
    expect(await last(client, `DELETE "${shared}/INBOX"`)).toMatch(/^NO/);
    expect(await last(client, `MOVE 1 "${shared}/Archive"`)).toBe('OK MOVE completed');
    expect(await last(client, `DELETE "${shared}/Archive"`)).toBe('NO [NOPERM] This needs the right to delete from the mailbox');
    expect(await last(client, `CREATE "${shared}/New/Below"`)).toMatch(/^OK/);
    expect(await last(client, `RENAME "${shared}/New" "${shared}/Old"`)).toMatch(/^OK/);
    expect(await last(client, `RENAME "${shared}/Old" "Old"`)).toMatch(/^NO \[CANNOT\]/);
    expect(await last(client, `DELETE "${shared}/Old/Below"`)).toMatch(/^OK/);
  });
});

describe('the head of a unit', () => {
  it('reads and keeps the unit’s mailbox from the own account', async () => {
    await deliver('a');
    const client = await house.client(head.address);
    expect((await client.command('NAMESPACE'))[0]).toBe('* NAMESPACE (("" "/")) (("Shared/" "/")) NIL');
    expect(await client.command(`LIST "" "${shared}/%" RETURN (MYRIGHTS STATUS (MESSAGES))`)).toEqual(
      expect.arrayContaining([
        `* LIST (\\HasNoChildren) "/" "${shared}/INBOX"`,
        `* MYRIGHTS "${shared}/INBOX" "lrswteikxacd"`,
        `* STATUS "${shared}/INBOX" (MESSAGES 1)`,
        `* LIST (\\HasNoChildren) "/" "${shared}/Sent"`,
      ]),
    );
    expect(await client.command('LSUB "" "Shared/*"')).toContain(`* LSUB (\\HasNoChildren) "/" "${shared}/INBOX"`);
    const answer = await client.command(`SELECT "${shared}/INBOX"`);
    expect(answer).toContain('* 1 EXISTS');
    expect(answer.at(-1)).toMatch(/^OK \[READ-WRITE\]/);
    expect((await client.command('FETCH 1 (BODY.PEEK[HEADER.FIELDS (SUBJECT)])'))[0]).toContain('Subject: a');
    expect(await last(client, 'STORE 1 +FLAGS (\\Deleted)')).toBe('OK STORE completed');
    expect(await client.command('EXPUNGE')).toEqual(['* 1 EXPUNGE', 'OK EXPUNGE completed']);
    expect(await appendTo(client, `${shared}/Drafts`)).toMatch(/^OK \[APPENDUID/);
    expect((await client.command(`GETQUOTAROOT "${shared}/INBOX"`)).slice(0, 2)).toEqual([
      `* QUOTAROOT "${shared}/INBOX" "${unit.address}"`,
      `* QUOTA "${unit.address}" (STORAGE 1 1024)`,
    ]);
  });

  it('subscribes for nobody else', async () => {
    await grant(['read']);
    const [one, other] = [await house.client(head.address), await house.client(clerk.address)];
    await one.command(`UNSUBSCRIBE "${shared}/Junk"`);
    expect((await one.command(`LSUB "" "${shared}/Junk"`)).length).toBe(1);
    expect((await other.command(`LSUB "" "${shared}/Junk"`)).length).toBe(2);
  });
});

describe('SETACL and DELETEACL', () => {
  it.each([
    ['anyone', 'lrs', 'Rights are given to persons by address, not to anyone'],
    ['-binh@backan.gov.vn', 'lrs', 'Negative rights are not supported: end the grant instead'],
    ['nobody@backan.gov.vn', 'lrs', 'No person here has this address'],
    ['post:1', 'lrs', 'Rights of heads, posts and groups are not changed by IMAP'],
  ])('refuse %s with the reason', async (identifier, letters, why) => {
    const client = await house.client(head.address);
    expect(await client.command(`SETACL "${shared}/INBOX" ${identifier} ${letters}`)).toEqual([`NO [CANNOT] ${why}`]);
  });

  it('refuse part of a right, and what stands on the whole account', async () => {
    await grant(['read', 'organise']);
    const client = await house.client(head.address);
    expect(await last(client, `SETACL "${shared}/INBOX" ${clerk.address} lr`)).toMatch(/^NO \[CANNOT\] Rights are given as lrs/);
    expect(await last(client, `SETACL "${shared}/INBOX" ${clerk.address} lrs`)).toMatch(/^NO \[CANNOT\] The rights stand on the whole/);
    expect(await last(client, `DELETEACL "${shared}/INBOX" ${clerk.address}`)).toMatch(/^NO \[CANNOT\] The rights stand on the whole/);
  });

  it('give and take one folder, shown by GETACL, kept in the audit, at once in force', async () => {
    const [one, other] = [await house.client(head.address), await house.client(clerk.address)];
    expect(await last(one, `SETACL "${shared}/INBOX" ${clerk.address} lrs`)).toBe('OK SETACL completed');
    expect((await one.command(`GETACL "${shared}/INBOX"`))[0]).toBe(
      `* ACL "${shared}/INBOX" "head:${unit.address}" "lrswteikxacd" "${clerk.address}" "lrs"`,
    );
    await expect.poll(() => other.command('LIST "" "Shared/*"')).toContain(`* LIST (\\HasNoChildren) "/" "${shared}/INBOX"`);
    expect((await other.command('LIST "" "Shared/*"')).filter((line) => line.includes('Sent'))).toEqual([]);
    expect(await last(one, `SETACL "${shared}/INBOX" ${clerk.address} +wteikx`)).toBe('OK SETACL completed');
    await expect
      .poll(() => other.command(`MYRIGHTS "${shared}/INBOX"`))
      // Nothing can be made below a folder by a right to it alone.
      .toEqual([`* MYRIGHTS "${shared}/INBOX" "lrswteixd"`, 'OK MYRIGHTS completed']);
    expect(await last(one, `DELETEACL "${shared}/INBOX" ${clerk.address}`)).toBe('OK DELETEACL completed');
    await expect.poll(() => last(other, `SELECT "${shared}/INBOX"`)).toBe('NO [NONEXISTENT] No such mailbox');
    const audited = await tablesOf<AuditTables>(house.store.database)
      .selectFrom('audit')
      .selectAll()
      .where('target', '=', unit.address)
      .execute();
    expect(audited.map(({ act, actor_account_id }) => [act, actor_account_id])).toEqual([
      ['delegation.grant', head.accountId],
      ['delegation.grant', head.accountId],
      ['delegation.revoke', head.accountId],
    ]);
  });

  it('keep the end date that a grant had', async () => {
    const end = new Date('2999-01-01T00:00:00Z');
    const inbox = await mailboxOf(house.store.database, unit.accountId);
    await grant(['read', 'delete'], { target_mailbox_id: inbox.id, valid_to: end });
    const client = await house.client(head.address);
    await client.command(`SETACL "${shared}/INBOX" ${clerk.address} lrswteikx`);
    const rows = await tablesOf<DirectoryTables>(house.store.database)
      .selectFrom('access_grant')
      .selectAll()
      .where('principal_kind', '=', 'person')
      .where('principal_id', '=', clerk.personId)
      .where('revoked_at', 'is', null)
      .execute();
    expect(rows).toMatchObject([{ valid_to: end, rights: ['read', 'organise', 'delete'], granted_by: head.accountId }]);
  });
});

describe('when a grant ends', () => {
  it('the session that has the mailbox open is ended, another only sees it no more', async () => {
    const id = await grant(['read']);
    const [open, beside] = [await selected(clerk.address), await house.client(clerk.address)];
    open.send('I IDLE\r\n');
    await open.line();
    await house.revoke(id);
    expect((await open.rest()).at(-1)).toBe('* BYE [NOPERM] Access to the selected mailbox has ended');
    expect(await beside.command(`SELECT "${shared}/INBOX"`)).toEqual(['NO [NONEXISTENT] No such mailbox']);
    expect(await last(beside, 'SELECT INBOX')).toMatch(/^OK/);
  });
});

describe('an app password for the unit’s mailbox', () => {
  it('opens it as the own one, with the rights of who signed in, and shows nothing else', async () => {
    await grant(['read']);
    await deliver('a');
    house.byAppPassword('by-app', clerk, unit);
    const client = await house.client('by-app');
    expect((await client.command('NAMESPACE'))[0]).toBe('* NAMESPACE (("" "/")) NIL NIL');
    expect(await client.command('LIST "" "Shared/*"')).toEqual(['OK LIST completed']);
    expect((await client.command('MYRIGHTS INBOX'))[0]).toBe('* MYRIGHTS INBOX "lrs"');
    await client.command('SELECT INBOX');
    expect(await last(client, 'STORE 1 +FLAGS (\\Flagged)')).toMatch(/^NO \[NOPERM\]/);
    expect(await last(client, 'CREATE New')).toMatch(/^NO \[NOPERM\]/);
  });
});

describe('capabilities hidden from an account', () => {
  it('are not told to its clients', async () => {
    await inTransaction(house.store.database, (tx) => hideCapability(tx, clerk.accountId, 'condstore'));
    const [hidden, all] = [await house.client(clerk.address), await house.client(head.address)];
    expect((await hidden.command('CAPABILITY'))[0]?.split(' ')).not.toContain('CONDSTORE');
    expect((await all.command('CAPABILITY'))[0]?.split(' ')).toContain('CONDSTORE');
  });
});

describe('annotations', () => {
  const annotation = async (client: RawClient, entry: string, name = `${shared}/INBOX`) =>
    (await client.command(`GETMETADATA "${name}" ${entry}`))[0]?.replace(/^.* \("[^"]+" (.*)\)$/s, '$1');

  it('of a shared mailbox are written by who organises it and read by all; private ones are each reader’s own', async () => {
    await grant(['read']);
    const [one, other] = [await house.client(head.address), await house.client(clerk.address)];
    expect(await last(other, `SETMETADATA "${shared}/INBOX" (/shared/comment "no")`)).toMatch(/^NO \[NOPERM\]/);
    expect(await last(other, 'SETMETADATA "" (/shared/comment "no")')).toMatch(/^NO \[NOPERM\]/);
    expect(await last(one, `SETMETADATA "${shared}/INBOX" (/shared/comment "for all" /private/comment "mine")`)).toMatch(/^OK/);
    expect(await last(other, `SETMETADATA "${shared}/INBOX" (/private/comment "own")`)).toMatch(/^OK/);
    expect(await last(one, `SETMETADATA "${shared}/INBOX" (/private/comment "changed")`)).toMatch(/^OK/);
    expect(await annotation(other, '/shared/comment')).toBe('{7}\r\nfor all');
    expect(await annotation(other, '/private/comment')).toBe('{3}\r\nown');
    expect(await annotation(one, '/private/comment')).toBe('{7}\r\nchanged');
    expect(await annotation(one, '/private/comment', `${shared}/Sent`)).toBe('NIL');
    expect(await last(other, 'SETMETADATA "" (/private/vendor/x "1")')).toMatch(/^OK/);
    expect(await annotation(one, '/private/vendor/x', '')).toBe('NIL');
  });

  it('are limited in number, keeping none of what is too much', async () => {
    const client = await house.client(clerk.address);
    const many = (from: number) => Array.from({ length: 60 }, (_, index) => `/private/n${from + index} ""`).join(' ');
    expect(await last(client, `SETMETADATA INBOX (${many(0)})`)).toMatch(/^OK/);
    expect(await last(client, `SETMETADATA INBOX (${many(60)})`)).toMatch(/^NO \[METADATA TOOMANY\]/);
    expect(await annotation(client, '/private/n60', 'INBOX')).toBe('NIL');
    expect(await annotation(client, '/private/n59', 'INBOX')).toBe('{0}\r\n');
  });
});

describe('NOTIFY', () => {
  it('tells of shared mailboxes that others change, and of those that are shared no more', async () => {
    const id = await grant(['read', 'organise']);
    const [hears, acts] = [await house.client(clerk.address), await selected(head.address)];
    expect((await hears.command('NOTIFY SET (subtree Shared (MessageNew MessageExpunge MailboxName))')).at(-1)).toBe('OK NOTIFY completed');
    expect(await appendTo(acts, `${shared}/INBOX`)).toMatch(/^OK/);
    expect(await hears.line()).toMatch(/^\* STATUS "Shared\/[^"]+\/INBOX" \(MESSAGES 1 UIDNEXT 2 UIDVALIDITY \d+ UNSEEN 1\)$/);
    await house.revoke(id);
    await expect.poll(async () => (await acts.command('NOOP')).at(-1)).toMatch(/^OK/);
    expect(await appendTo(acts, `${shared}/INBOX`)).toMatch(/^OK/);
    expect(await hears.line()).toMatch(/^\* LIST \(\\NonExistent\) "\/" "Shared\//);
  });
});
