import { importsOf, packageOf } from './imports.ts';
import { lineOf } from './source-text.ts';
import { type HouseRule, isTestCode, matches, production, roomOf, sourceOf, sources, type Violation } from './tree.ts';

const protocolRooms = /^(mail\/(smtp|imap|pop3|sieve|managesieve)|directory\/(ldap|carddav|portal))\//;
const sqlText =
  /\b(SELECT\b[\s\S]+\bFROM|INSERT\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|(CREATE|ALTER|DROP)\s+(TABLE|INDEX|DATABASE|SCHEMA)|LISTEN\s+\w|NOTIFY\s+\w|pg_notify)\b/;
const sqlBuilder =
  /\.(selectFrom|insertInto|updateTable|deleteFrom|mergeInto)\s*\(|(?<![\w.-])sql(<[^\n`]*>)?`|(?<![\w.])sql\.(raw|ref|join)\b/;

function sqlIn(path: string, text: string): Violation[] {
  return [...matches(path, text, sqlText, 'SQL', 'strings'), ...matches(path, text, sqlBuilder, 'SQL')];
}

const noSqlInProtocolRooms: HouseRule = {
  name: 'protocol rooms hold no SQL and do not know the database',
  broken: {
    'mail/imap/a.ts':
      "import { sql } from 'kysely';\nimport type { Database } from '#io/database.ts';\nconst q = `SELECT uid\n FROM message`;",
    'directory/ldap/b.ts': "export const b = (db: Db) => db.selectFrom('person');",
    'mail/smtp/c.ts': "import pg from 'pg';\nconst say = 'SELECT a folder';",
  },
  noticed: ['mail/imap/a.ts:1', 'mail/imap/a.ts:2', 'mail/imap/a.ts:3', 'directory/ldap/b.ts:1', 'mail/smtp/c.ts:1'],
  check(tree) {
    return sources(tree, (path) => protocolRooms.test(path) && !isTestCode(path)).flatMap(([path, text]) => [
      ...importsOf(path, text)
        .filter(({ specifier }) => ['kysely', 'pg', '#io/database.ts', '#io/migrate.ts'].includes(specifier))
        .map(({ line, specifier }) => ({ path, line, what: `imports ${specifier}` })),
      ...sqlIn(path, text),
    ]);
  },
};

const sqlHasItsFiles: HouseRule = {
  name: 'SQL stands in *-sql.ts (src/io, which carries it, excepted)',
  broken: {
    'mail/store/sweep.ts': "export const q = 'DELETE FROM body WHERE id = $1';\nexport const r = sql<{ id: number }>`now()`;",
    'mail/store/body-sql.ts': "export const q = 'DELETE FROM body WHERE id = $1';",
    'src/io/migrate.ts': "export const q = 'INSERT INTO migration';",
  },
  noticed: ['mail/store/sweep.ts:1', 'mail/store/sweep.ts:2'],
  check(tree) {
    return production(tree)
      .filter(([path]) => !path.endsWith('-sql.ts') && !path.startsWith('src/io/'))
      .flatMap(([path, text]) => sqlIn(path, text));
  },
};

const pureRooms = /^(mail\/mime|directory\/naming|src\/kernel)\/|(^|[/-])(wire|rules)\.ts$/;
const impurePackages =
  /^(node:(fs|net|tls|http|https|http2|dns|dgram|child_process|timers|worker_threads|cluster|process|os|perf_hooks)(\/.*)?|pg|kysely|pino)$/;
const impureCode =
  /\bawait\b|\basync\b|\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.|\bprocess\.|\bset(Timeout|Interval|Immediate)\b|\bMath\.random\b|\bfetch\(/;

const pureRoomsArePure: HouseRule = {
  name: 'mime, naming, the kernel, wire.ts and rules.ts: no clock, socket, database, logger, await',
  broken: {
    'mail/mime/a.ts': "import { connect } from 'node:net';\nexport const now = () => Date.now();",
    'mail/smtp/wire.ts': "import type { Log } from '#io/log.ts';\nexport async function read() {}",
    'directory/naming/c.ts': '// no await here\nexport const d = new Date();',
    'mail/queue/retry-rules.ts': "import { systemClock } from '#kernel/clock.ts';",
    'mail/queue/impure.ts': 'export async function fine() {}',
  },
  noticed: [
    'mail/mime/a.ts:1',
    'mail/mime/a.ts:2',
    'mail/smtp/wire.ts:1',
    'mail/smtp/wire.ts:2',
    'directory/naming/c.ts:2',
    'mail/queue/retry-rules.ts:1',
  ],
  check(tree) {
    // The kernel's clock is the one place that asks the machine for the time.
    return sources(tree, (path) => pureRooms.test(path) && !isTestCode(path) && path !== 'src/kernel/clock.ts').flatMap(([path, text]) => [
      ...importsOf(path, text)
        .filter(({ specifier }) => specifier.startsWith('#io/') || specifier === '#kernel/clock.ts' || impurePackages.test(specifier))
        .map(({ line, specifier }) => ({ path, line, what: `imports ${specifier}` })),
      ...matches(path, text, impureCode, 'is not pure'),
    ]);
  },
};

const noConsole: HouseRule = {
  name: 'console is for the command line alone; the rest has the log',
  broken: { 'mail/a/a.ts': "console.log('x');", 'src/main.ts': "console.log('ready');" },
  noticed: ['mail/a/a.ts:1'],
  check(tree) {
    return production(tree)
      .filter(([path]) => path !== 'src/main.ts' && !/^(src\/cli|admin-ui)\//.test(path))
      .flatMap(([path, text]) => matches(path, text, /(?<![.\w])console\.\w+/, 'writes to the console'));
  },
};

const nothingLeftOpen: HouseRule = {
  name: 'nothing is left open: no marks of unfinished work, no test passed over',
  broken: {
    'mail/a/a.ts':
      "// TODO: later\nexport const a = () => { throw new Error('not implemented'); };\n// @ts-ignore\nexport const b: string = 1;",
    'mail/a/a.test.ts': "it.skip('x', () => {});\ndescribe.only('y', () => {});\nit.skipIf(true)('z', () => {});\nxit('q', () => {});",
  },
  noticed: [
    'mail/a/a.ts:1',
    'mail/a/a.ts:2',
    'mail/a/a.ts:3',
    'mail/a/a.test.ts:1',
    'mail/a/a.test.ts:2',
    'mail/a/a.test.ts:3',
    'mail/a/a.test.ts:4',
  ],
  check(tree) {
    return sources(tree).flatMap(([path, text]) => [
      ...matches(path, text, /\b(TODO|FIXME|XXX|HACK)\b|@ts-(ignore|nocheck)|biome-ignore-all/, 'left open', 'comments'),
      ...matches(
        path,
        text,
        /\b(it|test|describe|suite)\b[\w.]*\.(skip|only|todo|skipIf|runIf|fails)\b|\bx(it|describe)\(|\b(context|ctx)\.skip\(/,
        'passed over',
      ),
      ...(isTestCode(path) ? [] : unwritten(path, text)),
    ]);
  },
};

/** `throw new Error('not implemented')` in any wording. The SMTP reply 502, whose RFC text this is, is not thrown. */
function unwritten(path: string, text: string): Violation[] {
  return [...text.matchAll(/throw\s[^;\n]*\b(not (yet )?implemented|unimplemented|not supported yet|coming soon)\b/gi)].map((match) => ({
    path,
    line: lineOf(text, match.index),
    what: 'not written yet',
  }));
}

const limitsStandTogether: HouseRule = {
  name: 'a limit stands in limits.ts with its reason',
  broken: {
    'mail/a/a.ts': 'const lineOctetsMax = 8_192;\nconst waitMs = 30 * 1_000;\nconst minuteMs = 60_000;',
    'mail/a/limits.ts': 'const lineOctetsMax = 8_192;',
  },
  noticed: ['mail/a/a.ts:1'],
  check(tree) {
    return production(tree)
      .filter(([path]) => !/(^|[/-])limits\.ts$/.test(path) && !/^(src\/kernel|config|admin-ui)\//.test(path))
      .flatMap(([path, text]) =>
        matches(path, text, /^(export )?const \w+Max(Ms|Octets)?\s*(:[^=\n]+)?=\s*[\d(][\d_ *+()-]*;/m, 'a limit outside limits.ts'),
      );
  },
};

const eventsAreCatalogued: HouseRule = {
  name: 'every log event is in the events.ts of its room',
  broken: {
    'mail/a/a.ts': "log.info({ event: 'a.done' });\nlog.info({ event: 'a.forgotten' });",
    'mail/a/events.ts': "export const events = { 'a.done': 'It is done.' };",
    'mail/b/b.ts': "log.info({ event: 'a.done' });",
  },
  noticed: ['mail/a/a.ts:2', 'mail/b/b.ts:1'],
  check(tree) {
    const catalogue = (path: string) => sourceOf(tree.get(`${roomOf(path)}/events.ts`) ?? '').strings.map((piece) => piece.text);
    return production(tree).flatMap(([path, text]) =>
      [...sourceOf(text).withoutComments.matchAll(/\bevent: '([^']+)'/g)]
        .filter(([, name = '']) => !catalogue(path).includes(name))
        .map((match) => ({ path, line: lineOf(text, match.index), what: `${match[1]} is not in the room's events.ts` })),
    );
  },
};

const dependenciesAreKnown: HouseRule = {
  name: 'every imported package is declared, production needs no development package',
  broken: {
    'package.json': '{"dependencies": {"pg": "8.0.0"}, "devDependencies": {"vitest": "1.0.0"}}',
    'mail/a/a.ts': "import 'pg';\nimport 'left-pad/x.js';\nimport 'vitest';\nimport 'fs';",
  },
  noticed: ['mail/a/a.ts:2', 'mail/a/a.ts:3', 'mail/a/a.ts:4'],
  check(tree) {
    const manifest = JSON.parse(tree.get('package.json') ?? '{}');
    const forProduction = new Set(Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }));
    const forTests = new Set([...forProduction, ...Object.keys(manifest.devDependencies ?? {})]);
    return sources(tree, (path) => !path.startsWith('admin-ui/')).flatMap(([path, text]) =>
      importsOf(path, text).flatMap(({ line, specifier }) => {
        const name = packageOf(specifier);
        if (name === null || name.startsWith('node:') || (isTestCode(path) ? forTests : forProduction).has(name)) return [];
        return [{ path, line, what: `imports ${specifier}, which package.json does not promise` }];
      }),
    );
  },
};

export const contentRules = [
  noSqlInProtocolRooms,
  sqlHasItsFiles,
  pureRoomsArePure,
  noConsole,
  nothingLeftOpen,
  limitsStandTogether,
  eventsAreCatalogued,
  dependenciesAreKnown,
];
