import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ModSeq, Uid } from '#kernel/ids.ts';
import { MailboxSnapshot } from './mailbox-snapshot.ts';
import { MessageTable } from './message-table.ts';

function state(uid: number, bits = 0, keywords: string[] = [], modSeq = uid) {
  return { uid: uid as Uid, modSeq: modSeq as ModSeq, bits, keywords };
}

function tableOf(...states: ReturnType<typeof state>[]): MessageTable {
  return new MessageTable(MailboxSnapshot.of({ changed: states, highestModSeq: 100 as ModSeq, uidNext: 100 }));
}

describe('the message table', () => {
  it('refuses UIDs that do not ascend', () => {
    const table = tableOf(state(5));
    expect(() => table.append(state(5))).toThrow();
  });

  it('takes only states that are newer', () => {
    const table = tableOf(state(5, 0, [], 9));
    expect(table.update(0, state(5, 1, [], 9))).toBe(false);
    expect(table.update(0, state(5, 1, ['$Junk'], 10))).toBe(true);
    expect(table.flagsText(0)).toBe('(\\Seen $Junk)');
  });

  it('agrees with a plain array, whatever is added and removed', () => {
    const step = fc.record({ add: fc.nat({ max: 5 }), remove: fc.array(fc.nat({ max: 60 }), { maxLength: 10 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const table = new MessageTable();
        let plain: number[] = [];
        let next = 1;
        for (const { add, remove } of steps) {
          for (let count = 0; count < add; count += 1, next += 2) {
            table.append(state(next));
            plain.push(next);
          }
          const rows = [...new Set(remove)].filter((row) => row < plain.length).sort((one, other) => one - other);
          table.removeRows(rows);
          plain = plain.filter((_, row) => !rows.includes(row));
        }
        expect(Array.from({ length: table.length }, (_, row) => table.uid(row))).toEqual(plain);
        for (const [row, uid] of plain.entries()) expect(table.rowOf(uid)).toBe(row);
        expect(table.rowOf(next + 1)).toBe(-1);
      }),
    );
  });
});
