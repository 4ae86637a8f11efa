import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { editYaml } from '#config/edit-yaml.ts';
import { checkLayers, type Tree, treeOfYaml } from '#config/load.ts';
import { type Setting, settingOf, settings, valueAt } from '#config/setting.ts';
import { type InBoth, type Refusal, refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { readFormer } from './settings-file.ts';
import type { SettingsPlace } from './settings-place.ts';
import { closedHere, treeNow } from './show-settings.ts';

/** value null: taken out of the file, so that the default holds. */
export interface SettingChange {
  readonly key: string;
  readonly value: unknown;
}

/** Some settings, or those that a former file has otherwise. */
export type AskedChange = { readonly changes: readonly SettingChange[] } | { readonly restore: string };

export interface SettingDifference extends Pick<Setting, 'key' | 'name'> {
  /** null: there is none. */
  readonly before: unknown;
  readonly after: unknown;
}

export interface CheckedChange {
  readonly text: string;
  readonly differences: readonly SettingDifference[];
}

/** What the schema says against the whole is in `issues`, under the paths of the configuration. */
export interface SettingsRefusal extends Refusal {
  readonly issues?: readonly z.core.$ZodIssue[];
  readonly key?: string;
}

/** What the file would be, checked as a start would check it; nothing is written. `text` is the file as it is now. */
export async function checkChanges(
  place: SettingsPlace,
  text: string | null,
  asked: AskedChange,
): Promise<Result<CheckedChange, SettingsRefusal>> {
  const now = treeNow(place, text);
  const changes = 'changes' in asked ? ok(asked.changes) : await changesOfFormer(place, now.fromFile, asked.restore);
  if (!changes.ok) return changes;
  const named: { readonly path: readonly string[]; readonly value: unknown }[] = [];
  for (const { key, value } of changes.value) {
    const setting = settingOf(key);
    if (setting === undefined) return refused({ ...refusalInBoth('not-found', noSuch(key)), key });
    const closed = closedHere(setting, place);
    if (closed !== null) return refused({ ...refusalInBoth('forbidden', withName(setting, closed)), key });
    named.push({ path: setting.path, value });
  }
  const edited = editYaml(text ?? '', named);
  if (edited === null) return refused(notPlain);
  const parsed = checkLayers({ ...place, fromFile: treeOfYaml(edited, place.file) });
  if (!parsed.success) return refused({ ...invalid, issues: parsed.error.issues });
  const before = now.config ?? place.inForce;
  // Those of secrets are told nowhere: where the file had a fault, the configuration in force may be of another day, and so may a password.
  const differences = settings
    .filter(({ isSecret }) => isSecret !== true)
    .map(({ key, name, path }) => ({ key, name, before: valueAt(before, path) ?? null, after: valueAt(parsed.data, path) ?? null }))
    .filter((one) => !isDeepStrictEqual(one.before, one.after));
  return differences.length === 0 ? refused(nothing) : ok({ text: edited, differences });
}

/** Only of settings that may be changed here: whoever restores a former file brings no path or password back. */
async function changesOfFormer(
  place: SettingsPlace,
  present: Tree,
  name: string,
): Promise<Result<readonly SettingChange[], SettingsRefusal>> {
  const former = await readFormer(place.file, name);
  if (!former.ok) return former;
  const { fromFile, config } = treeNow(place, former.value);
  if (config === null) return refused(formerInvalid);
  return ok(
    settings
      .filter((setting) => closedHere(setting, place) === null)
      .map(({ key, path }) => ({ key, was: valueAt(fromFile, path), now: valueAt(present, path) }))
      .filter(({ was, now }) => !isDeepStrictEqual(was, now))
      .map(({ key, was }) => ({ key, value: was ?? null })),
  );
}

const noSuch = (key: string): InBoth => ({ vi: `Không có cài đặt nào tên ${key}`, en: `There is no setting ${key}` });
const withName = ({ name }: Setting, why: InBoth): InBoth => ({ vi: `${name.vi}: ${why.vi}`, en: `${name.en}: ${why.en}` });
const notPlain = refusalInBoth('conflict', {
  vi: 'Tệp cấu hình được viết theo cách trang này không sửa được (neo, bí danh, YAML sai): hãy sửa trên máy chủ',
  en: 'The configuration is written so that this page cannot change it (anchors, aliases, wrong YAML): change it at the server',
});
const invalid = refusalInBoth('invalid', { vi: 'Cấu hình như vậy không hợp lệ', en: 'The configuration would not be valid' });
const nothing = refusalInBoth('invalid', { vi: 'Không có gì thay đổi', en: 'Nothing would change' });
const formerInvalid = refusalInBoth('conflict', {
  vi: 'Bản cấu hình cũ này không hợp lệ với phiên bản đang chạy',
  en: 'This former configuration is not valid for the program that runs',
});
