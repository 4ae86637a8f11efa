import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { ChainVerifier, type Verdict } from '#directory/audit/chain-verifier.ts';
import { findingText } from '#directory/audit/finding.ts';
import { readChain } from '#directory/audit/read-chain.ts';
import { linesOf } from '#directory/audit/record-line.ts';
import { type VerifyingKey, verifyingKey } from '#directory/audit/signing-key.ts';
import { verifyFile } from '#directory/audit/verify-file.ts';
import { readWitness } from '#directory/audit/witness.ts';
import { textInBoth } from '#kernel/refusal.ts';
import { loadAuditKey } from '#wiring/audit-key.ts';
import { openForCommand } from '#wiring/open-for-command.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf } from './common-options.ts';

type VerifyOptions = CommonOptions & {
  readonly file?: string;
  readonly key?: readonly string[];
  readonly witness?: readonly string[];
  readonly json?: boolean;
};

/** Exit code 1 when anything is not as it was sealed; the first that is, on standard error. */
export async function verify(options: VerifyOptions): Promise<void> {
  const verdict = options.file === undefined ? await verifyDatabase(options) : await verifyExported(options.file, options);
  console.log(options.json === true ? JSON.stringify(verdict) : verdictText(verdict));
  const [first] = verdict.findings;
  if (first !== undefined) throw new Error(textInBoth(findingText(first)));
}

async function verifyDatabase(options: VerifyOptions): Promise<Verdict> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const keys = options.key === undefined ? [await loadAuditKey(opened.dataDir)] : await keysIn(options.key);
  const verifier = await verifierWith(keys, options.witness);
  await readChain(opened.database, { sink: (record) => verifier.accept(record) });
  return verifier.verdict();
}

async function verifyExported(path: string, { key, witness }: VerifyOptions): Promise<Verdict> {
  if (key === undefined) throw new Error('thiếu khoá công khai / the public key is missing: --key FILE (`congthu audit key`)');
  return verifyFile(linesOf(createReadStream(path, 'utf8')), await verifierWith(await keysIn(key), witness));
}

async function verifierWith(keys: readonly VerifyingKey[], witnessFiles: readonly string[] = []): Promise<ChainVerifier> {
  const verifier = new ChainVerifier(keys);
  for (const path of witnessFiles) {
    const { roots, heads, unsigned } = await readWitness(linesOf(createReadStream(path, 'utf8')), keys);
    if (roots.length + heads.length === 0 || unsigned > 0)
      throw new Error(`không có, hoặc không đúng chữ ký / no signature, or one of another key: ${path}`);
    verifier.expect({ roots, heads });
  }
  return verifier;
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
    ...findings.map((finding) => `  ! ${textInBoth(findingText(finding))}`),
    ...(more > 0 ? [`  … và ${more} điều nữa / and ${more} more`] : []),
  ].join('\n');
}
