/** A property of a vCard as a reader of RFC 6350 understands it: components at `;`, each with its values at `,`. */
export interface ReadProperty {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly components: readonly (readonly string[])[];
}

// RFC 6350 §3.3, of what we write: no group, and parameters without quotes.
const contentLine = /^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=[A-Za-z0-9-]+(?:,[A-Za-z0-9-]+)*)*):(.*)$/u;
// RFC 6350 §3.3: VALUE-CHAR, without what has to be escaped, and what stands for it.
const valueText = /^(?:[^\p{Cc}\\]|\t|\\[\\,;n])*$/u;

/** Reads cards by the grammar, and throws at what does not follow it. */
export function readVcards(text: string): readonly (readonly ReadProperty[])[] {
  if (text !== '' && !text.endsWith('\r\n')) throw new Error('the last line has no end');
  const lines = text
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n')
    .slice(0, -1);
  const cards: ReadProperty[][] = [];
  let isOpen = false;
  for (const line of lines) {
    if (line === 'BEGIN:VCARD' && !isOpen) {
      cards.push([]);
      isOpen = true;
    } else if (line === 'END:VCARD' && isOpen) isOpen = false;
    else if (isOpen) cards.at(-1)!.push(readProperty(line));
    else throw new Error(`outside of a card: ${line}`);
  }
  if (isOpen) throw new Error('the last card has no end');
  return cards;
}

function readProperty(line: string): ReadProperty {
  const [, name, parameters, value] = contentLine.exec(line) ?? [];
  if (name === undefined || value === undefined || !valueText.test(value)) throw new Error(`not a content line: ${JSON.stringify(line)}`);
  const components = splitAt(value, ';').map((component) => splitAt(component, ',').map(unescaped));
  return { name, parameters: parameters!.split(';').slice(1), components };
}

function splitAt(value: string, separator: ';' | ','): readonly string[] {
  const parts = [''];
  for (const piece of value.match(/\\.|[^\\]/gsu) ?? []) {
    if (piece === separator) parts.push('');
    else parts[parts.length - 1] += piece;
  }
  return parts;
}

const unescaped = (text: string) => text.replace(/\\(.)/gsu, (_all, character: string) => (character === 'n' ? '\n' : character));
