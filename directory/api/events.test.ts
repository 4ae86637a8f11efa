import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { actChannel } from '#directory/audit/audit-sql.ts';
import { liveLimits } from '#directory/live/limits.ts';
import { type NoticeChannel, openNoticeChannel } from '#io/notice-channel.ts';
import type { AccountId } from '#kernel/ids.ts';
import { type ApiHouse, openApiHouse, overTls } from './api-house.fixture.ts';
import { apiLimits } from './limits.ts';
import { Browser } from './web/browser.fixture.ts';

let api: ApiHouse;
let notices: NoticeChannel;
let operator: Awaited<ReturnType<ApiHouse['somebody']>>;
let head: Awaited<ReturnType<ApiHouse['somebody']>>;
let staff: Awaited<ReturnType<ApiHouse['somebody']>>;
const readers: ReadableStreamDefaultReader<string>[] = [];

beforeAll(async () => {
  api = await openApiHouse();
  operator = await api.somebody('Hà Văn Sơn', 'operator');
  head = await api.somebody('Ma Văn Tú');
  await api.directory.appoint(head.id, api.house.units.nv, 'head');
  staff = await api.somebody('Nguyễn Văn Anh');
  notices = await openNoticeChannel(api.house.test.address, api.database, () => undefined);
  notices.subscribe(actChannel, (words) => api.live.hearActs(words));
});
afterEach(async () => {
  for (const reader of readers.splice(0)) await reader.cancel().catch(() => undefined);
});
afterAll(async () => {
  await notices?.[Symbol.asyncDispose]();
  await api?.[Symbol.asyncDispose]();
});

/** What comes, event by event. */
function heard(reply: Response) {
  const reader = reply.body!.pipeThrough(new TextDecoderStream()).getReader();
  readers.push(reader);
  let text = '';
  return {
    /** Until the next event; undefined: the stream has ended. */
    async next(): Promise<string | undefined> {
      for (;;) {
        const event = /event: changed\ndata: (.*)\n\n/.exec(text);
        if (event !== null) {
          text = text.slice(event.index + event[0].length);
          return event[1];
        }
        const { done, value } = await reader.read();
        if (done) return undefined;
        text += value;
      }
    },
  };
}
const follow = (token: string, options: Parameters<ApiHouse['ask']>[1] = {}) => api.ask('/events', { token, ...options });

async function signedIn(person: { readonly accountId: AccountId; readonly address: string }): Promise<Browser> {
  const password = 'năm nay mưa nhiều quá';
  await api.givePassword(person.accountId, password);
  const browser = new Browser(api);
  const reply = await browser.post('/session', { address: person.address, password });
  expect(reply.status, await reply.clone().text()).toBe(200);
  return browser;
}

describe('events are refused', () => {
  it('to a stranger, a token in the clear, and who has nothing to hear of', async () => {
    expect((await api.ask('/events')).status).toBe(401);
    expect((await follow(operator.token, { peer: { ...overTls, secure: false } })).status).toBe(403);
    const reply = await follow(staff.token, { headers: { 'accept-language': 'en' } });
    expect(reply.status).toBe(403);
    expect(await reply.json()).toMatchObject({ detail: 'There are no changes to tell to who has no role and heads no unit' });
  });

  it('to a page of another site, whatever cookie comes with it', async () => {
    const browser = await signedIn(operator);
    expect((await browser.get('/events', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await browser.get('/events', { 'sec-fetch-site': 'same-site' })).status).toBe(403);
  });

  it('in more places than an account may follow from', async () => {
    const replies = await Promise.all(Array.from({ length: liveLimits.perAccountMax }, () => follow(operator.token)));
    for (const reply of replies) heard(reply);
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
    const one = await follow(operator.token);
    expect(one.status).toBe(429);
    expect(one.headers.get('retry-after')).toBe('60');
  });
});

describe('whoever follows', () => {
  it('is answered at once with what browsers understand, and a HEAD leaves nothing open', async () => {
    const reply = await follow(operator.token);
    heard(reply);
    expect(reply.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(reply.headers.get('cache-control')).toBe('no-store');
    const open = api.live.count;
    expect((await follow(operator.token, { method: 'HEAD' })).status).toBe(200);
    expect(api.live.count).toBe(open);
  });

  it('takes no turn of its account', async () => {
    heard(await follow(operator.token));
    const turns = Array.from({ length: apiLimits.atOnceMax }, () => api.turns.take(operator.accountId));
    expect(turns.every((turn) => turn !== null)).toBe(true);
    for (const turn of turns) turn?.[Symbol.dispose]();
  });

  it('hears of an act when it has taken effect, by whichever process; a head only of the own unit’s requests', async () => {
    const [all, own] = [heard(await follow(operator.token)), heard(await follow(head.token))];
    const ask = async (unit: number) => {
      const lines = [
        { do: 'recruit', name: 'Bế Thị Sim', unit: unit === api.house.units.nv ? 'Sở Nội vụ' : 'Sở Y tế', post: 'Chuyên viên' },
      ];
      const reply = await api.ask('/requests', {
        token: operator.token,
        body: { unit, lines },
        headers: { 'idempotency-key': randomUUID() },
      });
      expect(reply.status, await reply.clone().text()).toBe(201);
    };
    await ask(api.house.units.yt);
    expect(await all.next()).toBe('requests');
    const next = own.next();
    await ask(api.house.units.nv);
    expect(await all.next()).toBe('requests');
    expect(await next).toBe('requests');
  });

  it('is ended when the account is locked, by a notice and not by the clock', async () => {
    const other = await api.somebody('Vi Thị Lệ', 'auditor');
    const stream = heard(await follow(other.token));
    const locked = await api.ask(`/accounts/${other.accountId}/lock`, {
      token: operator.token,
      body: { reason: 'QĐ 12' },
      headers: { 'idempotency-key': randomUUID() },
    });
    expect(locked.status).toBe(200);
    for (;;) if ((await stream.next()) === undefined) break;
    expect((await follow(other.token)).status).toBe(401);
  });

  it('is ended with the session, which following does not keep from growing idle', async () => {
    const browser = await signedIn(head);
    const stream = heard(await browser.get('/events'));
    await api.asOwner(`UPDATE web_session SET used_at = now() - interval '10 minutes' WHERE account_id = ${head.accountId}`);
    api.live.recheck();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const [used] = await api.house.rows<{ old: boolean }>(
      `SELECT used_at < now() - interval '9 minutes' AS old FROM web_session WHERE account_id = $1`,
      [head.accountId],
    );
    expect(used).toEqual({ old: true });
    await api.asOwner(`UPDATE web_session SET ended_at = now() WHERE account_id = ${head.accountId}`);
    api.live.recheck();
    for (;;) if ((await stream.next()) === undefined) break;
  });
});
