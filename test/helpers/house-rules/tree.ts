import { readdir, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { lineOf, readSource, type SourceText } from './source-text.ts';

/** The files that the rules read, by path from the root of the checkout. */
export type Tree = ReadonlyMap<string, string>;

export interface Violation {
  readonly path: string;
  readonly line: number;
  readonly what: string;
}

export interface HouseRule {
  readonly name: string;
  /** A made-up tree that breaks the rule, and where: a rule that stops noticing this has stopped checking. */
  readonly broken: Readonly<Record<string, string>>;
  readonly noticed: readonly string[];
  check(tree: Tree): Violation[];
}

const folders = ['src', 'mail', 'directory', 'config', 'test', 'admin-ui', '.ci'];

export async function readTree(root: string): Promise<Tree> {
  const tree = new Map<string, string>();
  for (const entry of await readdir(root, { withFileTypes: true })) {
    if (entry.isFile() && /\.(ts|json|md)$/.test(entry.name)) await readInto(tree, root, entry.name);
  }
  for (const folder of folders) await readFolder(tree, root, folder);
  return tree;
}

async function readFolder(tree: Map<string, string>, root: string, folder: string): Promise<void> {
  for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== 'node_modules' && path !== 'test/corpus') await readFolder(tree, root, path);
    else if (/\.(tsx?|md|sh)$/.test(entry.name) || path === '.ci/run') await readInto(tree, root, path);
  }
}

async function readInto(tree: Map<string, string>, root: string, path: string): Promise<void> {
  tree.set(path, await readFile(join(root, path), 'utf8'));
}

const parsed = new Map<string, SourceText>();

export function sourceOf(text: string): SourceText {
  let source = parsed.get(text);
  if (source === undefined) {
    source = readSource(text);
    parsed.set(text, source);
  }
  return source;
}

export const isSource = (path: string) => /\.tsx?$/.test(path);

/** Tests, what they share, and the whole of test/. */
export function isTestCode(path: string): boolean {
  return (
    path.startsWith('test/') || /\.(test|fixture)\.ts$/.test(path) || path.includes('/testing/') || /^vitest\..*config\.ts$/.test(path)
  );
}

export function sources(tree: Tree, wanted: (path: string) => boolean = () => true): [path: string, text: string][] {
  return [...tree].filter(([path]) => isSource(path) && wanted(path));
}

export const production = (tree: Tree) => sources(tree, (path) => !isTestCode(path));

/** `mail/imap`, `src/io/tls`, `src/io`, `config`… : the folder whose README speaks for the file. */
export function roomOf(path: string): string {
  const parts = path.split('/');
  if (parts[0] === 'src' && parts[1] === 'io') return parts.length > 3 ? parts.slice(0, 3).join('/') : 'src/io';
  if (parts.length > 2 && ['src', 'mail', 'directory', 'test'].includes(parts[0] ?? '')) return parts.slice(0, 2).join('/');
  return parts[0] ?? '';
}

/** Every match of a pattern in the code (or in what `of` picks), as violations. */
export function matches(path: string, text: string, pattern: RegExp, what: string, of: keyof SourceText = 'code'): Violation[] {
  const picked = sourceOf(text)[of];
  const pieces = typeof picked === 'string' ? [{ at: 0, text: picked }] : picked;
  return pieces.flatMap((piece) =>
    [...piece.text.matchAll(new RegExp(pattern, `${pattern.flags.replace('g', '')}g`))].map((match) => ({
      path,
      line: lineOf(text, piece.at + match.index),
      what: `${what}: ${match[0].trim().split('\n')[0]}`,
    })),
  );
}

export const show = (violation: Violation) => `${violation.path}:${violation.line} ${violation.what}`;
