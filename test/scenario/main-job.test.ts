import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openImapOfUnit } from '#test/helpers/app-password.ts';
import { LineClient } from '#test/helpers/line-client.ts';
import { countMessages, openImap, submit, tracePrefix, waitForMessage } from '#test/helpers/mail-clients.ts';
import { sampleMessage } from '#test/helpers/sample-message.ts';
import { signedMessage, verifySigned } from '#test/helpers/signed-message.ts';
import { type SamplePerson, startSystem, type TestSystem } from '#test/helpers/start-system.ts';

vi.setConfig({ testTimeout: 90_000 }); // whole processes, on a machine that may be busy with other tests

// The main job: staff exchange signed mail through ordinary clients, a unit mailbox receives mail from outside.
const communeMailbox = 'duongquang.tx@backan.gov.vn';
const divisionMailbox = 'phongcn.tt@backan.gov.vn';

let system: TestSystem;
let head: SamplePerson;
let clerk: SamplePerson;

beforeAll(async () => {
  system = await startSystem();
  head = system.person('anhnv.tt@backan.gov.vn');
  clerk = system.personNamed('Ma Thị Lan');
}, 150_000);

afterAll(() => system?.[Symbol.asyncDispose](), 60_000);

const plain = (from: string, to: string) => sampleMessage({ from, to });

describe('submission refuses', () => {
  it('a From that is not the sender’s own: 550 5.7.1, and nothing is stored', async () => {
    const forged = plain(clerk.address, clerk.address);
    await expect(submit(system, { from: head, to: [clerk.address], raw: forged.octets })).rejects.toThrow(/550 5\.7\.1/);
    await using imap = await openImap(system, clerk);
    expect(await countMessages(imap, 'INBOX', forged.mark)).toBe(0);
  });

  it('an envelope sender that is not his', async () => {
    const raw = plain(head.address, clerk.address).octets;
    await expect(submit(system, { from: head, envelopeFrom: clerk.address, to: [clerk.address], raw })).rejects.toThrow(/55[03] 5\.7\.1/);
  });

  it('a wrong password, in the same words as an account that does not exist', async () => {
    const raw = plain(head.address, clerk.address).octets;
    const attempt = (address: string) => submit(system, { from: { address, password: 'khong-dung' }, to: [clerk.address], raw });
    await expect(attempt(head.address)).rejects.toThrow(/535 5\.7\.8/);
    await expect(attempt('khongco.tt@backan.gov.vn')).rejects.toThrow(/535 5\.7\.8/);
  });

  it('mail before AUTH', async () => {
    await using client = await LineClient.open(system.ports.submission);
    await client.command('EHLO client.example');
    await client.startTls(system.ca);
    expect((await client.command('EHLO client.example')).text).toMatch(/AUTH PLAIN LOGIN/);
    expect((await client.command(`MAIL FROM:<${head.address}>`)).text).toMatch(/^530 5\.7\.0/);
  });

  it('a recipient of ours that does not exist, and one elsewhere while no relay is set up', async () => {
    const raw = plain(head.address, clerk.address).octets;
    await expect(submit(system, { from: head, to: ['khongco.tt@backan.gov.vn'], raw })).rejects.toThrow(/550 5\.1\.1/);
    await expect(submit(system, { from: head, to: ['ban@example.com'], raw })).rejects.toThrow(/550 5\.7\.1/);
  });

  it('a message that says it is larger than the limit, at MAIL FROM', async () => {
    await using client = await LineClient.open(system.ports.smtp);
    expect((await client.command('EHLO mx.example')).text).toContain('SIZE 26214400');
    expect((await client.command('MAIL FROM:<a@example.com> SIZE=26214401')).text).toMatch(/^552 5\.3\.4/);
  });
});

