import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { scanContent } from './content-facts.ts';
import { addressesMax, headerFieldsMax, headerSectionOctetsMax, nestingMax, partsMax, subjectCharactersMax } from './limits.ts';

interface TheirMessage {
  readonly subject?: string;
  readonly messageId?: string;
  readonly date?: Date;
  readonly from?: { readonly value: readonly { readonly name: string; readonly address: string }[] };
}
// The package brings no types.
const mailparser: { simpleParser(content: Buffer): Promise<TheirMessage> } = createRequire(import.meta.url)('mailparser');

const scan = (text: string) => scanContent(Buffer.from(text, 'utf8'));
const multipart = (boundary: string) => `Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n--${boundary}\r\n`;

describe('hostile content', () => {
  it('treats what nests deeper than the limit as opaque', () => {
    const facts = scan(Array.from({ length: 10_000 }, (_, level) => multipart(`b${level}`)).join(''));
    expect(facts.defects).toContain('nested-too-deep');
    expect(facts.parts.length).toBe(nestingMax + 1);
    const innermost = facts.parts.at(-1)!;
    expect([innermost.type, innermost.subtype, innermost.end]).toEqual(['application', 'octet-stream', facts.size]);
  });

  it('treats messages that nest deeper than the limit as opaque', () => {
    const facts = scan('Content-Type: message/rfc822\r\n\r\n'.repeat(10_000));
    expect(facts.defects).toContain('nested-too-deep');
    expect(facts.parts.length).toBe(nestingMax + 1);
  });

  it('leaves the rest to the last part when there are too many', () => {
    const facts = scan(`${multipart('b')}\r\nx\r\n${'--b\r\n\r\nx\r\n'.repeat(10_000)}--b--\r\n`);
    expect(facts.defects).toContain('too-many-parts');
    expect(facts.parts.length).toBe(partsMax);
    expect(facts.parts.at(-1)!.end).toBe(facts.size);
  });

  it('finds the body after a hundred thousand fields, though it reads only the first of them', () => {
    const facts = scan(`Subject: first\r\n${'X-A: b\r\n'.repeat(100_000)}To: late@x.vn\r\n\r\nbody`);
    expect(facts.subject).toBe('first');
    expect(facts.to).toEqual([]);
    expect(facts.size - facts.headerLength).toBe('body'.length);
    expect(facts.defects).toEqual(expect.arrayContaining(['too-many-fields', 'header-too-long']));
  });

  it('finds the body after a hundred thousand lines that are no fields', () => {
    const facts = scan(`${'no colon here\r\n'.repeat(100_000)}Subject: x\r\n\r\nbody`);
    expect(facts.size - facts.headerLength).toBe('body'.length);
  });

  it('reads a header line of many megabytes up to the limit', () => {
    const facts = scan(`Subject: ${'a '.repeat(5_000_000)}\r\nTo: late@x.vn\r\n\r\nbody`);
    expect(facts.subject.length).toBe(subjectCharactersMax);
    expect(facts.envelope.length).toBeLessThan(headerSectionOctetsMax + 100);
    expect(facts.to).toEqual([]);
  });

  it('never cuts a subject within a character', () => {
    const facts = scan(`Subject: ${'a'.repeat(subjectCharactersMax - 1)}😀\r\n\r\n`);
    expect(facts.subject.isWellFormed()).toBe(true);
  });

  it('keeps to its limits on addresses', () => {
    const to = 'a@b,'.repeat(addressesMax + 5);
    expect(scan(`To: ${to}\r\n\r\n`).to.length).toBe(addressesMax);
  });

  it.each([
    ['opening comments', 'To: ', '('],
    ['opening angles', 'To: ', '<'],
    ['quotes', 'To: ', '"\\'],
    ['group openings', 'To: ', 'a:'],
    ['beginnings of encoded-words', 'Subject: ', '=?a?b?'],
    ['reply markers', 'Subject: ', 're:'],
    ['list tags', 'Subject: ', '[a]'],
    ['opening forward tags', 'Subject: ', '[fwd:'],
    ['opening message identifiers', 'References: ', '<'],
    ['message identifiers', 'References: ', '<a>'],
    ['parameters', 'Content-Type: ', 'a/b;c*0=d;'],
    ['dash lines in the header', 'X: y', '\r\n--'],
    ['empty comments in the date', 'Date: ', '()'],
  ])('survives half a megabyte of %s', (_, prefix, unit) => {
    const facts = scan(`${prefix}${unit.repeat(headerSectionOctetsMax / unit.length)}\r\n\r\nbody`);
    expect(facts.size - facts.headerLength).toBe('body'.length);
  });

  it('survives a body of lines that look like delimiters', () => {
    const facts = scan(`${multipart('b')}\r\n${'--b-\r\n'.repeat(100_000)}--b--`);
    expect(facts.parts.length).toBe(2);
    expect(facts.parts[1]!.lines).toBe(100_000);
  });

  it('has one part per delimiter when multiparts share a boundary, the inner hiding the outer', () => {
    const facts = scan(`${multipart('b')}${multipart('b')}\r\none\r\n--b--\r\n--b\r\n\r\ntwo\r\n--b--\r\n`);
    expect(facts.parts.map((part) => part.section)).toEqual(['', '1', '1.1', '2']);
  });
});

