/** What people call a browser and its machine, of what it says of itself; all of that where neither is known. */
export function browserName(userAgent: string): string {
  const browser = known(browsers, userAgent);
  const machine = known(machines, userAgent);
  return [browser, machine].filter(Boolean).join(' · ') || userAgent;
}

type Names = readonly (readonly [RegExp, string])[];

// Each says of itself that it is those below it, too.
const browsers: Names = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/coc_coc_browser/i, 'Cốc Cốc'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const machines: Names = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

function known(names: Names, userAgent: string): string | undefined {
  return names.find(([pattern]) => pattern.test(userAgent))?.[1];
}
