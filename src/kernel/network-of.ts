/** Whose an address is, for limits and counts: itself if IPv4, the /64 that one subscriber has to itself if IPv6 (RFC 6177 §2). Nonsense stays as it is. */
export function networkOf(address: string): string {
  const unmapped = address.replace(/^::ffff:(?=\d+\.)/i, ''); // how a dual-stack listener shows IPv4 (RFC 4291 §2.5.5.2)
  const groups = ipv6Groups(unmapped);
  if (!groups) return unmapped;
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** The eight 16-bit groups of an IPv6 address in text form (RFC 4291 §2.2); null when it is something else. */
function ipv6Groups(text: string): number[] | null {
  const [plain = ''] = text.split('%', 1); // without the zone (RFC 4007 §11)
  const halves = plain.split('::');
  if (!plain.includes(':') || halves.length > 2) return null;
  const [before, after = []] = halves.map((half) => (half === '' ? [] : half.split(':').flatMap(groupsOfPiece)));
  const missing = 8 - before!.length - after.length;
  if (halves.length === 2 ? missing < 0 : missing !== 0) return null;
  const groups = [...before!, ...Array<number>(missing).fill(0), ...after];
  return groups.every((group) => group >= 0 && group <= 0xffff) ? groups : null;
}

/** One group, or the two that a dotted quad at the end stands for; NaN for nonsense, which no range check lets through. */
function groupsOfPiece(piece: string): number[] {
  const quad = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(piece)?.slice(1).map(Number);
  if (quad) return [quad[0]! * 256 + quad[1]!, quad[2]! * 256 + quad[3]!];
  return [/^[0-9a-fA-F]{1,4}$/.test(piece) ? Number.parseInt(piece, 16) : Number.NaN];
}
