import { type FlagSet, flagBits } from './backend.ts';
import { BadSyntax, type CommandReader } from './command-reader.ts';
import type { ImapLimits } from './limits.ts';

const bitsByName = new Map<string, number>(Object.entries(flagBits).map(([name, bit]) => [name.toUpperCase(), bit]));

/** `(\Seen $Forwarded)`, or for STORE also without parentheses (RFC 9051 §9 store-att-flags). */
export function readFlags(reader: CommandReader, limits: ImapLimits): FlagSet {
  if (reader.peek() === 0x28) return flagSet(reader.list(() => readFlag(reader, limits), limits.keywordsPerMessageMax + 5));
  const flags: string[] = [];
  do flags.push(readFlag(reader, limits));
  while (reader.sp() && flags.length <= limits.keywordsPerMessageMax + 5);
  return flagSet(flags);
}

function readFlag(reader: CommandReader, limits: ImapLimits): string {
  const isSystem = reader.char(0x5c);
  const atom = reader.atom();
  if (!isSystem) {
    if (atom.length > limits.keywordOctetsMax) throw new BadSyntax('Keyword too long');
    return atom;
  }
  const name = `\\${atom}`;
  // RFC 9051 §2.3.2: clients cannot set \Recent, and may not invent flags that begin with a backslash.
  if (!bitsByName.has(name.toUpperCase())) throw new BadSyntax('No such system flag');
  return name;
}

function flagSet(flags: readonly string[]): FlagSet {
  let bits = 0;
  const keywords = new Map<string, string>();
  for (const flag of flags) {
    const bit = bitsByName.get(flag.toUpperCase());
    if (bit !== undefined) bits |= bit;
    else if (!keywords.has(flag.toLowerCase())) keywords.set(flag.toLowerCase(), flag);
  }
  return { bits, keywords: [...keywords.values()] };
}
