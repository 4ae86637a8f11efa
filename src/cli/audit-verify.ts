import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { ChainVerifier, type Verdict } from '#directory/audit/chain-verifier.ts';
import { linesOf, verifyFile } from '#directory/audit/export-file.ts';
import { findingText } from '#directory/audit/finding.ts';
import { readChain } from '#directory/audit/read-chain.ts';
import { type VerifyingKey, verifyingKey } from '#directory/audit/signing-key.ts';
import { loadAuditKey } from '#wiring/audit-key.ts';
import { openForCommand } from '#wiring/open-for-command.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf } from './common-options.ts';
import { inBoth } from './plan-text.ts';

/** Exit code 1 when anything is not as it was sealed; the first that is, on standard error. */
export async function verify(options: CommonOptions & { file?: string; key?: string[]; json?: boolean }): Promise<void> {
  const verdict = options.file === undefined ? await verifyDatabase(options) : await verifyExported(options.file, options.key);
  console.log(options.json === true ? JSON.stringify(verdict) : verdictText(verdict));
  const [first] = verdict.findings;
  if (first !== undefined) throw new Error(inBoth(findingText(first)));
}

async function verifyDatabase(options: CommonOptions & { key?: string[] }): Promise<Verdict> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const verifier = new ChainVerifier(options.key === undefined ? [await loadAuditKey(opened.dataDir)] : await keysIn(options.key));
  await readChain(opened.database, { sink: (record) => verifier.accept(record) });
  return verifier.verdict();
}

async function verifyExported(path: string, keyFiles: readonly string[] | undefined): Promise<Verdict> {
  if (keyFiles === undefined) throw new Error('thiếu khoá công khai / the public key is missing: --key FILE (`congthu audit key`)');
  const keys = await keysIn(keyFiles);
  return verifyFile(linesOf(createReadStream(path, 'utf8')), keys);
}

async function keysIn(files: readonly string[]): Promise<VerifyingKey[]> {
  const keyOf = async (path: string) => {
    try {
      // What `audit key` prints holds the fingerprint after the key.
      return verifyingKey(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/.exec(await readFile(path, 'utf8'))?.[0] ?? '');
    } catch (cause) {
      throw new Error(`không phải khoá công khai / not a public key: ${path}: ${(cause as Error).message}`, { cause });
    }
  };
  return Promise.all(files.map(keyOf));
}

function verdictText({ findings, found, seals, entries, waiting, prunedMonths, roots, signedThrough, isPart }: Verdict): string {
  const facts = [
    `Bản ghi đúng như đã niêm phong / entries as they were sealed: ${entries}`,
    `Niêm phong / seals: ${seals}; chưa niêm phong / not sealed yet: ${waiting}`,
    `Gốc đã ký / signed roots: ${roots}${signedThrough === null ? '' : `; đến hết ngày / through ${signedThrough}`}`,
    ...(prunedMonths.length === 0
      ? []
      : [`Tháng đã hết hạn lưu / months pruned: ${prunedMonths.map((month) => month.slice(0, 7)).join(' ')}`]),
    ...(isPart ? ['Chỉ là một phần: bản ghi vắng mặt không bị coi là đã xoá / a part only: entries left out count as nothing'] : []),
  ];
  if (found === 0) return [...facts, 'Không có gì bị sửa / nothing was changed.'].join('\n');
  const more = found - findings.length;
  return [
    ...facts,
    `Sai / broken: ${found}`,
    ...findings.map((finding) => `  ! ${inBoth(findingText(finding))}`),
    ...(more > 0 ? [`  … và ${more} điều nữa / and ${more} more`] : []),
  ].join('\n');
}
