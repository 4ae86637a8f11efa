import type { SignInRow } from './sign-in-sql.ts';

/** Why somebody should look at a sign-in twice. */
export type Unusual = 'new-network' | 'new-browser' | 'wrong-from-elsewhere';

export interface ToldSignIn extends SignInRow {
  readonly unusual: readonly Unusual[];
}

const many = '*';

/**
 * Marks what is unlike what came before it: a network or a browser that nobody signed in from till then, wrong tries from where one never signed in.
 * The very first is like nothing, and no news. Pure; takes and gives the latest first.
 */
export function signInStory(rows: readonly SignInRow[]): readonly ToldSignIn[] {
  const networks = new Set<string>();
  const browsers = new Set<string>();
  const told = rows
    .toSorted((one, other) => one.firstAt.getTime() - other.firstAt.getTime())
    .map((row): ToldSignIn => {
      if (row.outcome !== 'signed-in')
        return { ...row, unusual: networks.size > 0 && !networks.has(row.network) ? ['wrong-from-elsewhere'] : [] };
      const browser = browserOf(row);
      const unusual: Unusual[] = [
        ...(isNews(networks, row.network === many ? null : row.network) ? (['new-network'] as const) : []),
        ...(isNews(browsers, browser) ? (['new-browser'] as const) : []),
      ];
      return { ...row, unusual };
    });
  return told.toSorted((one, other) => other.lastAt.getTime() - one.lastAt.getTime());
}

function isNews(known: Set<string>, one: string | null): boolean {
  if (one === null || known.has(one)) return false;
  known.add(one);
  return known.size > 1;
}

/** What a browser says of itself but for its versions, which change every month. */
function browserOf({ userAgent }: SignInRow): string | null {
  return userAgent === null || userAgent === '' ? null : userAgent.replace(/[\d._]+/g, '');
}
