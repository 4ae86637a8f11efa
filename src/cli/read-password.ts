import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** One line of standard input. Never an argument: those are seen by everybody on the machine and kept in the shell's history. */
export async function readPassword(prompt = newPassword): Promise<string> {
  const [password] = await readPasswords([prompt]);
  return password!;
}

export const newPassword = 'Mật khẩu mới / new password';

/** A line for each prompt, in their order. */
export async function readPasswords(prompts: readonly string[]): Promise<readonly string[]> {
  const { isTTY = false } = process.stdin;
  const ask = (prompt: string | undefined) => (isTTY && prompt !== undefined ? process.stderr.write(`${prompt}: `) : false);
  // At a terminal readline echoes what is typed to `output`: this one shows nothing.
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output, terminal: isTTY });
  const read: string[] = [];
  try {
    ask(prompts[0]);
    for await (const line of lines) {
      read.push(line);
      if (isTTY) process.stderr.write('\n');
      if (read.length === prompts.length) return read;
      ask(prompts[read.length]);
    }
    throw new Error('không có mật khẩu ở đầu vào chuẩn / no password on standard input');
  } finally {
    lines.close();
  }
}