describe('submission delivers', () => {
  it.each([
    ['submissions', 'PLAIN'],
    ['submissions', 'LOGIN'],
    ['submission', 'PLAIN'],
    ['submission', 'LOGIN'],
  ] as const)('through %s with AUTH %s, every octet as it was sent', async (door, method) => {
    const { octets, mark } = plain(head.address, clerk.address);
    await submit(system, { from: head, to: [clerk.address], raw: octets, door, method });
    await using imap = await openImap(system, clerk);
    const { source } = await waitForMessage(imap, 'INBOX', mark);
    const prefix = tracePrefix(source, octets);
    expect(prefix).toMatch(new RegExp(`^Return-Path: <${head.address}>\r\nDelivered-To: ${clerk.address}\r\nReceived: from `));
    expect(prefix).toMatch(/with ESMTPSA/);
    expect(prefix).toMatch(/\r\n$/);
  });

  it('to everyone at once, without Bcc, and with the Date and Message-ID that were missing', async () => {
    const { octets, mark } = plain(head.address, clerk.address);
    const text = octets
      .toString()
      .replace(/^Date:.*\r\n/m, '')
      .replace(/^Message-ID:.*\r\n/m, `X-Mark: ${mark}\r\nBcc: <${head.address}>\r\n`);
    await submit(system, { from: head, to: [clerk.address, head.address], raw: text });
    for (const who of [clerk, head]) {
      await using imap = await openImap(system, who);
      const { source } = await waitForMessage(imap, 'INBOX', mark);
      const header = source.toString().split('\r\n\r\n')[0];
      expect(header).not.toMatch(/^Bcc:/m);
      expect(header).toMatch(/^Date: /m);
      expect(header).toMatch(/^Message-ID: </m);
    }
  });
});

describe('a signed message', () => {
  it('arrives intact in a person’s INBOX and in a unit’s mailbox, in one transaction', async () => {
    const to = [clerk.address, divisionMailbox];
    const { octets, mark } = await signedMessage(head, to);
    await submit(system, { from: head, to, raw: octets });

    await using imap = await openImap(system, clerk);
    const inPersons = await waitForMessage(imap, 'INBOX', mark);
    await using ofUnit = await openImapOfUnit(system, head, divisionMailbox);
    const inUnits = await waitForMessage(ofUnit, 'INBOX', mark);
    for (const { source } of [inPersons, inUnits]) {
      tracePrefix(source, octets);
      expect(verifySigned(source, system.ca)).toBe(head.address);
    }
    const [stored] = await system.query<{ copies: number; contents: number; transactions: number }>(
      `SELECT count(*) AS copies, count(DISTINCT content_id) AS contents, count(DISTINCT message.xmin::text) AS transactions
       FROM message JOIN content ON content.id = message.content_id WHERE message_id_header LIKE '%' || $1 || '%'`,
      [mark],
    );
    expect(stored).toEqual({ copies: 2, contents: 1, transactions: 1 });
  });

  it('no longer verifies when one octet of its text changes', async () => {
    const { octets } = await signedMessage(head, [clerk.address]);
    const changed = Buffer.from(octets.toString('latin1').replace('1352/2010', '1353/2010'), 'latin1');
    expect(() => verifySigned(changed, system.ca)).toThrow('the text is not what was signed');
  });
});

