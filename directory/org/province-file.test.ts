import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatFileProblem } from './file-problem.ts';
import { readNamingProfile, readProvinceFile } from './province-file.ts';

const config = fileURLToPath(new URL('../../config', import.meta.url));
const provinceYaml = [
  ...['id: thu', 'name: Tỉnh Thử', 'domains: [thu.gov.vn]', 'suffix: dc=thu,dc=gov,dc=vn', 'namingProfile: bac-kan'],
  ...['units: units.csv', 'people: people.csv', ''],
].join('\n');
const unitsCsv = 'name,kind,parent,code,domain,note\nUBND tỉnh,province,,ubnd,thu.gov.vn,\nSở Nội vụ,agency,UBND tỉnh,,,\n';
const peopleHeader = 'person,family,middle,given,birth_date,unit,parent,post,kind\n';
const peopleCsv = `${peopleHeader}1,Lê,,Minh,1980-02-29,Sở Nội vụ,,Giám đốc,head\n`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'province-file-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** The problems of a province made of these files, without the folder. */
async function problemsOf(files: { province?: string; units?: string | Buffer; people?: string }): Promise<string[]> {
  await writeFile(join(folder, 'province.yaml'), files.province ?? provinceYaml);
  await writeFile(join(folder, 'units.csv'), files.units ?? unitsCsv);
  await writeFile(join(folder, 'people.csv'), files.people ?? peopleCsv);
  const read = await readProvinceFile({ file: join(folder, 'province.yaml'), namingFolder: `${config}/naming` });
  return read.ok ? [] : read.refusal.map((problem) => formatFileProblem(problem).replace(`${folder}/`, ''));
}
const unitRows = (...rows: string[]) => `${unitsCsv}${rows.join('\n')}\n`;
const personRows = (...rows: string[]) => `${peopleHeader}${rows.join('\n')}\n`;