describe('what a message says', () => {
  it('takes a field that may occur once from its first occurrence, and notes the second', () => {
    const facts = scan('From: first@x.vn\r\nFrom: second@x.vn\r\n\r\n');
    expect(facts.from.map((address) => address.localPart)).toEqual(['first']);
    expect(facts.defects).toEqual(['repeated-field']);
  });

  it('joins To fields', () => {
    expect(scan('To: a@x.vn\r\nTo: b@x.vn\r\n\r\n').to.map((address) => address.localPart)).toEqual(['a', 'b']);
  });

  it('falls back to From for Sender and Reply-To that are missing or empty', () => {
    const facts = scan('From: a@x.vn\r\nSender:\r\n\r\n');
    expect([facts.sender, facts.replyTo]).toEqual([facts.from, facts.from]);
    expect(facts.envelope.toString()).toBe(
      '(NIL NIL ((NIL NIL "a" "x.vn")) ((NIL NIL "a" "x.vn")) ((NIL NIL "a" "x.vn")) NIL NIL NIL NIL NIL)',
    );
  });

  it('keeps an encoded line end out of subject and names', () => {
    const facts = scan('Subject: =?utf-8?Q?a=0D=0ABcc:_x?=\r\nFrom: =?utf-8?Q?b=00c?= <a@x.vn>\r\n\r\n');
    expect(facts.subject).toBe('a Bcc: x');
    expect(facts.from[0]!.name).toBe('b c');
  });

  it('composes decomposed Vietnamese', () => {
    expect(scan(`Subject: ${'Tiếng Việt'.normalize('NFD')}\r\n\r\n`).subject).toBe('Tiếng Việt');
  });

  it.each([
    ['multipart/signed; boundary=b', '--b\r\n\r\nx\r\n--b--', 'multipart-signed'],
    ['multipart/encrypted; boundary=b', '--b\r\n\r\nx\r\n--b--', 'encrypted'],
    ['application/pkcs7-mime; smime-type=signed-data', 'x', 'opaque'],
    ['application/x-pkcs7-mime; smime-type=enveloped-data', 'x', 'encrypted'],
    ['application/pkcs7-mime; smime-type=certs-only', 'x', 'none'],
    ['application/pkcs7-mime; name=smime.p7m', 'MIAGCSqGSIb3DQEHAqCAMIACAQExDzANBglghkgBZQMEAgEFADCABgkqhkiG9w0BBwGg', 'opaque'],
    ['application/pkcs7-mime; name=smime.p7m', 'MIAGCSqGSIb3DQEHA6CAMIACAQAxggGOMIIBigIBADByMGUxCzAJBgNVBAYTAlZOMQ8w', 'encrypted'],
    ['application/pkcs7-mime; name=smime.p7m', 'bm90IENNUw==', 'none'],
    ['text/plain', 'x', 'none'],
  ])('tells how %s is protected', (type, body, expected) => {
    const facts = scan(`Content-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n\r\n${body}`);
    expect(facts.signedKind).toBe(expected);
    expect(facts.hasAttachments).toBe(false);
  });

  it('is stored as JSON without NUL or lone surrogates', () => {
    const facts = scan(
      'Content-Type: a\0b/c\0d; e\0=f\0\r\nContent-ID: <\0>\r\nContent-Description: \0\r\nContent-Transfer-Encoding: \0\r\n\r\n',
    );
    expect(JSON.stringify(facts.parts)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
  });

  it('reads fields up to the limit, not one fewer', () => {
    expect(scan(`${'X: y\r\n'.repeat(headerFieldsMax - 1)}Subject: last\r\n\r\n`).subject).toBe('last');
    expect(scan(`${'X: y\r\n'.repeat(headerFieldsMax)}Subject: last\r\n\r\n`).subject).toBe('');
  });
});

describe('beside mailparser', () => {
  it.each(['vietnamese-b', 'vietnamese-q-attachment', 'forwarded-twice', 'boundary-prefix', 'html-with-picture'])(
    'reads subject, addresses, date and message-id of %s alike',
    async (name) => {
      const content = readFileSync(new URL(`../../test/corpus/mime/${name}.eml`, import.meta.url));
      const theirs = await mailparser.simpleParser(content);
      const ours = scanContent(content);
      expect(ours.subject).toBe((theirs.subject ?? '').normalize('NFC'));
      const first = theirs.from?.value[0];
      expect([ours.from[0]?.name ?? '', `${ours.from[0]?.localPart}@${ours.from[0]?.domain}`]).toEqual([first?.name ?? '', first?.address]);
      expect(ours.sentAt).toEqual(theirs.date ?? null);
      expect(ours.messageId === null ? undefined : `<${ours.messageId}>`).toBe(theirs.messageId);
    },
  );
});

it('takes a type with a control character in it for plain text, in the structure and in the facts alike', () => {
  const content = Buffer.from('Content-Type:\0multipart/signed; boundary="s"\r\n\r\n--s\r\n\r\nsigned\r\n--s--\r\n');
  const facts = scanContent(content);
  expect(facts.parts).toMatchObject([{ type: 'text', subtype: 'plain' }]);
  expect(facts.body.toString()).toMatch(/^\("text" "plain" /i);
  expect(facts.defects).toContain('bad-content-type');
});

describe('BODYSTRUCTURE', () => {
  it.each([
    ['text/plain', '("charset" "us-ascii")'],
    ['text/plain; format=flowed', '("format" "flowed" "charset" "us-ascii")'],
    ["text/plain; charset*=''utf-8", `("charset*" "''utf-8")`],
    ['text/html', 'NIL'],
    ['image/png', 'NIL'],
  ])('has the default charset of plain text and of nothing else: %s', (type, parameters) => {
    const [, shown] = /^\("\w+" "\w+" (NIL|\([^)]*\))/.exec(scan(`Content-Type: ${type}\r\n\r\nx`).bodyStructure.toString('latin1'))!;
    expect(shown).toBe(parameters);
  });

  it.each([
    ['vi', '"vi"'],
    ['vi (tieng Viet), en (a \\) b)', '("vi" "en")'],
    ['(none)', 'NIL'],
    ['vi (never closed, en', '"vi"'],
  ])('lists languages without their comments: %s', (field, shown) => {
    expect(scan(`Content-Language: ${field}\r\n\r\nx`).bodyStructure.toString('latin1')).toMatch(
      new RegExp(` ${shown.replace(/[()]/g, '\\$&')} NIL\\)$`),
    );
  });
});
