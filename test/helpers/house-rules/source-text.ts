/** A source file taken apart just far enough for the rules: what is code, what is a string, what is a comment. */
export interface SourceText {
  /** The text with strings' insides, regular expressions and comments blanked; same length, same lines. */
  readonly code: string;
  /** The text with comments alone blanked. */
  readonly withoutComments: string;
  readonly strings: readonly Piece[];
  readonly comments: readonly Piece[];
}

export interface Piece {
  readonly at: number;
  readonly text: string;
}

const beforeRegex = /(?:^|[(,=:[!&|?{};+<>~-]|\b(?:return|case|typeof|await|of|in))\s*$/;

/** One pass. Template literals count as strings, the `${…}` in them as code. */
export function readSource(text: string): SourceText {
  const code = [...text];
  const withoutComments = [...text];
  const strings: Piece[] = [];
  const comments: Piece[] = [];
  const blank = (target: string[], from: number, to: number) => {
    for (let at = from; at < to; at += 1) if (target[at] !== '\n') target[at] = ' ';
  };
  const templates: number[] = []; // the brace depth at which each open `${` closes
  let depth = 0;
  let at = 0;

  const takeComment = (end: number) => {
    comments.push({ at, text: text.slice(at, end) });
    blank(code, at, end);
    blank(withoutComments, at, end);
    at = end;
  };
  const takeString = (from: number, end: number) => {
    strings.push({ at: from, text: text.slice(from, end) });
    blank(code, from, end);
  };
  const takeTemplate = (from: number) => {
    const end = templateEnd(text, from);
    takeString(from, end);
    if (text[end] === '$') {
      templates.push(depth);
      at = end + 2;
    } else at = end + 1;
  };

  while (at < text.length) {
    const two = text.slice(at, at + 2);
    const one = text[at];
    if (two === '//') takeComment(orEnd(text.indexOf('\n', at), text));
    else if (two === '/*') takeComment(orEnd(text.indexOf('*/', at + 2), text, 2));
    else if (one === "'" || one === '"') {
      const end = quoteEnd(text, at, one);
      takeString(at + 1, end);
      at = end + 1;
    } else if (one === '`') takeTemplate(at + 1);
    else if (one === '}' && templates.at(-1) === depth) {
      templates.pop();
      takeTemplate(at + 1);
    } else if (one === '/' && beforeRegex.test(lineBefore(code, at))) {
      const end = regexEnd(text, at);
      blank(code, at + 1, end);
      at = end + 1;
    } else {
      if (one === '{') depth += 1;
      if (one === '}') depth -= 1;
      at += 1;
    }
  }
  return { code: code.join(''), withoutComments: withoutComments.join(''), strings, comments };
}

export function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}

const orEnd = (found: number, text: string, past = 0) => (found < 0 ? text.length : found + past);

function lineBefore(code: string[], at: number): string {
  let from = at;
  while (from > 0 && code[from - 1] !== '\n') from -= 1;
  return code.slice(from, at).join('');
}

function quoteEnd(text: string, from: number, quote: string): number {
  let at = from + 1;
  while (at < text.length && text[at] !== quote && text[at] !== '\n') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function templateEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '`' && text.slice(at, at + 2) !== '${') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function regexEnd(text: string, from: number): number {
  let inClass = false;
  let at = from + 1;
  while (at < text.length && text[at] !== '\n' && (inClass || text[at] !== '/')) {
    if (text[at] === '[') inClass = true;
    if (text[at] === ']') inClass = false;
    at += text[at] === '\\' ? 2 : 1;
  }
  return at;
}
