import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EmailAddress } from '#kernel/email-address.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Session } from '#kernel/session.ts';
import type { Arrived } from '#mail/delivery/delivery-deps.ts';
import { scanContent } from '#mail/mime/content-facts.ts';
import { createAccount } from '#mail/store/store.fixture.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { AutoResponder, type AutoResponderDeps } from './auto-responder.ts';
import { autoReplyLimits } from './limits.ts';
import { mayAnswer } from './rules.ts';
import { forgetSent } from './sent-sql.ts';

let test: TestDatabase;
let accountId: AccountId;
let sent: { to: string; text: string; header: string }[] = [];
let logged: string[] = [];
beforeAll(async () => {
  test = await createTestDatabase();
  accountId = await createAccount(test.database);
});
beforeEach(async () => {
  sent = [];
  logged = [];
  await test.database.pool.query('DELETE FROM auto_reply_sent');
});
afterAll(() => test[Symbol.asyncDispose]());

const at = (text: string) => ({ localPart: text.split('@')[0]!, domain: text.split('@')[1]! }) as EmailAddress;
const recipient = at('binhtt.nv@tinh.gov.vn');
const note = (fields: object) => void logged.push((fields as { event: string }).event);

function deps(more: Partial<AutoResponderDeps> = {}): AutoResponderDeps {
  return {
    ...{
      database: test.database,
      hostname: 'thu.tinh.gov.vn',
      now: () => new Date('2026-11-22T03:00:00Z'),
      unique: () => 'u1',
      outside: false,
    },
    isOurDomain: async (domain) => domain === 'tinh.gov.vn',
    wordsFor: async () => ({ name: 'Trần Thị Bình', address: 'binhtt.nv@tinh.gov.vn', cause: 'left', contact: 'nv@tinh.gov.vn' }),
    deliver: async (_tx, { to, octets }) => {
      const text = Buffer.from(octets.toString('latin1').split('\r\n\r\n')[1]!, 'base64').toString('utf8');
      sent.push({ to, text, header: octets.toString('latin1').split('\r\n\r\n')[0]! });
    },
    log: { info: note, warn: note },
    ...more,
  };
}

function arrived(sender: string, { subject = 'Họp', isAnswered = true }: { subject?: string; isAnswered?: boolean } = {}): Arrived {
  const octets = Buffer.from(
    `From: ${sender}\r\nTo: binhtt.nv@tinh.gov.vn\r\nSubject: ${subject}\r\nMessage-ID: <1@x.vn>\r\n\r\nNội dung mật\r\n`,
  );
  const facts = scanContent(octets);
  const destination = { kind: 'local', accountId, address: 'binhtt.nv@tinh.gov.vn', isAnswered } as const;
  const recipients = [{ destination, address: recipient, notify: [], originalRecipient: null }];
  const header = octets.toString('latin1', 0, facts.headerLength);
  return { message: { sender: at(sender), session: {} as Session, recipients }, header, facts };
}

async function answer(messages: readonly Arrived[], more: Partial<AutoResponderDeps> = {}): Promise<void> {
  const responder = new AutoResponder(deps(more));
  for (const message of messages) responder.hear(message);
  await settled(responder);
}

