interface Numbered {
  section: string;
  readonly parent: number;
  readonly type: string;
  readonly isMessage: boolean;
}

/**
 * Gives every part the section that names its body in IMAP (RFC 9051 §6.4.5.1): '' for the message, '2' for its second part, '2.1' for
 * the first part of a multipart or message there. The root of a message inside part 2 has no number of its own when it is a
 * multipart (then '2.TEXT'), else it is '2.1'. `parts` is in pre-order.
 */
export function numberSections(parts: readonly Numbered[]): void {
  const prefixes: string[] = []; // what the numbers of a part's children begin with
  const numbered: number[] = []; // how many children of a part have their number
  for (const [index, part] of parts.entries()) {
    const holder = parts[part.parent];
    const prefix = prefixes[part.parent] ?? '';
    if (holder === undefined) {
      prefixes[index] = part.type === 'multipart' ? '' : '1.';
      part.section = '';
    } else if (holder.isMessage && part.type === 'multipart') {
      prefixes[index] = prefix;
      part.section = `${prefix}TEXT`;
    } else {
      const number = (numbered[part.parent] ?? 0) + 1;
      numbered[part.parent] = number;
      part.section = `${prefix}${number}`;
      prefixes[index] = `${part.section}.`;
    }
  }
}
