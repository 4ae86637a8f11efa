import { describe, expect, it } from 'vitest';
import { acts } from './acts.ts';
import { actorOf, originOf, sentenceOf } from './describe-entry.ts';
import type { AuditEntry } from './entry.ts';

const entry = (more: Partial<AuditEntry>): AuditEntry => ({
  id: 1,
  at: '',
  program: 'congthu 0',
  act: 'account.lock',
  detail: {},
  ...more,
});

describe('who did it', () => {
  it.each<[Partial<AuditEntry>, string]>([
    [{ actorAddress: 'an@backan.gov.vn', actor: 7 }, 'an@backan.gov.vn'],
    [{ actor: 7 }, '#7'],
    [{ program: 'congthu command, an as root' }, 'máy chủ / console: an as root'],
    [{ program: 'congthu command' }, 'máy chủ / console'],
    [{}, 'chương trình / the program (congthu 0)'],
    [{ via: 'imap', peer: '10.0.0.1', act: 'session.sign-in-failed' }, '—'],
    [{ program: '' }, '—'],
  ])('%j is %s', (more, who) => {
    expect(actorOf(entry(more))).toBe(who);
  });

  it('is told with where from, by what, and for whom', () => {
    const more = {
      actorAddress: 'an@backan.gov.vn',
      via: 'imap',
      peer: '10.1.2.3',
      credential: 'app-password k7',
      onBehalfOfAddress: 'tt@backan.gov.vn',
    };
    expect(originOf(entry(more))).toBe('imap 10.1.2.3 · app-password k7 · thay mặt / for tt@backan.gov.vn');
    expect(originOf(entry({ actorAddress: 'an@backan.gov.vn', program: 'congthu command, root' }))).toBe('máy chủ / console: root');
    expect(originOf(entry({ program: 'congthu command, root' }))).toBe('');
  });
});

describe('what was done', () => {
  it('has a sentence in both languages that names what it was done to, for every act', () => {
    for (const act of Object.keys(acts)) {
      const { vi, en } = sentenceOf({ act, target: 'X@Y' });
      expect(
        [vi, en].every((text) => text.includes('X@Y')),
        act,
      ).toBe(true);
      expect(vi, act).not.toBe(en);
      expect(vi, act).toBe(vi.normalize('NFC'));
    }
  });

  it('is told of an act that this version does not know, and of whatever stands in the target', () => {
    expect(sentenceOf({ act: 'account.lock', target: '$& x' })).toEqual({ vi: 'Khoá tài khoản $& x', en: 'Locked the account $& x' });
    expect(sentenceOf({ act: 'toString' })).toEqual({ vi: 'toString —', en: 'toString —' });
  });
});