/** All that was heard is worked off. */
async function settled(responder: AutoResponder): Promise<void> {
  for (let before = -1; before !== logged.length + sent.length; ) {
    before = logged.length + sent.length;
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  await responder[Symbol.asyncDispose]();
}

describe('nobody is answered', () => {
  it('twice within a week, by whatever process; then again', async () => {
    const messages = [arrived('anhnv@tinh.gov.vn'), arrived('AnhNV@tinh.gov.vn'), arrived('lan@tinh.gov.vn')];
    await Promise.all([answer(messages), answer(messages)]);
    expect(sent.map(({ to }) => to.toLowerCase()).sort()).toEqual(['anhnv@tinh.gov.vn', 'lan@tinh.gov.vn']);
    await test.database.pool.query(`UPDATE auto_reply_sent SET sent_at = sent_at - interval '7 days'`);
    await answer([arrived('anhnv@tinh.gov.vn')]);
    expect(sent).toHaveLength(3);
    await test.database.pool.query(`UPDATE auto_reply_sent SET sent_at = sent_at - interval '8 days'`);
    await forgetSent(test.database);
    expect((await test.database.pool.query('SELECT FROM auto_reply_sent')).rowCount).toBe(0);
  });

  it('more than so many a day in one person’s place', async () => {
    await test.database.pool.query(
      `INSERT INTO auto_reply_sent (account_id, sender) SELECT $1, 'a' || n FROM generate_series(1, $2::int) n`,
      [accountId, autoReplyLimits.perAccountDayMax],
    );
    await answer([arrived('anhnv@tinh.gov.vn')]);
    expect(sent).toEqual([]);
  });

  it('where nothing is said in the account’s place, any more or to that address', async () => {
    await answer([arrived('anhnv@tinh.gov.vn', { isAnswered: false })]);
    await answer([arrived('anhnv@tinh.gov.vn')], { wordsFor: async () => undefined });
    expect(sent).toEqual([]);
  });

  it('when the answer cannot be stored; the next sender is, and this one the next time', async () => {
    let turn = 0;
    const { deliver } = deps();
    const failing: AutoResponderDeps['deliver'] = async (tx, message) => {
      if (turn++ === 0) throw new Error('no room');
      await deliver(tx, message);
    };
    await answer([arrived('anhnv@tinh.gov.vn'), arrived('lan@tinh.gov.vn')], { deliver: failing });
    expect(logged).toEqual(['auto-reply.failed', 'auto-reply.sent']);
    await answer([arrived('anhnv@tinh.gov.vn')]);
    expect(sent.map(({ to }) => to)).toEqual(['lan@tinh.gov.vn', 'anhnv@tinh.gov.vn']);
  });

  it('beyond what may wait: a flood costs no memory', async () => {
    const responder = new AutoResponder(deps());
    for (let n = 0; n <= autoReplyLimits.waitingMax + 5; n++) responder.hear(arrived(`a${n}@xa.vn`));
    expect(logged.filter((event) => event === 'auto-reply.passed-over').length).toBeGreaterThanOrEqual(5);
    await responder[Symbol.asyncDispose]();
  });
});

describe('an answer', () => {
  it('says in both languages where to write, repeats the subject alone, and says that a program wrote it', async () => {
    await answer([arrived('anhnv@tinh.gov.vn')]);
    const [{ to, text, header }] = sent as [(typeof sent)[number]];
    expect(to).toBe('anhnv@tinh.gov.vn');
    expect(text).toContain('Trần Thị Bình đã nghỉ hoặc chuyển công tác');
    expect(text).toContain('Please write to: nv@tinh.gov.vn');
    expect(text).not.toContain('Nội dung mật');
    expect(header).toMatch(/^Auto-Submitted: auto-replied$/m);
    expect(header).toMatch(/^In-Reply-To: <1@x\.vn>$/m);
    expect(header).toMatch(/^To: <anhnv@tinh\.gov\.vn>$/m);
    expect(header).toMatch(/<binhtt\.nv@tinh\.gov\.vn>/);
  });

  it('is answered by no other responder of this kind: two people who have left do not write to each other for ever', async () => {
    await answer([arrived('anhnv@tinh.gov.vn')]);
    const whole = {
      sender: recipient,
      isSignedIn: true,
      isSenderOurs: true,
      recipient: at('anhnv@tinh.gov.vn'),
      addressees: [at('anhnv@tinh.gov.vn')],
    };
    expect(mayAnswer({ ...whole, header: `${sent[0]!.header}\r\n\r\n` }, { outside: true })).toBe(false);
  });

  it('cannot be made to carry a field of the sender’s', async () => {
    const message = arrived('anhnv@tinh.gov.vn');
    const facts = {
      ...message.facts,
      subject: 'a\r\nBcc: nan-nhan@x.vn',
      messageId: 'x>\r\nBcc: <y@x.vn',
      references: ['z@x.vn', 'a\nBcc: b'],
    };
    await answer([{ ...message, facts }]);
    expect(sent[0]!.header).not.toMatch(/^Bcc:/im);
    expect(sent[0]!.header).not.toMatch(/^In-Reply-To:/im);
  });
});