describe('port 25', () => {
  it('takes mail for a unit from outside without AUTH', async () => {
    const { octets, mark } = plain('nguoidan@example.com', communeMailbox);
    await using client = await LineClient.open(system.ports.smtp);
    await client.command('EHLO mx.example.com');
    await client.envelope('nguoidan@example.com', communeMailbox);
    expect((await client.message(octets)).text).toMatch(/^250 2\.0\.0 /);
    await using imap = await openImapOfUnit(system, system.personNamed('Vi Trung Hoàng'), communeMailbox);
    const { source } = await waitForMessage(imap, 'INBOX', mark);
    expect(tracePrefix(source, octets)).toContain('Return-Path: <nguoidan@example.com>');
  });

  it('refuses who does not exist with 550 5.1.1 and relaying with 550 5.7.1, in one session that goes on', async () => {
    await using client = await LineClient.open(system.ports.smtp);
    await client.command('EHLO mx.example.com');
    await client.command('MAIL FROM:<nguoidan@example.com>');
    expect((await client.command('RCPT TO:<khongco@backan.gov.vn>')).text).toMatch(/^550 5\.1\.1/);
    expect((await client.command('RCPT TO:<ban@example.net>')).text).toMatch(/^550 5\.7\.1/);
    expect((await client.command('RCPT TO:<DuongQuang.TX@BACKAN.gov.vn>')).code).toBe(250);
  });

  it('offers no AUTH', async () => {
    await using client = await LineClient.open(system.ports.smtp);
    expect((await client.command('EHLO mx.example.com')).text).not.toContain('AUTH');
  });

  it('stores nothing of a message whose sender goes away inside DATA', async () => {
    const { octets, mark } = plain('nguoidan@example.com', clerk.address);
    {
      await using client = await LineClient.open(system.ports.smtp);
      await client.command('EHLO mx.example.com');
      await client.envelope('nguoidan@example.com', clerk.address);
      client.write(octets.subarray(0, -10));
    }
    const later = plain('nguoidan@example.com', clerk.address);
    await using client = await LineClient.open(system.ports.smtp);
    await client.command('EHLO mx.example.com');
    await client.envelope('nguoidan@example.com', clerk.address);
    expect((await client.message(later.octets)).code).toBe(250);
    await using imap = await openImap(system, clerk);
    await waitForMessage(imap, 'INBOX', later.mark);
    expect(await countMessages(imap, 'INBOX', mark)).toBe(0);
  });
});

describe('LMTP', () => {
  it('answers each recipient, at RCPT and after the dot', async () => {
    const { octets, mark } = plain('nguoidan@example.com', clerk.address);
    await using client = await LineClient.open(system.ports.lmtp);
    expect((await client.command('LHLO relay.example')).code).toBe(250);
    await client.command('MAIL FROM:<nguoidan@example.com>');
    expect((await client.command(`RCPT TO:<${clerk.address}>`)).code).toBe(250);
    expect((await client.command('RCPT TO:<khongco@backan.gov.vn>')).text).toMatch(/^550 5\.1\.1/);
    expect((await client.command('RCPT TO:<ban@example.net>')).text).toMatch(/^550 5\.7\.1/);
    expect((await client.command(`RCPT TO:<${head.address}>`)).code).toBe(250);
    expect((await client.command('DATA')).code).toBe(354);
    expect((await client.message(octets)).text).toMatch(/^250 2\.0\.0 /);
    expect((await client.reply()).text).toMatch(/^250 2\.0\.0 /);
    for (const who of [clerk, head]) {
      await using imap = await openImap(system, who);
      expect((await waitForMessage(imap, 'INBOX', mark)).source.toString('latin1')).toMatch(/with LMTP/);
    }
  });
});

describe('a broadcast', () => {
  it('to all 162 unit mailboxes is one body, one content and one transaction', async () => {
    const units = await system.query<{ address: string }>(
      `SELECT address.local_part || '@' || domain.name AS address FROM address JOIN domain ON domain.id = address.domain_id
       JOIN account ON account.id = address.account_id WHERE account.kind = 'unit' AND address.kind = 'primary'`,
    );
    expect(units).toHaveLength(162);
    const { octets, mark } = plain(head.address, divisionMailbox);
    const bodies = async () => (await system.query<{ count: number }>('SELECT count(*) FROM body'))[0]?.count ?? 0;
    const before = await bodies();
    await submit(system, { from: head, to: units.map(({ address }) => address), raw: octets });
    const [stored] = await system.query<{ copies: number; contents: number; transactions: number }>(
      `SELECT count(*) AS copies, count(DISTINCT content_id) AS contents, count(DISTINCT message.xmin::text) AS transactions
       FROM message JOIN content ON content.id = message.content_id WHERE message_id_header LIKE '%' || $1 || '%'`,
      [mark],
    );
    expect(stored).toEqual({ copies: 162, contents: 1, transactions: 1 });
    expect((await bodies()) - before).toBe(1);
  });
});
