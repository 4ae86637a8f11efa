import { describe, expect, it } from 'vitest';
import type { SignInRow } from './sign-in-sql.ts';
import { signInStory } from './sign-in-story.ts';

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0';

function row(hour: number, more: Partial<SignInRow> = {}): SignInRow {
  const at = new Date(Date.UTC(2026, 10, 1, hour));
  const nothing = { credentialId: null, label: null, program: null, userAgent: null, opens: null };
  return { ...nothing, outcome: 'signed-in', via: 'imap', network: '10.0.0.1', by: 'password', count: 1, firstAt: at, lastAt: at, ...more };
}
const unusual = (...rows: SignInRow[]) => signInStory(rows.toReversed()).map((one) => one.unusual);

describe('a sign-in is unusual', () => {
  it('not when it is the first there is, nor from where one was before', () => {
    expect(unusual(row(1), row(2), row(3, { via: 'smtp' }))).toEqual([[], [], []]);
  });

  it('from a network where one never was, once', () => {
    expect(unusual(row(1), row(2, { network: '192.0.2.7' }), row(3, { network: '192.0.2.7' }))).toEqual([[], ['new-network'], []]);
  });

  it('in another browser, and not in a newer one of the same', () => {
    const web = (hour: number, userAgent: string) => row(hour, { via: 'http', by: 'web-session', userAgent });
    expect(unusual(web(1, firefox), web(2, firefox.replaceAll('150.0', '151.0.2')), web(3, 'curl/8.5.0'))).toEqual([
      ['new-browser'],
      [],
      [],
    ]);
  });

  it('where wrong passwords come from a network that nobody signed in from, and not where somebody mistyped', () => {
    const wrong = (hour: number, network: string) => row(hour, { outcome: 'failed', by: null, network });
    expect(unusual(row(1), wrong(2, '10.0.0.1'), wrong(3, '198.51.100.9'))).toEqual([['wrong-from-elsewhere'], [], []]);
  });

  it('not for being one of too many networks to tell apart', () => {
    expect(unusual(row(1), row(2, { network: '*' }))).toEqual([[], []]);
  });

  it('by when it was first, however long it went on', () => {
    const long = row(5, { network: '192.0.2.7', firstAt: new Date(Date.UTC(2026, 10, 1, 2)) });
    expect(unusual(row(1), row(3, { network: '192.0.2.7' }), long)).toEqual([['new-network'], [], []]);
  });
});
