import { type ActName, type ActSentence, acts } from './acts.ts';
import type { AuditEntry } from './entry.ts';

/** What was done, as people read it. An act of a later version of the program is called by its name. */
export function sentenceOf({ act, target }: Pick<AuditEntry, 'act' | 'target'>): ActSentence {
  const sentence: ActSentence = Object.hasOwn(acts, act) ? acts[act as ActName] : { vi: `${act} {target}`, en: `${act} {target}` };
  const say = (text: string) => text.replace('{target}', () => target ?? '—').trim();
  return { vi: say(sentence.vi), en: say(sentence.en) };
}

/** Who did it: by address, else the program that wrote it, which names who gave a command at the console. */
export const actorOf = ({ actorAddress, actor, program }: AuditEntry): string =>
  actorAddress ?? (actor === undefined ? program || '—' : `#${actor}`);

/** From where, by what proof, and for whom: `imap 10.1.2.3 · app-password k7 · thay mặt / for tt@backan.gov.vn`. */
export function originOf({ via, peer, credential, onBehalfOfAddress }: AuditEntry): string {
  const from = [via, peer].filter((part) => part !== undefined).join(' ');
  const behalf = onBehalfOfAddress === undefined ? undefined : `thay mặt / for ${onBehalfOfAddress}`;
  return [from, credential, behalf].filter((part) => part !== undefined && part !== '').join(' · ');
}