describe('readProvinceFile', () => {
  it('says which file does not exist', async () => {
    const read = await readProvinceFile({ file: join(folder, 'none.yaml'), namingFolder: folder });
    expect(read).toEqual({ ok: false, refusal: [{ file: join(folder, 'none.yaml'), row: null, column: null, message: 'does not exist' }] });
  });

  it('names the key that is wrong or unknown', async () => {
    expect(await problemsOf({ province: provinceYaml.replace('thu.gov.vn]', 'Thu.gov.vn]') })).toEqual([
      'province.yaml, domains.0: a mail domain in lower case',
    ]);
    expect(await problemsOf({ province: `${provinceYaml}colour: red\n` })).toEqual(['province.yaml: Unrecognized key: "colour"']);
  });

  it('names the line where the YAML breaks off', async () =>
    expect(await problemsOf({ province: 'id: thu\nname: [\n' })).toEqual([expect.stringMatching(/^province\.yaml, row \d: /)]));

  it('reads no file from another folder', async () =>
    expect(await problemsOf({ province: provinceYaml.replace('units.csv', '../units.csv') })).toEqual([
      'province.yaml, units: the name of a .csv file beside this one',
    ]));

  it('refuses a profile that does not exist', async () =>
    expect(await problemsOf({ province: provinceYaml.replace('bac-kan', 'ha-noi') })).toEqual([
      expect.stringContaining('ha-noi.yaml: does not exist'),
    ]));

  it('refuses text that is not UTF-8', async () =>
    expect(await problemsOf({ units: Buffer.from(unitsCsv, 'latin1') })).toEqual(['units.csv: is not UTF-8 text']));

  it('names missing, unknown and doubled columns', async () =>
    expect(await problemsOf({ units: 'name,parent,parent,colour\n' })).toEqual([
      'units.csv, row 1, colour: is no column of this file',
      'units.csv, row 1, parent: stands twice',
      'units.csv, row 1, kind: is missing',
    ]));

  it('names every row and column that is wrong', async () =>
    expect(await problemsOf({ units: unitRows('Sở A', ',agency,,,,', 'Sở B,ministry,,,,') })).toEqual([
      'units.csv, row 4: has 1 fields, the header 6',
      'units.csv, row 5, name: a unit needs a name',
      expect.stringMatching(/^units\.csv, row 6, kind: Invalid option: expected one of "province"/),
    ]));

  it('refuses parents that do not exist or could be two, and domains of others', async () =>
    expect(
      await problemsOf({
        units: unitRows(
          'Phòng A,office,Sở Không,,,',
          'Sở Y tế,agency,UBND tỉnh,yte,xa.gov.vn,',
          'Sở Nội vụ,agency,UBND tỉnh,nv2,,',
          'Phòng B,office,Sở Nội vụ,,,',
        ),
      }),
    ).toEqual([
      'units.csv, row 4, parent: Sở Không is no unit of this file',
      'units.csv, row 5, domain: xa.gov.vn is no domain of the province',
      'units.csv, row 7, parent: Sở Nội vụ is the name of 2 units',
    ]));

  it('refuses two units that would have one address', async () =>
    expect(await problemsOf({ units: unitRows('Ban Nông vận,agency,UBND tỉnh,,,') })).toEqual([
      'units.csv, row 4, name: would get nv@thu.gov.vn, like row 3; give one of them a code',
    ]));

  it('refuses a code that is none', async () =>
    expect(await problemsOf({ units: unitRows('Sở Y tế,agency,UBND tỉnh,Y TẾ,,') })).toEqual([
      'units.csv, row 4, code: letters a-z and digits with single . - _ between',
    ]));

  it('refuses a unit without domain', async () =>
    expect(await problemsOf({ units: unitRows('Sở Rời,agency,,,,') })).toEqual([
      'units.csv, row 4, name: A unit with none above it needs a mail domain: Sở Rời',
    ]));

  it('refuses people in units that do not exist, without a name, born on no day', async () =>
    expect(
      await problemsOf({
        people: personRows(
          '1,Lê,,Minh,,Sở Không,,Giám đốc,head',
          '2,Lê,,李,,Sở Nội vụ,,Văn thư,clerk',
          '3,Lê,,An,1981-02-29,Sở Nội vụ,,Văn thư,clerk',
        ),
      }),
    ).toEqual(['people.csv, row 4, birth_date: a date as 1985-02-28']));

  it('goes on to names and units when every field can be read', async () =>
    expect(
      await problemsOf({ people: personRows('1,Lê,,Minh,,Sở Không,,Giám đốc,head', '2,Lê,,李,,Sở Nội vụ,UBND tỉnh,Văn thư,clerk') }),
    ).toEqual([
      'people.csv, row 2, unit: Sở Không is no unit of the province',
      'people.csv, row 3, given: Given name has no letter from a to z',
    ]));

  it('refuses two heads of a unit, and one label for two people', async () =>
    expect(
      await problemsOf({
        people: personRows(
          '1,Lê,,Minh,,Sở Nội vụ,,Giám đốc,head',
          '1,Lê,,Minh,,UBND tỉnh,,Ủy viên,staff',
          '1,Lê,,Mai,,Sở Nội vụ,,Giám đốc,head',
        ),
      }),
    ).toEqual([
      'people.csv, row 4, person: 1 has another name or birth date in row 2',
      'people.csv, row 4, kind: Sở Nội vụ has a head already, in row 2',
    ]));

  it('tells units of one name apart by the one above', async () => {
    const units = unitRows('Sở Y tế,agency,UBND tỉnh,,,', 'Văn phòng Sở,office,Sở Y tế,vp,,', 'Văn phòng Sở,office,Sở Nội vụ,vp,,');
    const row = '1,Lê,,Minh,,Văn phòng Sở';
    expect(await problemsOf({ units, people: personRows(`${row},,Văn thư,clerk`) })).toEqual([
      'people.csv, row 2, unit: Văn phòng Sở is the name of 2 units; say in parent which one',
    ]);
    expect(await problemsOf({ units, people: personRows(`${row},Sở Nội vụ,Văn thư,clerk`) })).toEqual([]);
  });

  it('finds nothing wrong with files in NFD, with a byte order mark and CRLF', async () =>
    expect(
      await problemsOf({
        units: `\uFEFF${unitsCsv.normalize('NFD').replaceAll('\n', '\r\n')}`,
        people: peopleCsv,
      }),
    ).toEqual([]));

  it('needs no people', async () => {
    expect(await problemsOf({ province: provinceYaml.replace('people: people.csv\n', '') })).toEqual([]);
  });

  it('reads Bắc Kạn', async () => {
    const read = await readProvinceFile({ file: `${config}/provinces/bac-kan/province.yaml`, namingFolder: `${config}/naming` });
    if (!read.ok) throw new Error(read.refusal.map(formatFileProblem).join('\n'));
    expect(read.value).toMatchObject({ id: 'bac-kan', domains: ['backan.gov.vn', 'backan.edu.vn'], suffix: 'dc=backan,dc=gov,dc=vn' });
    expect(read.value.units).toHaveLength(162);
    expect(read.value.people).toHaveLength(16);
    expect(read.value.people.filter(({ posts }) => posts.length === 2)).toHaveLength(1);
  });
});

describe('readNamingProfile', () => {
  it('refuses a profile whose id is not the name of its file', async () => {
    await mkdir(join(folder, 'naming'));
    await copyFile(`${config}/naming/bac-kan.yaml`, join(folder, 'naming', 'ha-noi.yaml'));
    const read = await readNamingProfile(join(folder, 'naming'), 'ha-noi');
    expect(read).toMatchObject({ ok: false, refusal: [{ column: 'id' }] });
  });
});
