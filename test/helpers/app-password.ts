import { type ImapClient, openImap } from './mail-clients.ts';
import type { SamplePerson, TestSystem } from './start-system.ts';

/**
 * A unit's mailbox as one of its readers sees it. It has no password of its own (REQ-DEL-3): an app password of the reader's opens it.
 */
export async function openImapOfUnit(system: TestSystem, reader: SamplePerson, unitAddress: string): Promise<ImapClient> {
  const { code, stdout, stderr } = await system.command(
    'user',
    'app-password',
    reader.address,
    '--for',
    unitAddress,
    '--label',
    'Điện thoại',
  );
  const password = /password\s+(\S+)$/m.exec(stdout)?.[1];
  if (code !== 0 || password === undefined) throw new Error(`no app password was made: ${stderr}`);
  return openImap(system, { address: unitAddress, password });
}
