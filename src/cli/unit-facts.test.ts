import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { UnitInTree } from '#directory/naming/name-units.ts';
import { namingProfileSchema } from '#directory/naming/naming-profile.ts';
import { createUnits } from '#directory/org/create-units.ts';
import { inTransaction } from '#io/database.ts';
import type { UnitId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { theUnit } from './unit-facts.ts';

const profile = namingProfileSchema.parse(parse(await readFile(new URL('../../config/naming/bac-kan.yaml', import.meta.url), 'utf8')));
const createMailboxes = () => Promise.resolve();
const district = (name: string): UnitInTree<string> => ({
  key: name,
  kind: 'district',
  name,
  parent: null,
  code: null,
  domain: 'backan.gov.vn',
});
const commune = (key: string, name: string, parent: string): UnitInTree<string> => ({
  ...{ key, kind: 'commune', name, parent, code: null, domain: null },
});

let test: TestDatabase;
let ids: ReadonlyMap<string, UnitId>;

beforeAll(async () => {
  test = await createTestDatabase();
  const units = [
    ...[district('Huyện Chợ Đồn'), district('Huyện Na Rì')],
    ...[commune('in Chợ Đồn', 'Xã Yên Mỹ', 'Huyện Chợ Đồn'), commune('in Na Rì', 'Xã Yên Mỹ', 'Huyện Na Rì')],
  ];
  const made = await inTransaction(test.database, (tx) => createUnits({ tx, createMailboxes }, { profile, units, quotaOctets: 5000 }));
  if (!made.ok) throw new Error(JSON.stringify(made.refusal));
  ids = new Map(made.value.map(({ key, unitId }) => [key, unitId]));
});
afterAll(() => test[Symbol.asyncDispose]());

describe('a unit', () => {
  it('is refused where several are called so, and where none stands below the one that is named', async () => {
    await expect(theUnit(test.database, 'Xã Yên Mỹ')).rejects.toThrow(/several units/);
    await expect(theUnit(test.database, 'Xã Yên Mỹ < Huyện Ba Bể')).rejects.toThrow(/no such unit: Xã Yên Mỹ < Huyện Ba Bể/);
    await expect(theUnit(test.database, 'Huyện Chợ Đồn < Xã Yên Mỹ')).rejects.toThrow(/no such unit/);
  });

  it('is named by its name and one above it, that one by name, address or number', async () => {
    expect(await theUnit(test.database, 'Xã Yên Mỹ < Huyện Na Rì')).toBe(ids.get('in Na Rì'));
    expect(await theUnit(test.database, 'Xã Yên Mỹ < chodon@backan.gov.vn')).toBe(ids.get('in Chợ Đồn'));
    expect(await theUnit(test.database, `Xã Yên Mỹ < #${ids.get('Huyện Chợ Đồn')}`)).toBe(ids.get('in Chợ Đồn'));
  });
});
