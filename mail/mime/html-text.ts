const unseen = new Set(['script', 'style']);
/** These sit inside a word: taking them off must not part it. */
const inline = new Set('a abbr b big code em font i ins label mark o:p s small span strike strong sub sup tt u'.split(' '));
const accents: Readonly<Record<string, string>> = {
  grave: '\u0300',
  acute: '\u0301',
  circ: '\u0302',
  tilde: '\u0303',
  uml: '\u0308',
  ring: '\u030a',
  cedil: '\u0327',
};
const named: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  bull: '•',
  middot: '·',
  deg: '°',
  sect: '§',
  copy: '©',
};

/**
 * What a reader would see of HTML, for searching: tags and comments off, scripts and styles out, character references decoded. Takes
 * anything; its work is linear in the length.
 */
export function htmlText(html: string): string {
  let out = '';
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) break;
    out += html.slice(at, open);
    if (html.startsWith('<!--', open)) {
      at = endAfter(html, '-->', open + 4);
      continue;
    }
    const name = tagName(html, open + 1);
    if (name === '') {
      out += '<'; // a bare less-than sign
      at = open + 1;
      continue;
    }
    at = endAfter(html, '>', open);
    if (unseen.has(name)) at = afterElement(html, name, at);
    else if (!inline.has(name.replace('/', ''))) out += ' ';
  }
  return decodeReferences(out + html.slice(at));
}

function endAfter(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from);
  return found < 0 ? html.length : found + mark.length;
}

const tagForm = /\/?[a-z!?][a-z0-9:]*/iy;

/** `p`, `/p`, `!doctype`; '' when no tag begins here. */
function tagName(html: string, at: number): string {
  tagForm.lastIndex = at;
  return tagForm.exec(html)?.[0].toLowerCase() ?? '';
}

function afterElement(html: string, name: string, from: number): number {
  const end = new RegExp(`</${name}`, 'gi');
  end.lastIndex = from;
  const found = end.exec(html);
  return found === null ? html.length : endAfter(html, '>', found.index);
}

function decodeReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8});?/gi, (whole, name: string) => {
    if (name[0] === '#') return codePoint(name[1] === 'x' || name[1] === 'X' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)));
    const accented = /^([a-z])(grave|acute|circ|tilde|uml|ring|cedil)$/i.exec(name);
    if (accented !== null) return `${accented[1]}${accents[accented[2]!]}`.normalize('NFC');
    return named[name] ?? whole;
  });
}

function codePoint(code: number): string {
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '\uFFFD';
}
