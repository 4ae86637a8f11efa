import { describe, expect, it } from 'vitest';
import { refusal, refusalKinds } from '#kernel/refusal.ts';
import { refusalReply, violationReply } from './refusal-reply.ts';

describe('refusalReply', () => {
  it('gives every kind a refusing code whose class agrees with the enhanced status', () => {
    for (const stage of ['auth', 'mail', 'rcpt', 'data'] as const) {
      for (const kind of refusalKinds) {
        const answer = refusalReply(refusal(kind, 'No'), stage);
        expect(answer.enhanced).toMatch(new RegExp(`^${String(answer.code)[0]}\\.\\d\\.\\d{1,2}$`));
        expect(answer.code).toBeGreaterThanOrEqual(400);
      }
    }
  });

  it('sends the sentence for the outside and never the detail', () => {
    expect(refusalReply(refusal('not-found', 'No such mailbox', 'row 7'), 'rcpt')).toEqual({
      code: 550,
      enhanced: '5.1.1',
      text: 'No such mailbox',
    });
  });

  it('answers what the sender should try again with 4xx', () => {
    expect(refusalReply(refusal('unavailable', 'x'), 'data').code).toBe(451);
    expect(refusalReply(refusal('over-quota', 'x'), 'rcpt').code).toBe(452);
    expect(refusalReply(refusal('throttled', 'x'), 'auth').code).toBe(454);
    expect(violationReply('spool-failed').code).toBe(451);
  });
});
