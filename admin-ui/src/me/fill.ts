/** From which share on an owner is warned by mail, too (quota.warnPercents begins with it). */
const nearlyFullPercent = 80;
/** A message of some size goes in no more. */
const fullPercent = 99;

interface Filled {
  readonly usedOctets: number;
  readonly quotaOctets: number;
  readonly usedMessages: number;
  readonly quotaMessages: number | null;
}

/** How full a mailbox is, by octets or by messages, whichever is more; without a limit it never is. */
export function fillOf({ usedOctets, quotaOctets, usedMessages, quotaMessages }: Filled): {
  readonly percent: number;
  readonly level: 'room' | 'nearly-full' | 'full';
} {
  const shares = [share(usedOctets, quotaOctets), quotaMessages === null ? 0 : share(usedMessages, quotaMessages)];
  const percent = Math.min(100, Math.floor(Math.max(...shares) * 100));
  return { percent, level: percent >= fullPercent ? 'full' : percent >= nearlyFullPercent ? 'nearly-full' : 'room' };
}

const share = (used: number, quota: number) => (quota === 0 ? 0 : used / quota);
