import { z } from 'zod';
import { isTree, type Tree } from './load.ts';
import { configSchema } from './schema.ts';
import type { Told } from './told.ts';

/** What a setting may be, as far as a form can show it; the schema itself decides. */
export type SettingForm =
  | { readonly is: 'number'; readonly minimum: number | null; readonly maximum: number | null }
  | { readonly is: 'choice'; readonly choices: readonly string[] }
  | { readonly is: 'list'; readonly of: 'number' | 'text'; readonly itemsMin: number; readonly itemsMax: number | null }
  | { readonly is: 'yes-no' }
  | { readonly is: 'text'; readonly charactersMax: number | null };

/** A leaf of the configuration, and what is said of it. */
export interface Setting extends Told {
  /** `web.idleMinutes`. */
  readonly key: string;
  readonly path: readonly string[];
  /** The first part of the key; `general` where there is but one. */
  readonly section: string;
  readonly form: SettingForm;
  /** undefined: there is none. */
  readonly fallback: unknown;
}

interface Described extends Partial<Told> {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly items?: { readonly type?: string };
  readonly prefixItems?: readonly unknown[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Described>>;
}

/** Every setting, in the order of the file. */
export const settings: readonly Setting[] = leavesOf(z.toJSONSchema(configSchema, { io: 'input' }) as Described, []);

export const settingOf = (key: string): Setting | undefined => settings.find((setting) => setting.key === key);

function leavesOf(node: Described, path: readonly string[]): Setting[] {
  if (node.properties) return Object.entries(node.properties).flatMap(([key, below]) => leavesOf(below, [...path, key]));
  const { name, help, unit, choices, isSecret, onServer, example } = node;
  const key = path.join('.');
  if (name === undefined || help === undefined) throw new Error(`the schema does not tell what ${key} is`);
  return [
    {
      ...{ key, path, name, help, section: path.length === 1 ? 'general' : path[0]!, form: formOf(node), fallback: node.default },
      ...(unit && { unit }),
      ...(choices && { choices }),
      ...(isSecret && { isSecret }),
      ...(onServer && { onServer }),
      ...(example !== undefined && { example }),
    },
  ];
}

function formOf(node: Described): SettingForm {
  if (node.enum) return { is: 'choice', choices: node.enum };
  if (node.type === 'boolean') return { is: 'yes-no' };
  if (node.type === 'integer') return { is: 'number', minimum: node.minimum ?? null, maximum: node.maximum ?? null };
  if (node.type === 'array') {
    const fixed = node.prefixItems?.length;
    const of = node.items?.type === 'integer' ? 'number' : 'text';
    return { is: 'list', of, itemsMin: fixed ?? node.minItems ?? 0, itemsMax: fixed ?? node.maxItems ?? null };
  }
  return { is: 'text', charactersMax: node.maxLength ?? null };
}

/** What stands at a path; undefined: nothing does. */
export function valueAt(tree: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((below, key) => (isTree(below) ? (below as Tree)[key] : undefined), tree);
}
