import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BenchCase } from './bench-case.ts';
import { appendCases } from './cases/append.ts';
import { broadcastCase, deliverCases } from './cases/deliver.ts';
import { mailboxCases } from './cases/mailbox.ts';
import { manyClientsCases } from './cases/many-clients.ts';
import { searchPeopleCase } from './cases/search-people.ts';
import { LoadGenerator } from './load/load-generator.ts';
import { machineFacts } from './machine-facts.ts';
import { type BenchOptions, readOptions, usage } from './options.ts';
import { holdTable, isOverLine, speedRatio, table } from './report.ts';
import { type Row, runCases } from './run-cases.ts';
import { CongthuSide, runningCongthu } from './sides/congthu.ts';
import { DebianPeers, whyNoPeers } from './sides/debian-peers.ts';
import type { MailSide } from './sides/mail-side.ts';

const ours = 'Công Thư';
const restartCase: BenchCase = {
  name: 'Start on existing data',
  restarts: true,
  measure: async (side) => (side.restart ? [{ what: '', unit: 'ms', value: await side.restart() }] : null),
};

function allCases(options: BenchOptions): BenchCase[] {
  return [
    ...deliverCases,
    broadcastCase,
    ...manyClientsCases(options),
    ...mailboxCases(options.messages),
    ...appendCases,
    restartCase,
    searchPeopleCase,
  ];
}

const names = (cases: readonly BenchCase[]) => cases.map(({ name }) => `  ${name}`).join('\n');

const options = readOptions(process.argv.slice(2));
if (options === null) console.log(usage);
else if (options.list) console.log(names(allCases(options)));
else await run(options);

async function run(options: BenchOptions): Promise<void> {
  const all = allCases(options);
  const cases = all.filter(({ name }) => options.only.length === 0 || options.only.some((text) => name.toLowerCase().includes(text)));
  if (cases.length === 0) throw new Error(`no case has this in its name; there are:\n${names(all)}`);
  const machine = machineFacts();
  await using resources = new AsyncDisposableStack();
  const firstStarts: Row = { name: 'First start', unit: 'ms', values: {} };
  const sides = await startSides(options, resources, firstStarts);
  const load = resources.use(new LoadGenerator());
  const interrupted = untilInterrupted();
  const measured = await Promise.race([runCases(cases, sides, { load, options }), interrupted]);
  if (measured === null) {
    process.exitCode = 130;
    return;
  }
  const rows = [...measured.rows, ...(Object.keys(firstStarts.values).length > 0 ? [firstStarts] : [])];
  const peer = sides.find(({ name }) => name !== ours)?.name ?? null;
  console.log(`\n${table(rows, ours, peer)}\n\n${holdTable(measured.holds)}\n\n${describe(machine)}`);
  console.log('What each figure means: docs/performance.md');
  await writeResults({
    at: new Date().toISOString(),
    machine,
    options,
    rows: withRatios(rows, peer),
    holds: measured.holds,
    failed: measured.failed,
  });
  for (const name of measured.failed) console.error(`failed: ${name}`);
  if (measured.failed.length > 0 || measured.holds.some(isOverLine)) process.exitCode = 1;
}

async function startSides(options: BenchOptions, resources: AsyncDisposableStack, firstStarts: Row): Promise<MailSide[]> {
  const congthu = options.data === null ? await startCongthu(options, resources, firstStarts) : await runningCongthu(options.data);
  const whyNot = options.peers ? await whyNoPeers() : '--no-peers';
  if (whyNot !== null) {
    console.error(`without peers: ${whyNot}`);
    return [congthu];
  }
  const peers = resources.use(await DebianPeers.create({ units: congthu.units, people: congthu.people, format: options.format }));
  firstStarts.values[peers.name] = [await peers.start()];
  return [congthu, peers];
}

async function startCongthu(options: BenchOptions, resources: AsyncDisposableStack, firstStarts: Row): Promise<MailSide> {
  const side = resources.use(await CongthuSide.create(options.profileDir));
  firstStarts.values[side.name] = [await side.start()];
  return side;
}

/** Ctrl-C ends the run in order: servers are stopped, their folders removed. */
function untilInterrupted(): Promise<null> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(null));
  });
}

function describe({ cores, processor, memoryGb, node, loadBefore, syncsPerSecond }: ReturnType<typeof machineFacts>): string {
  const load = loadBefore.toFixed(1);
  return `${cores} × ${processor}, ${memoryGb} GB, Node ${node}; load ${load} before; ${syncsPerSecond} syncs of 10 KB a second one by one`;
}

function withRatios(rows: readonly Row[], peer: string | null): (Row & { readonly timesAsFast: number | null })[] {
  return rows.map((row) => ({ ...row, timesAsFast: peer === null ? null : speedRatio(row, ours, peer) }));
}

async function writeResults(results: { readonly at: string; readonly [fact: string]: unknown }): Promise<void> {
  const folder = fileURLToPath(new URL('./results/', import.meta.url));
  await mkdir(folder, { recursive: true });
  const file = `${folder}${results.at.replaceAll(':', '-')}.json`;
  await writeFile(file, `${JSON.stringify(results, null, 2)}\n`);
  console.log(`Results: ${file}`);
}
