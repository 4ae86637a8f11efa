/** `31/1/1985` as people write it, or `1985-01-31`, as a day; null: no day that there was, or nobody's of today. Pure. */
export function dayOfBirth(text: string, today: string): string | null {
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim()) ?? [];
  const written = year === undefined ? text.trim() : `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(written) || written < '1900-01-01' || written >= today) return null;
  const at = new Date(`${written}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== written ? null : written;
}
