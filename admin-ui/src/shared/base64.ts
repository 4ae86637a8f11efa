/** Octets as JSON carries them. A call with all octets as arguments would be too many at once. */
export function base64(octets: Uint8Array): string {
  let text = '';
  for (let at = 0; at < octets.length; at += 0x8000) text += String.fromCharCode(...octets.subarray(at, at + 0x8000));
  return btoa(text);
}
