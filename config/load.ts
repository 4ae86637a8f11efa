import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { type Config, configSchema } from './schema.ts';

/** A mistake in the configuration: each problem names its key and what is wrong. */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(source: string, problems: readonly string[]) {
    super(`${source}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Reads a YAML file (none: the defaults), lets CONGTHU_… variables and then `overrides` have their say, and checks the whole. */
export async function loadConfig(file: string | undefined, environment: NodeJS.ProcessEnv, overrides: object = {}): Promise<Config> {
  const fromFile = file === undefined ? {} : await readYaml(file);
  const source = file ?? 'configuration';
  const parsed = checkLayers({ fromFile, fromEnvironment: fromEnvironment(environment), overrides });
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    source,
    parsed.error.issues.map((issue) => problemText(issue)),
  );
}

/** Where values come from, in rising order. */
export interface Layers {
  readonly fromFile: Tree;
  readonly fromEnvironment: Tree;
  /** Of the command line. */
  readonly overrides: object;
}

export function checkLayers(layers: Layers): z.ZodSafeParseResult<Config> {
  return configSchema.safeParse(mergeTrees(mergeTrees(layers.fromFile, layers.fromEnvironment), layers.overrides));
}

function problemText(issue: z.core.$ZodIssue): string {
  const at = issue.path.length === 0 ? 'top level' : issue.path.join('.');
  if (issue.code === 'unrecognized_keys') return `${[...issue.path, issue.keys[0]].join('.')}: no such key`;
  return `${at}: ${issue.message}`;
}

export type Tree = { [key: string]: unknown };
export const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

async function readYaml(file: string): Promise<Tree> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new ConfigError(file, [cause.code === 'ENOENT' ? 'no such file' : `cannot be read: ${cause.message}`]);
  });
  return treeOfYaml(text, file);
}

/** What a file says. Throws ConfigError. */
export function treeOfYaml(text: string, file: string): Tree {
  const document = parseDocument(text, { prettyErrors: true });
  if (document.errors.length > 0)
    throw new ConfigError(
      file,
      document.errors.map((error) => error.message),
    );
  // A section whose keys are all commented out is null in YAML: the same as left out.
  const value: unknown = withoutNulls(plainOf(document, file) ?? {});
  if (!isTree(value)) throw new ConfigError(file, ['top level: must be keys and values']);
  return value;
}

/** An alias that leads nowhere, or to too much, is found only now. */
function plainOf(document: ReturnType<typeof parseDocument>, file: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    throw new ConfigError(file, [(cause as Error).message]);
  }
}

function withoutNulls(value: unknown): unknown {
  if (!isTree(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, below]) => below !== null)
      .map(([key, below]) => [key, withoutNulls(below)]),
  );
}

function mergeTrees(under: Tree, over: object): Tree {
  const merged: Tree = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isTree(value) && isTree(below) ? mergeTrees(below, value) : value;
  }
  return merged;
}

/** CONGTHU_DATABASE_URL is database.url, CONGTHU_PORT_BASE is portBase; values are YAML (`auto`, `4`, `[127.0.0.1]`). */
export function fromEnvironment(environment: NodeJS.ProcessEnv): Tree {
  const names = new Map(configKeys().map((path) => [environmentName(path), path]));
  const tree: Tree = {};
  const unknown: string[] = [];
  for (const [name, text] of Object.entries(environment)) {
    if (!name.startsWith('CONGTHU_') || text === undefined) continue;
    const path = names.get(name);
    if (path) setAt(tree, path, parseDocument(text).toJS() ?? text);
    else unknown.push(`${name}: no such variable`);
  }
  if (unknown.length > 0) throw new ConfigError('environment', unknown);
  return tree;
}

export function environmentName(path: readonly string[]): string {
  return `CONGTHU_${path.map((key) => key.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()).join('_')}`;
}

function setAt(tree: Tree, path: readonly string[], value: unknown): void {
  const [first, ...rest] = path as [string, ...string[]];
  if (rest.length === 0) tree[first] = value;
  else {
    const below = isTree(tree[first]) ? tree[first] : {};
    tree[first] = below;
    setAt(below, rest, value);
  }
}

/** Every leaf key of the schema, as a path. */
export function configKeys(): string[][] {
  const leaves = (node: JsonSchema, path: string[]): string[][] =>
    node.properties ? Object.entries(node.properties).flatMap(([key, below]) => leaves(below, [...path, key])) : [path];
  return leaves(z.toJSONSchema(configSchema, { io: 'input' }) as JsonSchema, []);
}

interface JsonSchema {
  readonly properties?: Record<string, JsonSchema>;
}
