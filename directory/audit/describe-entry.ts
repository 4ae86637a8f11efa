import { type ActName, type ActSentence, acts } from './acts.ts';
import type { AuditEntry } from './entry.ts';

const nobody = '—';

/** What was done, as people read it. An act of a later version of the program is called by its name. */
export function sentenceOf({ act, target }: Pick<AuditEntry, 'act' | 'target'>): ActSentence {
  const sentence: ActSentence = Object.hasOwn(acts, act) ? acts[act as ActName] : { vi: `${act} {target}`, en: `${act} {target}` };
  const say = (text: string) => text.replace('{target}', () => target ?? nobody).trim();
  return { vi: say(sentence.vi), en: say(sentence.en) };
}

/** Who did it: by address; else the console and who sat there, or a job. Nobody is known of a connection that did not sign in. */
export function actorOf({ actorAddress, actor, program, via }: AuditEntry): string {
  if (actorAddress !== undefined) return actorAddress;
  if (actor !== undefined) return `#${actor}`;
  if (via !== undefined || program === '') return nobody;
  return consoleOf(program) ?? `chương trình / the program (${program})`;
}

/** From where, by what proof, and for whom: `imap 10.1.2.3 · app-password k7 · thay mặt / for tt@backan.gov.vn`. */
export function originOf({ via, peer, credential, onBehalfOfAddress, program, actorAddress }: AuditEntry): string {
  const from = [via, peer].filter((part) => part !== undefined).join(' ');
  const seat = actorAddress !== undefined && via === undefined ? consoleOf(program) : undefined;
  const behalf = onBehalfOfAddress === undefined ? undefined : `thay mặt / for ${onBehalfOfAddress}`;
  return [from, seat, credential, behalf].filter((part) => part !== undefined && part !== '').join(' · ');
}

/** What a command's connection calls itself says which user of the machine gave it. */
function consoleOf(program: string): string | undefined {
  const command = /^congthu command(?:, (?<user>.+))?$/.exec(program);
  if (command === null) return undefined;
  const user = command.groups?.user;
  return user === undefined ? 'máy chủ / console' : `máy chủ / console: ${user}`;
}
