export interface NameInDomain<Key> {
  readonly key: Key;
  readonly localPart: string;
  readonly domain: string;
}

export interface Clash<Key> {
  readonly localPart: string;
  readonly domain: string;
  readonly keys: readonly Key[];
}

/** Every address that more than one of the names asks for, in the order first met. */
export function findClashes<Key>(names: readonly NameInDomain<Key>[]): readonly Clash<Key>[] {
  const byAddress = Map.groupBy(names, (name) => `${name.localPart}@${name.domain}`);
  return [...byAddress.values()]
    .filter((group) => group.length > 1)
    .map((group) => ({ localPart: group[0]!.localPart, domain: group[0]!.domain, keys: group.map((name) => name.key) }));
}
