import { expect, it } from 'vitest';
import { commandLine } from './command-line.ts';

/** What is said of a command that was given wrongly. */
function saidOf(...argv: string[]): string {
  const said: string[] = [];
  const program = commandLine('0');
  const quiet = (command: typeof program): void => {
    const { outputError = (text, write) => write(text) } = command.configureOutput();
    command.configureOutput({ outputError: (text) => outputError(text, (line) => said.push(line)), writeErr: () => undefined });
    command.exitOverride((error) => {
      throw error;
    });
    command.commands.forEach(quiet);
  };
  quiet(program);
  expect(() => program.parse(['node', 'congthu', ...argv])).toThrow();
  return said.join('');
}

it('says in Vietnamese first what is wrong with a command', () => {
  expect(saidOf('person', 'hold', 'Lê Minh')).toMatch(/^lỗi: thiếu tuỳ chọn bắt buộc --reason <text>\nerror: required option/);
  expect(saidOf('person', 'list', '--state', 'weg')).toMatch(/^lỗi: --state <state>: “weg” không phải là một trong: in-service, /);
  expect(saidOf('plan', 'list', '--nosuch')).toMatch(/^lỗi: không có tuỳ chọn --nosuch\n/);
  expect(saidOf('plan', 'cancel')).toMatch(/^lỗi: thiếu <plan>\n/);
  expect(saidOf('calendar', 'holiday', '2026-02-30', 'x')).toMatch(/^lỗi: <day>: “2026-02-30” không dùng được\n.*phải là ngày/);
});
