// Modified UTF-7, RFC 3501 §5.1.3: mailbox names of clients that have not enabled UTF-8.

const needsEncoding = /[^\x20-\x7e]+/g;

export function encodeUtf7(name: string): string {
  return name.replace(/&/g, '&-').replace(needsEncoding, encodeRun);
}

function encodeRun(run: string): string {
  const units = Buffer.from(run, 'utf16le').swap16();
  return `&${units.toString('base64').replace(/=+$/, '').replace(/\//g, ',')}-`;
}

/** null when malformed: a lone `&`, bad base64, printable ASCII hidden in base64, half a surrogate pair. */
export function decodeUtf7(text: string): string | null {
  let decoded = '';
  let at = 0;
  for (;;) {
    const ampersand = text.indexOf('&', at);
    if (ampersand < 0) return decoded + text.slice(at);
    const dash = text.indexOf('-', ampersand);
    if (dash < 0) return null;
    const run = dash === ampersand + 1 ? '&' : decodeRun(text.slice(ampersand + 1, dash));
    if (run === null) return null;
    decoded += text.slice(at, ampersand) + run;
    at = dash + 1;
  }
}

function decodeRun(base64: string): string | null {
  if (!/^[A-Za-z0-9+,]+$/.test(base64)) return null;
  const octets = Buffer.from(base64.replace(/,/g, '/'), 'base64');
  if (octets.length === 0 || octets.length % 2 !== 0) return null;
  const run = octets.swap16().toString('utf16le');
  // One name has one encoding: otherwise two spellings would mean one mailbox.
  if (!run.isWellFormed() || /[\x00-\x7f]/.test(run)) return null;
  return run;
}
