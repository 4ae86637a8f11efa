import { posix } from 'node:path';
import { lineOf } from './source-text.ts';
import { sourceOf, type Tree } from './tree.ts';

export interface Import {
  readonly from: string;
  readonly line: number;
  /** As written. */
  readonly specifier: string;
  /** The file of this tree that it names; null for npm and Node. */
  readonly path: string | null;
  readonly isReexport: boolean;
}

const statement =
  /(?<![.\w])(import|export)\b(?:[^'";()]*?\bfrom)?\s*'([^'\n]+)'|(?<![.\w])import(?:\.meta\.resolve)?\(\s*'([^'\n]+)'\s*\)|new URL\(\s*'(\.{1,2}\/[^'\n]+\.ts)'/g;
const roots: Record<string, string> = { '#kernel/': 'src/kernel/', '#io/': 'src/io/', '#wiring/': 'src/wiring/' };

/** Imports, type imports, re-exports, import(), import.meta.resolve() (files of packages) and the files named by `new URL('./x.ts', …)` (workers and children). */
export function importsOf(path: string, text: string): Import[] {
  const code = sourceOf(text).withoutComments;
  return [...code.matchAll(statement)].map((match) => {
    const specifier = match[2] ?? match[3] ?? match[4] ?? '';
    return {
      from: path,
      line: lineOf(code, match.index),
      specifier,
      path: resolveImport(path, specifier),
      isReexport: match[1] === 'export',
    };
  });
}

export function resolveImport(from: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier);
  if (!specifier.startsWith('#')) return null;
  for (const [alias, folder] of Object.entries(roots)) if (specifier.startsWith(alias)) return folder + specifier.slice(alias.length);
  return specifier.slice(1);
}

/** The npm package, or `node:x`, that a specifier names; null for a file of the tree. */
export function packageOf(specifier: string): string | null {
  if (/^[.#/]/.test(specifier)) return null;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

export function importsOfTree(tree: Tree, wanted: (path: string) => boolean): Import[] {
  return [...tree].filter(([path]) => /\.tsx?$/.test(path) && wanted(path)).flatMap(([path, text]) => importsOf(path, text));
}
