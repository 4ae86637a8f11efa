import { createHash } from 'node:crypto';

// RFC 9562 §6.6: of URLs. Which namespace it is does not matter as long as it stays.
const namespace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');

/** A UUID that a name always gives: version 5 (RFC 9562 §5.5), as a URN. */
export function uuidUrn(name: string): string {
  const octets = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16);
  octets[6] = (octets[6]! & 0x0f) | 0x50;
  octets[8] = (octets[8]! & 0x3f) | 0x80;
  const digits = octets.toString('hex');
  return `urn:uuid:${digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}`;
}
