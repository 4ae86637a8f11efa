import { describe, expect, it } from 'vitest';
import { personRequestSchema } from './person-request.ts';
import { pinPeople } from './pin-people.ts';

const post = { unit: 'Sở Nội vụ', title: 'Chuyên viên' };
const appoint = { do: 'appoint', person: 'Ma Thị Lan', posts: [post] };

describe('a request is refused', () => {
  it.each([
    ['that is none', null],
    ['to do what nobody does', { do: 'promote', person: 'Ma Thị Lan' }],
    ['of nobody', { ...appoint, person: '  ' }],
    ['of somebody new without a given name', { ...appoint, person: { name: { family: 'Ma', given: ' ' } } }],
    ['with a word too many', { ...appoint, salary: 5 }],
    ['with a day that there is not', { ...appoint, posts: [{ ...post, until: '2025-02-30' }] }],
    ['with a day written otherwise', { do: 'lend', person: 'a@b.vn', to: 'c@b.vn', until: '30/6/2025' }],
    ['with a kind of post that there is not', { ...appoint, posts: [{ ...post, kind: 'chief' }] }],
    ['with posts without end', { ...appoint, posts: Array.from({ length: 21 }, () => post) }],
    ['with a name without end', { ...appoint, posts: [{ ...post, title: 'a'.repeat(301) }] }],
    ...['\0', '\u001b[2J', '\u009b', '\u202e', '\u2028', '\ud800'].flatMap((hiding): [string, unknown][] => [
      [`of a name with ${JSON.stringify(hiding)}`, { ...appoint, person: { name: { given: `La${hiding}n` } } }],
      [`of a family name with ${JSON.stringify(hiding)}`, { ...appoint, person: { name: { family: `M${hiding}a`, given: 'Lan' } } }],
      [`of a title with ${JSON.stringify(hiding)}`, { ...appoint, posts: [{ ...post, title: `Phó${hiding} phòng` }] }],
      [`for a reason with ${JSON.stringify(hiding)}`, { ...appoint, reason: `QĐ${hiding}12` }],
      [`of somebody called ${JSON.stringify(hiding)}`, { do: 'suspend', person: `a${hiding}b` }],
    ]),
    ['to keep a mailbox for no day', { do: 'leave', person: 'a@b.vn', keptDays: 0 }],
    ['to keep a mailbox for a century', { do: 'leave', person: 'a@b.vn', keptDays: 36_500 }],
  ])('%s', (_what, request) => expect(personRequestSchema.safeParse(request).success).toBe(false));
});

describe('a request', () => {
  it('says what was left out, in one form of Unicode', () => {
    const nfd = { ...appoint, posts: [{ unit: 'Sở Nội vụ', title: 'Chuyên  viên'.normalize('NFD') }] };
    expect(personRequestSchema.parse(nfd)).toMatchObject({
      posts: [{ title: 'Chuyên viên', capacity: 'full' }],
      ...{ ifHeaded: 'refuse', addresses: 'keep', oldAddresses: 'forever', clashes: 'best', main: false, join: [] },
    });
    expect(personRequestSchema.parse({ do: 'leave', person: 'a@b.vn' })).toMatchObject({ keptDays: 90 });
  });

  it('may have been written on several lines', () => {
    expect(personRequestSchema.parse({ ...appoint, reason: 'QĐ 12\r\n ngày 1/7 ' })).toMatchObject({ reason: 'QĐ 12 ngày 1/7' });
  });

  it('reads the same once it was read and its people were pinned', () => {
    const deeds = { person: { personId: 7 }, grants: [{ to: { kind: 'person', id: 9 } }] } as never;
    const requests = [appoint, { do: 'leave', person: 'x', lend: { to: 'y', until: '2999-01-01' } }, { do: 'suspend', person: 'x' }];
    for (const asked of requests) {
      const pinned = pinPeople(personRequestSchema.parse(asked), deeds);
      expect(personRequestSchema.parse(JSON.parse(JSON.stringify(pinned)))).toEqual(pinned);
      expect(pinned.person).toBe('#7');
      if (pinned.do === 'leave') expect(pinned.lend?.to).toBe('#9');
    }
  });
});
