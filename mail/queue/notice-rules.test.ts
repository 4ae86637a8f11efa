import { describe, expect, it } from 'vitest';
import { wantsNotice } from './notice-rules.ts';

describe('whether a sender is told', () => {
  it('never tells the null reverse-path, whatever NOTIFY says', () => {
    for (const action of ['failed', 'delayed', 'relayed'] as const)
      expect(wantsNotice(action, ['success', 'failure', 'delay'], '')).toBe(false);
  });

  it('says nothing with NOTIFY=NEVER', () => {
    for (const action of ['failed', 'delayed', 'relayed'] as const) expect(wantsNotice(action, ['never'], 'a@b.vn')).toBe(false);
  });

  it('tells of failure and delay where the sender said nothing', () => {
    expect(wantsNotice('failed', [], 'a@b.vn')).toBe(true);
    expect(wantsNotice('delayed', [], 'a@b.vn')).toBe(true);
    expect(wantsNotice('relayed', [], 'a@b.vn')).toBe(false);
  });

  it('tells exactly what was asked for', () => {
    expect(wantsNotice('failed', ['success'], 'a@b.vn')).toBe(false);
    expect(wantsNotice('delayed', ['failure'], 'a@b.vn')).toBe(false);
    expect(wantsNotice('relayed', ['success'], 'a@b.vn')).toBe(true);
    expect(wantsNotice('delayed', ['delay'], 'a@b.vn')).toBe(true);
  });
});
