/** A text broken at its spaces into as few lines as fit, and these about equally long: a name is not left with one word below it. */
export function balancedLines(text: string, width: number, widthOf: (line: string) => number): readonly string[] {
  const words = text.split(' ');
  const fewest = linesOf(words, width, widthOf);
  // The narrowest that needs no more lines; half a point is less than anybody sees.
  let [tooNarrow, enough] = [0, width];
  while (enough - tooNarrow > 0.5) {
    const middle = (tooNarrow + enough) / 2;
    if (linesOf(words, middle, widthOf).length <= fewest.length) enough = middle;
    else tooNarrow = middle;
  }
  return linesOf(words, enough, widthOf);
}

/** A word that is wider than a line stands on one of its own. */
function linesOf(words: readonly string[], width: number, widthOf: (line: string) => number): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length === 0 || widthOf(longer) > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
