import fc from 'fast-check';

/** Text of a command, or octets to be sent as a literal in one of its forms (RFC 9051 §4.3, RFC 7888). */
export type Token = string | { readonly octets: string; readonly waits: boolean; readonly isLiteral8: boolean };

export interface FuzzCommand {
  /** In capitals, with UID before it where it has that. */
  readonly verb: string;
  /** What comes after the verb. */
  readonly tokens: readonly Token[];
  /** By the grammar: the server may not answer BAD where its state fits. */
  readonly isValid: boolean;
}

export const sp = fc.constant<Token[]>([' ']);

export function word(...words: string[]): fc.Arbitrary<Token[]> {
  return fc.constantFrom(...words).map((one) => [one]);
}

export function seq(...parts: readonly fc.Arbitrary<readonly Token[]>[]): fc.Arbitrary<Token[]> {
  return fc.tuple(...parts).map((all) => all.flat());
}

export function opt(part: fc.Arbitrary<Token[]>): fc.Arbitrary<Token[]> {
  return fc.oneof(fc.constant<Token[]>([]), part);
}

/** One to `countMax` of a thing with single spaces between. */
export function spaced(part: fc.Arbitrary<Token[]>, countMax: number): fc.Arbitrary<Token[]> {
  return fc.array(part, { minLength: 1, maxLength: countMax }).map((all) => all.flatMap((one, at) => (at === 0 ? one : [' ', ...one])));
}

export function list(part: fc.Arbitrary<Token[]>, countMax: number): fc.Arbitrary<Token[]> {
  return seq(word('('), spaced(part, countMax), word(')'));
}

/** The same words in other cases: keywords are compared without regard to it. */
export function anyCase(part: fc.Arbitrary<Token[]>): fc.Arbitrary<Token[]> {
  return fc.tuple(part, fc.integer({ min: 0, max: 9 })).map(([tokens, dice]) => {
    if (dice > 1) return tokens;
    return tokens.map((token) => (typeof token === 'string' ? (dice === 0 ? token.toLowerCase() : token.toUpperCase()) : token));
  });
}

const isAtom = (text: string) => /^[\x21\x23\x24\x26\x27\x2b-\x5b\x5e-\x7a\x7c-\x7e]+$/.test(text);
const isQuotable = (text: string) => /^[\x01-\x09\x0b\x0c\x0e-\x7f]*$/.test(text);

export function literal(octets: string, waits = false, isLiteral8 = false): Token {
  return { octets, waits, isLiteral8 };
}

/** One of the forms in which a string may be written. */
export function astring(text: fc.Arbitrary<string>): fc.Arbitrary<Token[]> {
  return fc.tuple(text, fc.integer({ min: 0, max: 5 })).map(([octets, dice]): Token[] => {
    if (dice < 3 && isAtom(octets)) return [octets];
    if (dice < 4 && isQuotable(octets)) return [`"${octets.replace(/["\\]/g, '\\$&')}"`];
    return [literal(octets, dice === 5)];
  });
}

/** As astring, but never an atom. */
export function string(text: fc.Arbitrary<string>): fc.Arbitrary<Token[]> {
  return astring(text).map((tokens) => tokens.map((token) => (typeof token === 'string' && !token.startsWith('"') ? `"${token}"` : token)));
}

const junk = fc.oneof(
  fc.constantFrom(
    '(',
    ')',
    '"',
    '\\',
    '[',
    ']',
    '<',
    '>',
    '*',
    '%',
    '$',
    '\0',
    '\r',
    '\t',
    '  ',
    '\x7f',
    '\xff',
    '{',
    '}',
    ':',
    ',',
    '+',
    'NIL',
    '0',
  ),
  fc.string({ unit: 'grapheme-ascii', maxLength: 4 }),
);

type Mutation = (tokens: Token[], at: number, text: string) => void;

const mutations: readonly Mutation[] = [
  (tokens, at) => void tokens.splice(at, 1),
  (tokens, at, text) => void tokens.splice(at, 0, text),
  (tokens, at) => void tokens.splice(at, 0, tokens[at]!),
  (tokens, at, text) => {
    const token = tokens[at]!;
    if (typeof token === 'string') tokens[at] = token.slice(0, token.length >> 1) + text + token.slice(token.length >> 1);
  },
  (tokens, at) => void tokens.splice(at),
];

/** Mostly as the grammar has it, sometimes spoiled. What is spoiled still ends where its line ends. */
export function sometimesSpoiled(command: fc.Arbitrary<Omit<FuzzCommand, 'isValid'>>): fc.Arbitrary<FuzzCommand> {
  const change = fc.tuple(fc.nat({ max: mutations.length - 1 }), fc.nat(), junk);
  const changes = fc.oneof(
    { weight: 5, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(change, { minLength: 1, maxLength: 3 }) },
  );
  return fc.tuple(command, changes).map(([{ verb, tokens }, spoils]) => {
    const spoiled = [...tokens];
    for (const [kind, place, text] of spoils) if (spoiled.length > 0) mutations[kind]!(spoiled, place % spoiled.length, text);
    return { verb, tokens: withoutFalseLiteral(spoiled), isValid: spoils.length === 0 };
  });
}

/** A line may not seem to announce a literal that does not come, nor be two lines. */
function withoutFalseLiteral(tokens: readonly Token[]): Token[] {
  return tokens.map((token) => (typeof token === 'string' ? token.replace(/\n/g, '').replace(/\{(\d+\+?)\}/g, '{$1') : token));
}
