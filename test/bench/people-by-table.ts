import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { columns } from '#directory/bulk/columns.ts';
import { writeWorkbook } from '#io/spreadsheet/write-workbook.ts';
import { startSystem } from '#test/helpers/start-system.ts';
import { machineFacts } from './machine-facts.ts';
import { WorkerMetrics } from './sides/worker-metrics.ts';

// How long a table of people takes (REQ-ACC-10: 5,000 in under a minute on two cores): `node test/bench/people-by-table.ts [people]`.
// The command beside the running program, everybody told by mail; then its undo; then the same table by the API, with the longest hold of a worker.

const people = Number(process.argv[2] ?? 5_000);
await using system = await startSystem();
const file = join(system.dataDir, 'people.xlsx');
const table = await writeWorkbook([
  { name: 'Danh sách', columns: headings(), rows: Array.from({ length: people }, (_, index) => row(index)) },
]);
await writeFile(file, table);
console.log(`${people} people, ${Math.round(table.length / 1024)} KiB of XLSX; ${JSON.stringify(machineFacts())}`);
await timed('check', () => run('bulk', 'check', file));
await timed('apply', () => run('bulk', 'apply', file));
await timed('undo', () => run('bulk', 'undo', '1'));
await timed('again, by the API', () => sendTable());
await rm(file);

function headings() {
  const wanted = new Set(['name', 'birthDate', 'unit', 'title']);
  return columns.filter(({ key }) => wanted.has(key)).map(({ vi, width }) => ({ heading: vi, width }));
}

/** Names of a few parts, so that many share one: who is like whom has to be looked at. */
function row(index: number) {
  const families = ['Nguyễn', 'Trần', 'Lê', 'Hoàng', 'Nông', 'Ma', 'Triệu', 'Bàn'];
  const middles = ['Văn', 'Thị', 'Đức', 'Thu', 'Minh', 'Ngọc', 'Quốc'];
  const given = [
    'An',
    'Anh',
    'Bình',
    'Chi',
    'Dũng',
    'Giang',
    'Hà',
    'Hoa',
    'Hùng',
    'Lan',
    'Mai',
    'Nam',
    'Nga',
    'Phúc',
    'Sơn',
    'Tâm',
    'Thảo',
    'Tú',
    'Yến',
  ];
  const pick = (list: readonly string[], step: number) => list[Math.floor(index / step) % list.length]!;
  const units = ['Sở Nội vụ', 'Sở Tài chính', 'Sở Y tế', 'Sở Xây dựng', 'Sở Tư pháp', 'Huyện Chợ Đồn', 'Huyện Pác Nặm', 'Xã Dương Quang'];
  const day = new Date(Date.UTC(1970, 0, 1 + index)).toISOString().slice(0, 10);
  return [`${pick(families, 1)} ${pick(middles, 8)} ${pick(given, 56)}`, { day }, pick(units, 3), 'Chuyên viên'];
}

async function run(...command: string[]): Promise<void> {
  const { code, stderr } = await system.command(...command);
  if (code !== 0) throw new Error(stderr);
}

async function sendTable(): Promise<void> {
  const { admin, ports } = system.firstRun;
  const { stdout } = await system.command('token', 'create', admin.address, '--label', 'bench', '--json');
  const metrics = new WorkerMetrics(() => ports.http);
  await metrics.takeLongestHoldMs();
  const headers = { authorization: `Bearer ${(JSON.parse(stdout) as { token: string }).token}`, 'idempotency-key': 'bench' };
  const reply = await fetch(`http://127.0.0.1:${ports.http}/api/v1/bulk`, { method: 'POST', headers, body: new Uint8Array(table) });
  if (reply.status !== 201) throw new Error(await reply.text());
  console.log(`longest hold of a worker: ${Math.round((await metrics.takeLongestHoldMs()) ?? 0)} ms`);
}

async function timed(what: string, work: () => Promise<void>): Promise<void> {
  const begun = performance.now();
  await work();
  console.log(`${what}: ${((performance.now() - begun) / 1000).toFixed(1)} s`);
}
