import { open } from 'node:fs/promises';
import { hashPassword } from '#directory/access/argon2id.ts';
import { type FirstPassword, giveFirstPasswords } from '#directory/bulk/first-passwords.ts';
import { byteOrderMark, csvLine } from '#directory/org/csv-line.ts';
import { writeWorkbook } from '#io/spreadsheet/write-workbook.ts';
import type { AccountId, PlanId } from '#kernel/ids.ts';
import { refusalText } from '#kernel/refusal.ts';
import type { OpenedForCommand } from '#wiring/open-for-command.ts';

interface Order {
  readonly planId: PlanId;
  readonly actorAccountId: AccountId | null;
  /** `.csv`, else a workbook. Nothing that is there already is overwritten, and only its owner reads it. */
  readonly file: string;
  readonly json: boolean;
}

/** First passwords for whoever of a batch has none, into a file that is theirs to hand out and then to destroy. */
export async function writeFirstPasswords({ database }: OpenedForCommand, { planId, actorAccountId, file, json }: Order): Promise<void> {
  const isShown = !json && process.stderr.isTTY;
  const given = await giveFirstPasswords(
    { database, hash: hashPassword },
    {
      ...{ planId, actorAccountId },
      keep: (passwords) => writeOnce(file, passwords),
      onProgress: (done, of) =>
        isShown && process.stderr.write(`\rĐang đặt mật khẩu / setting passwords: ${done}/${of}${done === of ? '\n' : ''}`),
    },
  );
  if (!given.ok) throw new Error(refusalText(given.refusal));
  if (given.value === 0) return console.error('Không ai trong đợt còn thiếu mật khẩu / nobody of the batch is without a password');
  console.error(
    `Mật khẩu đầu tiên của ${given.value} người, phải đổi khi dùng, ở ${file}: phát xong hãy xoá tệp.\n` +
      `First passwords of ${given.value} people, to be changed, are in ${file}: destroy the file once they are handed out.`,
  );
}

async function writeOnce(file: string, passwords: readonly FirstPassword[]): Promise<void> {
  const octets = file.toLowerCase().endsWith('.csv') ? passwordsCsv(passwords) : await passwordsWorkbook(passwords);
  await using handle = await open(file, 'wx', 0o600);
  await handle.writeFile(octets);
  await handle.sync(); // before the first of them is of use
}

const headings = ['Họ và tên', 'Địa chỉ', 'Mật khẩu đầu tiên'] as const;

function passwordsCsv(passwords: readonly FirstPassword[]): string {
  return byteOrderMark + [headings, ...passwords.map(({ name, address, password }) => [name, address, password])].map(csvLine).join('');
}

function passwordsWorkbook(passwords: readonly FirstPassword[]): Promise<Buffer> {
  const columns = headings.map((heading, index) => ({ heading, width: [30, 40, 24][index]!, format: 'text' as const }));
  return writeWorkbook([{ name: 'Mật khẩu', columns, rows: passwords.map(({ name, address, password }) => [name, address, password]) }]);
}
