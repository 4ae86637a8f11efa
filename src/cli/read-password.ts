import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** One line of standard input. Never an argument: those are seen by everybody on the machine and kept in the shell's history. */
export async function readPassword(): Promise<string> {
  const { isTTY = false } = process.stdin;
  if (isTTY) process.stderr.write('Mật khẩu mới / new password: ');
  // At a terminal readline echoes what is typed to `output`: this one shows nothing.
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output, terminal: isTTY });
  try {
    for await (const line of lines) return line;
    throw new Error('không có mật khẩu ở đầu vào chuẩn / no password on standard input');
  } finally {
    lines.close();
    if (isTTY) process.stderr.write('\n');
  }
}
