import { appendFile, cp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const sample = fileURLToPath(new URL('../../../config/provinces/bac-kan/province.yaml', import.meta.url));
/** Mailboxes for thousands of clients: Dovecot can watch a folder of one OS user some sixty times (see dovecot.ts). Few enough to keep the first start what it is. */
const morePeople = 20;

/** The sample province with more people; answers its file. */
export async function writeBenchProvince(folder: string): Promise<string> {
  await cp(dirname(sample), folder, { recursive: true });
  const rows = Array.from({ length: morePeople }, (_, index) => {
    return `${1_000 + index},Bàn,Văn,Thử,1990-01-${String(1 + (index % 28)).padStart(2, '0')},Thị xã Bắc Kạn,,Chuyên viên,staff\n`;
  });
  await appendFile(join(folder, 'people.csv'), rows.join(''));
  return join(folder, 'province.yaml');
}
