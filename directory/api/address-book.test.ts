import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readVcards } from '#directory/people/read-vcard.fixture.ts';
import { type ApiHouse, openApiHouse, overTls } from './api-house.fixture.ts';

type Somebody = Awaited<ReturnType<ApiHouse['somebody']>>;
let api: ApiHouse;
let anh: Somebody;
let chi: Somebody;

beforeAll(async () => {
  api = await openApiHouse();
  anh = await api.somebody('Nguyễn Văn Anh', undefined, null, 'Phòng Tổ chức');
  chi = await api.somebody('Trần Thị Chi', undefined, null, 'Sở Y tế');
});
afterAll(() => api?.[Symbol.asyncDispose]());

const ask = (path: string, headers: Record<string, string> = {}) => api.ask(path, { token: anh.token, headers });
const namesAt = async (path: string) =>
  readVcards(await (await ask(path)).text()).map((card) => card.find(({ name }) => name === 'FN')!.components[0]![0]);

describe('the address book is refused', () => {
  it('to who has no token, or sends one in the clear', async () => {
    expect((await api.ask('/address-book.vcf')).status).toBe(401);
    expect((await api.ask('/address-book.vcf', { token: 'x' })).status).toBe(401);
    expect((await api.ask('/address-book.vcf', { token: anh.token, peer: { ...overTls, secure: false } })).status).toBe(403);
  });

  it.each(['?version=2', '?unit=x', '?unit=0', '?below=maybe', '?people=all'])('for %s', async (query) => {
    expect((await ask(`/address-book.vcf${query}`)).status).toBe(400);
  });

  it('for a unit that is not there', async () => {
    expect((await ask('/address-book.vcf?unit=999999')).status).toBe(404);
  });
});

describe('the address book', () => {
  it('has units with a mailbox and everybody in service, with post and address', async () => {
    const reply = await ask('/address-book.vcf');
    expect(reply.headers.get('content-type')).toBe('text/vcard; charset=utf-8');
    expect(reply.headers.get('content-disposition')).toBe('attachment; filename="so-dia-chi.vcf"');
    const text = await reply.text();
    expect(text).toContain('VERSION:4.0');
    const cards = readVcards(text).map((card) => Object.fromEntries(card.map(({ name, components }) => [name, components])));
    const card = cards.find(({ FN }) => FN![0]![0] === 'Nguyễn Văn Anh')!;
    expect(card).toMatchObject({
      KIND: [['individual']],
      N: [['Nguyễn'], ['Anh'], ['Văn'], [''], ['']],
      ORG: [['Sở Nội vụ'], ['Phòng Tổ chức']],
      EMAIL: [[anh.address]],
      CATEGORIES: [['Phòng Tổ chức']],
    });
    expect(cards.find(({ FN }) => FN![0]![0] === 'Sở Y tế')).toMatchObject({ KIND: [['org']], CATEGORIES: [['Sở Y tế']] });
    expect(text).not.toMatch(/BDAY|TEL/);
  });

  it('gives Outlook what it reads', async () => {
    const text = await (await ask('/address-book.vcf?version=3')).text();
    expect(text).toContain('VERSION:3.0');
    expect(text).not.toMatch(/VERSION:4|KIND:/);
  });

  it('of a unit has who is in it, and of those beneath only where asked', async () => {
    const { nv, yt } = api.house.units;
    expect(await namesAt(`/address-book.vcf?unit=${nv}`)).not.toContain('Nguyễn Văn Anh');
    const below = await namesAt(`/address-book.vcf?unit=${nv}&below=true`);
    expect(below).toContain('Nguyễn Văn Anh');
    expect(below).toContain('Sở Nội vụ');
    expect(below).not.toContain('Trần Thị Chi');
    expect(await namesAt(`/address-book.vcf?unit=${yt}`)).toContain('Trần Thị Chi');
  });

  it('keeps the UID of somebody, and leaves out whoever is suspended or has left', async () => {
    const uidOf = async (called: string) => {
      const cards = readVcards(await (await ask('/address-book.vcf')).text());
      const own = cards.find((card) => card.some(({ name, components }) => name === 'FN' && components[0]![0] === called)) ?? [];
      return own.find(({ name }) => name === 'UID')?.components.flat()[0];
    };
    const uid = await uidOf('Trần Thị Chi');
    expect(uid).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    await api.house.done({ do: 'suspend', person: chi.address, reason: 'nghỉ' });
    expect(await uidOf('Trần Thị Chi')).toBeUndefined();
    await api.house.done({ do: 'return', person: chi.address });
    expect(await uidOf('Trần Thị Chi')).toBe(uid);
  });

  it('is left off without a fault by a reader that goes away', async () => {
    api.logged.length = 0;
    const reader = (await ask('/address-book.vcf')).body!.getReader();
    const waiting = reader.read();
    await reader.cancel();
    await waiting;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(api.logged).toEqual([]);
  });

  it('answers 304 while it is as it was, and not after', async () => {
    const first = await ask('/address-book.vcf');
    const tag = first.headers.get('etag') ?? '';
    await first.text();
    expect((await ask('/address-book.vcf', { 'if-none-match': tag })).status).toBe(304);
    expect((await ask('/address-book.vcf?version=3', { 'if-none-match': tag })).status).toBe(200);
    await api.somebody('Lò Văn Mới', undefined, null, 'Sở Y tế');
    const after = await ask('/address-book.vcf', { 'if-none-match': tag });
    expect(after.status).toBe(200);
    expect(await after.text()).toContain('Lò Văn Mới');
  });
});
