/** So many are offered again. */
const keptMax = 8;

/** Something that was gone to by Ctrl K. */
export interface Recent {
  readonly kind: 'person' | 'unit' | 'act' | 'page' | 'setting';
  /** Its number, its key or its address. */
  readonly id: string;
  readonly label: string;
}

const isSame = (one: Recent, other: Recent) => one.kind === other.kind && one.id === other.id;

/** The last first, each once. */
export function withRecent(recents: readonly Recent[], chosen: Recent): readonly Recent[] {
  return [chosen, ...recents.filter((one) => !isSame(one, chosen))].slice(0, keptMax);
}

export function isRecent(recents: readonly Recent[], kind: Recent['kind'], id: string): boolean {
  return recents.some((one) => one.kind === kind && one.id === id);
}

// Of this tab and this account alone: names of people are not to be found in the browser after who looked at them.
const keyOf = (accountId: number) => `congthu-recent-${accountId}`;

export function readRecents(accountId: number): readonly Recent[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(accountId)) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isWhole).slice(0, keptMax) : [];
  } catch {
    return [];
  }
}

export function keepRecents(accountId: number, recents: readonly Recent[]): void {
  sessionStorage.setItem(keyOf(accountId), JSON.stringify(recents));
}

/** Whoever signs in next at this machine may be somebody else. */
export function forgetRecents(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith('congthu-recent-')) sessionStorage.removeItem(key);
}

function isWhole(kept: unknown): kept is Recent {
  const { kind, id, label } = (kept ?? {}) as Partial<Recent>;
  return ['person', 'unit', 'act', 'page', 'setting'].includes(kind ?? '') && typeof id === 'string' && typeof label === 'string';
}
