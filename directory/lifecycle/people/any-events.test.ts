import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PersonHouse } from './person-house.fixture.ts';

let house: PersonHouse;
beforeAll(async () => {
  house = await PersonHouse.open();
  for (const [index, unit] of ['Sở Nội vụ', 'Sở Tài chính', 'Phòng Tổ chức', 'Sở Y tế'].entries())
    await house.someone(`Nguyễn Văn ${['An', 'Ân', 'Ẩn', 'Ấn'][index]}`, unit, index === 0 ? { title: 'Giám đốc', kind: 'head' } : {});
});
afterAll(() => house[Symbol.asyncDispose]());

const names = ['Nguyễn Văn An', 'Nguyễn Văn Ân', 'Nguyễn Văn Ẩn', 'Nguyễn Văn Ấn'];
const person = fc.constantFrom(...names);
const unit = fc.constantFrom('Sở Nội vụ', 'Sở Tài chính', 'Phòng Tổ chức', 'Sở Y tế');
const until = fc.constantFrom('2023-06-30', '2999-12-31', undefined);
const post = fc.record({
  unit,
  title: fc.constantFrom('Giám đốc', 'Chuyên viên', 'Văn thư'),
  kind: fc.constantFrom('head', 'staff', undefined),
  capacity: fc.constantFrom('full', 'acting', 'in-charge'),
  until,
});
const ifHeaded = fc.constantFrom('refuse', 'replace', 'deputy', 'beside');
const addresses = fc.constantFrom('keep', 'renew');
const posts = fc.array(post, { minLength: 1, maxLength: 3 });
const newcomer = fc.record({
  name: fc.record({ family: fc.constant('Nguyễn'), middle: fc.constantFrom('Văn', 'Thị'), given: fc.constantFrom('Ẫn', 'Anh') }),
  isNamesake: fc.boolean(),
});
const event = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('appoint'),
      person: fc.oneof(person, newcomer),
      posts,
      ifHeaded,
      main: fc.boolean(),
      addresses,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('transfer'), person, posts, ifHeaded, addresses, from: fc.array(unit, { maxLength: 1 }) }),
  },
  fc.record({ do: fc.constant('transfer'), person, posts: fc.constant([]), from: fc.array(unit, { maxLength: 1 }) }),
  fc.record({ do: fc.constant('leave'), person, keptDays: fc.constantFrom(1, 90) }),
  fc.record({ do: fc.constant('suspend'), person }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('return'), person }) },
  fc.record({ do: fc.constant('lend'), person, to: fc.oneof(person, unit), until: fc.constant('2999-12-31') }),
);
// Not always forward: what was forgotten is put in later.
const happening = fc.record({ event, day: fc.constantFrom('2023-01-01', '2023-06-30', '2023-07-01', '2024-01-01', '2026-01-01') });

/** Every way in which the directory would be wrong; empty as long as it is right. */
const wrong = {
  'two heads of a unit on a day, both in full': `
    SELECT 1 FROM appointment a JOIN post p ON p.id = a.post_id JOIN post q ON q.unit_id = p.unit_id AND q.kind = 'head'
    JOIN appointment b ON b.post_id = q.id AND b.id > a.id
    WHERE p.kind = 'head' AND a.capacity = 'full' AND b.capacity = 'full'
      AND greatest(a.valid_from, b.valid_from) <= least(coalesce(a.valid_to, 'infinity'), coalesce(b.valid_to, 'infinity'))`,
  'one post twice held by one person': `
    SELECT 1 FROM appointment a JOIN appointment b ON b.post_id = a.post_id AND b.person_id = a.person_id AND b.id > a.id
    WHERE greatest(a.valid_from, b.valid_from) <= least(coalesce(a.valid_to, 'infinity'), coalesce(b.valid_to, 'infinity'))`,
  'an account without exactly one primary address': `
    SELECT 1 FROM account WHERE 1 <> (SELECT count(*) FROM address WHERE account_id = account.id AND kind = 'primary')`,
  'away and not locked, or locked and not away': `
    SELECT 1 FROM account WHERE (state = 'locked') <> EXISTS (SELECT FROM account_absence WHERE account_id = account.id AND valid_to IS NULL)`,
  'an access that stands of somebody who left': `
    SELECT 1 FROM account JOIN account_absence AS away ON away.account_id = account.id AND away.valid_to IS NULL AND away.kind = 'left'
    WHERE EXISTS (SELECT FROM app_password WHERE account_id = account.id AND revoked_at IS NULL)
      OR EXISTS (SELECT FROM access_grant WHERE principal_kind = 'person' AND principal_id = account.person_id AND revoked_at IS NULL)
      OR EXISTS (SELECT FROM appointment WHERE person_id = account.person_id AND valid_to IS NULL)`,
  'a mailbox lent although its owner is in service': `
    SELECT 1 FROM account JOIN access_grant ON target_account_id = account.id
    WHERE account.kind = 'personal' AND account.state = 'active' AND access_grant.revoked_at IS NULL`,
};

it('whatever happens in whatever order, the directory stays right and its history whole', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 1, maxLength: 6 }), async (happenings) => {
      for (const { event: asked, day } of happenings) {
        const request = JSON.parse(JSON.stringify(asked));
        const before = await history();
        const preview = await house.preview(request, day);
        const made = await house.plan(request, day, '2026-06-01');
        // What was shown is what is done, and what has a problem is not.
        expect(made.ok).toBe(preview.problems.length === 0);
        if (made.ok) expect(made.value.made.deeds).toEqual(preview.deeds);
        const after = await history();
        for (const [key, was] of before) expect(after.get(key)).toEqual(was);
        for (const [what, statement] of Object.entries(wrong))
          expect(await house.rows(statement), `${what} after ${JSON.stringify({ request, day })}`).toEqual([]);
      }
    }),
    { numRuns: 40 },
  );
});

/** What may never change: who was put where from when, and whose an address is. */
async function history(): Promise<Map<string, unknown>> {
  const appointments = await house.rows<{ id: number }>(
    'SELECT id, post_id, person_id, is_primary, capacity, valid_from FROM appointment ORDER BY id',
  );
  const addresses = await house.rows<{ id: number }>('SELECT id, account_id, local_part, domain_id FROM address ORDER BY id');
  return new Map([
    ...appointments.map((row): [string, unknown] => [`appointment ${row.id}`, row]),
    ...addresses.map((row): [string, unknown] => [`address ${row.id}`, row]),
  ]);
}
