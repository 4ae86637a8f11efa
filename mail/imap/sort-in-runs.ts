const runLength = 2_048;

/** Ascending, by UTF-16 units or as numbers: runs first, then merged two by two, giving way in between (a large mailbox takes longer than one turn may). */
export async function sortInRuns<Value extends string | number>(values: readonly Value[], giveWay: () => Promise<void>): Promise<Value[]> {
  let runs: Value[][] = [];
  for (let start = 0; start < values.length; start += runLength) {
    const run = values.slice(start, start + runLength);
    // Without a comparison JavaScript would sort numbers as texts.
    runs.push(typeof run[0] === 'string' ? run.sort() : run.sort((one, other) => (one as number) - (other as number)));
    await giveWay();
  }
  while (runs.length > 1) {
    const merged: Value[][] = [];
    for (let at = 0; at < runs.length; at += 2) merged.push(await mergeRuns(runs[at]!, runs[at + 1] ?? [], giveWay));
    runs = merged;
  }
  return runs[0] ?? [];
}

async function mergeRuns<Value extends string | number>(
  one: readonly Value[],
  other: readonly Value[],
  giveWay: () => Promise<void>,
): Promise<Value[]> {
  const merged: Value[] = [];
  for (let left = 0, right = 0; left < one.length || right < other.length; ) {
    const takesLeft = right === other.length || (left < one.length && one[left]! < other[right]!);
    merged.push(takesLeft ? one[left++]! : other[right++]!);
    if (merged.length % runLength === 0) await giveWay();
  }
  return merged;
}
