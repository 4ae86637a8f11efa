const units = ['KB', 'MB', 'GB', 'TB'] as const;

/** `5GB`, `1,5 GB` or `512MiB` as octets: units are of 1,024, as mail clients show them. null when it is nothing of the kind. */
export function readOctets(text: string): number | null {
  const match = /^(\d{1,9}(?:[.,]\d{1,3})?) ?([KMGT])i?B$/i.exec(text.trim());
  if (match === null) return null;
  const power = units.findIndex((unit) => unit.startsWith(match[2]!.toUpperCase())) + 1;
  return Math.round(Number(match[1]!.replace(',', '.')) * 1024 ** power);
}

/** In the largest unit that it has one of: `1.5 GB`. */
export function octetsText(octets: number): string {
  const power = Math.min(Math.max(Math.floor(Math.log2(Math.max(octets, 1)) / 10), 1), units.length);
  return `${Number((octets / 1024 ** power).toFixed(1))} ${units[power - 1]}`;
}
