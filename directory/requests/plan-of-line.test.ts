import { describe, expect, it } from 'vitest';
import { personRequestSchema } from '#directory/lifecycle/people/person-request.ts';
import { nameOf, planOfLine } from './plan-of-line.ts';
import { lineEvents, type RequestLine, requestLineSchema } from './request-line.ts';

const post = { unit: 'Sở Nội vụ', post: 'Chuyên viên' };
const lines: Readonly<Record<RequestLine['do'], object>> = {
  recruit: { name: 'Nguyễn Văn Anh', ...post, birthDate: '1990-01-02', address: 'anhnv2.nv' },
  appoint: { person: '#1', ...post, kind: 'head', capacity: 'acting', until: '2026-12-31', main: true, ifHeaded: 'beside' },
  transfer: { person: '#1', ...post, from: 'Sở Y tế' },
  relieve: { person: '#1', from: 'Sở Y tế' },
  leave: { person: '#1', reason: 'QĐ 12' },
  suspend: { person: '#1' },
  return: { person: '#1' },
  rename: { person: '#1', name: 'Âu Dương Thị Hoa', family: 'Âu Dương' },
};
const planOf = (event: RequestLine['do'], more: object = {}) => {
  const plan = planOfLine(requestLineSchema.parse({ do: event, ...lines[event], ...more }));
  if (!plan.ok) throw new Error(plan.refusal.en);
  return personRequestSchema.parse(plan.value);
};

describe('a name', () => {
  it.each([
    { name: 'Hứa Lan', family: 'Trần' },
    { name: 'Âu Dương', family: 'Âu Dương' },
    { name: '???' },
    { name: "Niê H'Hen", family: 'Niê', givenFirst: true },
  ])('is refused where its parts are not to be found: %j', ({ givenFirst = false, ...rest }) =>
    expect(nameOf({ family: undefined, givenFirst, ...rest })).toMatchObject({ ok: false, refusal: { what: 'bad-name' } }),
  );

  it('has its parts in their order', () => {
    const partsOf = (name: string, family: string | undefined, givenFirst = false) => nameOf({ name, family, givenFirst });
    expect(partsOf('Âu Dương  Thị Hoa', 'Âu  Dương')).toMatchObject({ value: { family: 'Âu Dương', middle: 'Thị', given: 'Hoa' } });
    expect(partsOf('Y Thông Niê Kdăm', 'Niê Kdăm', true)).toMatchObject({
      value: { family: 'Niê Kdăm', given: 'Y Thông', order: 'given-first' },
    });
    expect(partsOf('Nguyễn Văn Anh', undefined)).toMatchObject({ value: { family: 'Nguyễn', middle: 'Văn', given: 'Anh' } });
  });
});

describe('a line', () => {
  it.each(lineEvents)('that asks to %s is something that can be planned', (event) => {
    expect(planOf(event)).toMatchObject({ do: { recruit: 'appoint', relieve: 'transfer' }[event as string] ?? event });
  });

  it('keeps all that it says', () => {
    expect(planOf('recruit')).toMatchObject({ person: { name: { given: 'Anh' }, birthDate: '1990-01-02' }, address: 'anhnv2.nv' });
    expect(planOf('appoint')).toMatchObject({
      ...{ posts: [{ kind: 'head', capacity: 'acting', until: '2026-12-31' }], main: true, ifHeaded: 'beside' },
    });
    expect(planOf('transfer')).toMatchObject({ from: ['Sở Y tế'], posts: [{ unit: 'Sở Nội vụ' }] });
    expect(planOf('relieve')).toMatchObject({ from: ['Sở Y tế'], posts: [] });
    expect(planOf('leave')).toMatchObject({ reason: 'QĐ 12' });
  });

  it.each([
    { do: 'leave', person: '#1', unit: 'Sở Nội vụ' },
    { do: 'leave', person: 'a\u202Eb' },
    { do: 'suspend', person: ' ' },
    { do: 'lend', person: '#1' },
  ])('is refused that says what does not belong to it: %j', (line) => expect(requestLineSchema.safeParse(line).success).toBe(false));
});
