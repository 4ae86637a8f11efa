import { isDeepStrictEqual } from 'node:util';
import { ConfigError, checkLayers, environmentName, type Tree, treeOfYaml } from '#config/load.ts';
import type { Config } from '#config/schema.ts';
import { type Setting, settings, valueAt } from '#config/setting.ts';
import type { InBoth } from '#kernel/refusal.ts';
import { type FormerFile, isWritable, listFormer, readSettingsFile } from './settings-file.ts';
import type { SettingsPlace } from './settings-place.ts';

export type SettingSource = 'file' | 'environment' | 'command-line' | 'default';

export interface ShownSetting extends Setting {
  /** In force in this process; null: none, or it is a secret. */
  readonly value: unknown;
  readonly isSet: boolean;
  readonly source: SettingSource;
  /** After a restart; of a secret null. */
  readonly next: unknown;
  readonly waitsForRestart: boolean;
  /** Why it cannot be changed on the web. */
  readonly closed: InBoth | null;
}

export interface ShownSettings {
  readonly file: string;
  readonly exists: boolean;
  readonly isWritable: boolean;
  /** What is wrong with the file as it is now: a start would fail. */
  readonly faults: readonly string[];
  readonly items: readonly ShownSetting[];
  readonly former: readonly FormerFile[];
}

/** Every setting, and the text of the file that it was read from (null: there is none), which is for the tag alone. */
export async function showSettings(place: SettingsPlace): Promise<ShownSettings & { readonly text: string | null }> {
  const { file } = place;
  const read = await readSettingsFile(file);
  const text = read.ok ? read.value : null;
  const now = treeNow(place, text);
  const faults = read.ok ? now.faults : [read.refusal.message];
  const items = settings.map((setting) => shown(setting, place, { ...now, config: now.config ?? place.inForce }));
  return {
    file,
    text,
    exists: text !== null,
    isWritable: read.ok && (await isWritable(file)),
    faults,
    items,
    former: await listFormer(file),
  };
}

interface TreeNow {
  readonly fromFile: Tree;
  /** null: a start would fail. */
  readonly config: Config | null;
  readonly faults: readonly string[];
}

/** What a start would make of the file now. */
export function treeNow({ file, fromEnvironment, overrides }: SettingsPlace, text: string | null): TreeNow {
  try {
    const fromFile = text === null ? {} : treeOfYaml(text, file);
    const parsed = checkLayers({ fromFile, fromEnvironment, overrides });
    if (parsed.success) return { fromFile, config: parsed.data, faults: [] };
    // Messages of the schema name no values: one may be a password.
    return { fromFile, config: null, faults: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { fromFile: {}, config: null, faults: [notYaml] };
  }
}

// The parser's own sentence shows lines of the file.
const notYaml = 'tệp không phải YAML đúng / the file is not well-formed YAML';

function shown(setting: Setting, place: SettingsPlace, { fromFile, config }: { fromFile: Tree; config: Config }): ShownSetting {
  const { path, isSecret, fallback } = setting;
  const value = valueAt(place.inForce, path);
  const next = valueAt(config, path);
  const over = sourceOver(place, path);
  const isOfFile = valueAt(fromFile, path) !== undefined || !isDeepStrictEqual(value, fallback);
  return {
    ...setting,
    value: isSecret ? null : (value ?? null),
    isSet: value !== undefined,
    source: over ?? (isOfFile && value !== undefined ? 'file' : 'default'),
    next: isSecret ? null : (next ?? null),
    waitsForRestart: !isDeepStrictEqual(value, next),
    closed: closedTo(setting, over),
  };
}

/** What wins over the file there. */
function sourceOver({ fromEnvironment, overrides }: SettingsPlace, path: readonly string[]): 'environment' | 'command-line' | undefined {
  if (valueAt(overrides, path) !== undefined) return 'command-line';
  return valueAt(fromEnvironment, path) === undefined ? undefined : 'environment';
}

/** Why a setting is not changed on the web; null: it is. */
export function closedHere(setting: Setting, place: SettingsPlace): InBoth | null {
  return closedTo(setting, sourceOver(place, setting.path));
}

function closedTo({ onServer, path }: Setting, over: 'environment' | 'command-line' | undefined): InBoth | null {
  if (onServer !== undefined) return onServer;
  if (over === 'command-line') return { vi: 'Được đặt trên dòng lệnh khởi động.', en: 'It is set on the command line of the start.' };
  if (over === undefined) return null;
  const name = environmentName(path);
  return {
    vi: `Được đặt bởi biến môi trường ${name}: hãy sửa ở đó.`,
    en: `It is set by the environment variable ${name}: change it there.`,
  };
}
