import { type Import, importsOf, importsOfTree, packageOf } from './imports.ts';
import { type HouseRule, isTestCode, production, roomOf, sourceOf, type Tree, type Violation } from './tree.ts';

const productionImports = (tree: Tree) => importsOfTree(tree, (path) => !isTestCode(path));
const wrong = (found: Import, what: string): Violation => ({ path: found.from, line: found.line, what: `${what}: ${found.specifier}` });

// Who may be imported from where: the first line whose `from` matches decides. admin-ui has a rule of its own.
const allowed: [from: RegExp, to: RegExp][] = [
  [/^src\/kernel\//, /^src\/kernel\//],
  [/^src\/io\//, /^src\/(kernel|io)\//],
  [/^config\//, /^config\//],
  [/^mail\//, /^(src\/(kernel|io)|mail|config)\//],
  [/^directory\//, /^(src\/(kernel|io)|directory|config)\//],
  [/^src\/(wiring|cli)\/|^src\/main\.ts$/, /^(src|mail|directory|config)\//],
  [/^admin-ui\//, /^admin-ui\/|\/api-contract\.ts$/],
];

const directions: HouseRule = {
  name: 'directions: kernel ← io ← rooms ← wiring; mail and directory do not know each other',
  broken: {
    'src/kernel/a.ts': "import { x } from '#io/x.ts';",
    'src/io/a.ts': "import type { Config } from '#config/schema.ts';",
    'mail/store/a.ts': "\nimport {\n  b,\n} from '#directory/org/b.ts';",
    'directory/org/b.ts': "import { c } from '#wiring/c.ts';\nexport const d = await import('#mail/store/a.ts');",
    'config/load.ts': "import { e } from '#kernel/e.ts';",
  },
  noticed: ['src/kernel/a.ts:1', 'src/io/a.ts:1', 'mail/store/a.ts:2', 'directory/org/b.ts:1', 'directory/org/b.ts:2', 'config/load.ts:1'],
  check(tree) {
    return productionImports(tree)
      .filter(isAgainstDirection)
      .map((found) => wrong(found, 'imports against the direction'));
  },
};

function isAgainstDirection(found: Import): boolean {
  const to = found.path;
  if (to === null) return false;
  const rule = allowed.find(([from]) => from.test(found.from));
  return rule !== undefined && !rule[1].test(to);
}

const kernelIsAlone: HouseRule = {
  name: 'the kernel imports no package and nothing of Node',
  broken: { 'src/kernel/a.ts': "import { readFile } from 'node:fs/promises';\nimport { z } from 'zod';" },
  noticed: ['src/kernel/a.ts:1', 'src/kernel/a.ts:2'],
  check(tree) {
    return productionImports(tree)
      .filter((found) => found.from.startsWith('src/kernel/') && packageOf(found.specifier) !== null)
      .map((found) => wrong(found, 'the kernel imports'));
  },
};

const walls: HouseRule = {
  name: 'crossing a wall shows in the import: ./x.ts in the room, #room/x.ts across',
  broken: {
    'mail/imap/commands/a.ts': "import { ok } from '../session.ts';\nimport { b } from '../../store/b.ts';",
    'mail/imap/b.ts': "import { c } from '#mail/imap/c.ts';",
    'src/io/tls/d.ts': "import { e } from '../write-durably.ts';",
  },
  noticed: ['mail/imap/commands/a.ts:2', 'mail/imap/b.ts:1'],
  check(tree) {
    return importsOfTree(tree, (path) => !path.startsWith('admin-ui/')).flatMap((found) => {
      if (found.path === null) return [];
      const isSameRoom = wallsOf(found.from) === wallsOf(found.path);
      if (found.specifier.startsWith('../')) return isSameRoom ? [] : [wrong(found, 'a path out of the room')];
      if (found.specifier.startsWith('.')) return [];
      return isSameRoom && !/^(test|src\/io)\//.test(found.from) ? [wrong(found, 'the long way to the same room')] : [];
    });
  },
};

/** src/io is one room with folders in it, which name what they share either way. */
const wallsOf = (path: string) => (path.startsWith('src/io/') ? 'src/io' : roomOf(path));

const noCycles: HouseRule = {
  name: 'no import cycles, types included',
  broken: {
    'mail/a/a.ts': "import { b } from './b.ts';",
    'mail/a/b.ts': "import type { C } from '#mail/c/c.ts';",
    'mail/c/c.ts': "import { a } from '#mail/a/a.ts';",
  },
  noticed: ['mail/c/c.ts:1'],
  check(tree) {
    const edges = new Map(production(tree).map(([path, text]) => [path, importsOf(path, text).filter((found) => found.path !== null)]));
    const finished = new Set<string>();
    const trail: string[] = [];
    const violations: Violation[] = [];
    const visit = (path: string) => {
      trail.push(path);
      for (const edge of edges.get(path) ?? []) {
        const to = edge.path ?? '';
        const start = trail.indexOf(to);
        if (start >= 0) violations.push(wrong(edge, `closes the cycle ${[...trail.slice(start), to].join(' → ')}`));
        else if (!finished.has(to)) visit(to);
      }
      trail.pop();
      finished.add(path);
    };
    for (const path of edges.keys()) if (!finished.has(path)) visit(path);
    return violations;
  },
};

const noBarrels: HouseRule = {
  name: 'no barrels: no index.ts, no file that only re-exports',
  broken: {
    'mail/a/index.ts': 'export const x = 1;',
    'mail/a/all.ts': "export { x } from './x.ts';\nexport * from './y.ts';\n",
  },
  noticed: ['mail/a/index.ts:1', 'mail/a/all.ts:1'],
  check(tree) {
    return production(tree).flatMap(([path, text]) => {
      const statements = sourceOf(text).withoutComments.replace(/(?:export|import)\b[^;'"]*\bfrom\s*'[^']*';?/g, '');
      const onlyReexports = statements.trim() === '' && importsOf(path, text).some((found) => found.isReexport);
      return /(^|\/)index\.tsx?$/.test(path) || onlyReexports ? [{ path, line: 1, what: 'is a barrel' }] : [];
    });
  },
};

const noTestCodeInProduction: HouseRule = {
  name: 'production code imports no test code',
  broken: {
    'mail/a/a.ts': "import { b } from './testing/b.ts';\nimport { c } from './c.fixture.ts';\nimport { d } from '#test/helpers/d.ts';",
    'src/main.ts': "import { it } from 'vitest';",
  },
  noticed: ['mail/a/a.ts:1', 'mail/a/a.ts:2', 'mail/a/a.ts:3', 'src/main.ts:1'],
  check(tree) {
    return productionImports(tree)
      .filter((found) => (found.path === null ? found.specifier === 'vitest' : isTestCode(found.path)))
      .map((found) => wrong(found, 'imports test code'));
  },
};

const everyFileIsReached: HouseRule = {
  name: 'every production file is reached from the command line, from the bench, or from the page of the web application',
  broken: {
    'src/main.ts': "import './a.ts';",
    'src/a.ts': '',
    'mail/a/forgotten.ts': 'export const a = 1;',
    'mail/a/a.test.ts': "import './forgotten.ts';",
    'admin-ui/src/main.tsx': "const page = () => import('./page.tsx');",
    'admin-ui/src/page.tsx': '',
    'admin-ui/src/lost.tsx': '',
  },
  noticed: ['admin-ui/src/lost.tsx:1', 'mail/a/forgotten.ts:1'],
  check(tree) {
    const reached = new Set<string>();
    const visit = (path: string) => {
      const text = tree.get(path);
      if (text === undefined || reached.has(path)) return;
      reached.add(path);
      for (const found of importsOf(path, text)) if (found.path !== null) visit(found.path);
    };
    const isBeginning = (path: string) =>
      /^(src\/main\.ts|test\/bench\/.+|admin-ui\/src\/main\.tsx|admin-ui\/vite\.config\.ts)$/.test(path);
    for (const path of tree.keys()) if (isBeginning(path)) visit(path);
    return production(tree)
      .filter(([path]) => !path.endsWith('/events.ts') && !path.endsWith('.d.ts')) // catalogues are for people and for another rule
      .filter(([path]) => !reached.has(path))
      .map(([path]) => ({ path, line: 1, what: 'nothing but tests reaches it' }));
  },
};

export const directionRules = [directions, kernelIsAlone, walls, noCycles, noBarrels, noTestCodeInProduction, everyFileIsReached];
