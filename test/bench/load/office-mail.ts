import { randomBytes } from 'node:crypto';
import { base64Lines, encodedWords, quotedPrintable } from './mail-encodings.ts';
import { names, phrases, rareEvery, rarePhrase, subjects } from './office-words.ts';

const sentencesMax = 3_000;
const attachmentEvery = 20;
const attachmentOctets = 73_000; // 100 KB as base64
const threadStep = 37; // an answer comes so many messages after what it answers

/**
 * What a mailbox of an office holds: 10 KB messages, some 100 KB more of attachment, with Vietnamese texts in base64, quoted-printable, 8 bits or
 * beside HTML; answers that refer to what they answer. The same number gives the same text, and `run` makes it a message of its own.
 */
export class OfficeMail {
  readonly #run: string;
  readonly #sentences: readonly string[];
  readonly #attachment: string;
  #made = 0;

  constructor(run: string = randomBytes(6).toString('hex')) {
    this.#run = run;
    const random = pseudoRandom(1);
    this.#sentences = Array.from({ length: sentencesMax }, () => sentence(random));
    this.#attachment = base64Lines(Buffer.from(Array.from({ length: 2 * attachmentOctets }, () => random() * 256)));
  }

  next(): Buffer {
    return this.make(this.#made++);
  }

  make(number: number): Buffer {
    const random = pseudoRandom(number + 1);
    const content = contentKinds[number % contentKinds.length]!((octets) => this.#text(number, octets, random));
    const whole = number % attachmentEvery === 3 ? this.#withAttachment(number, content) : content;
    return Buffer.from(`${this.#header(number, random)}${whole}`);
  }

  #header(number: number, random: () => number): string {
    const chain = answered(number);
    const root = chain[0] ?? number;
    const name = names[number % names.length]!;
    const sentAt = new Date(Date.UTC(2025, 0, 6) + number * 420_000 + Math.floor(random() * 36_000_000));
    const subject = `${chain.length > 0 ? 'Re: ' : ''}${subjects[root % subjects.length]} số ${root}/UBND-VP`;
    const references = chain.map((one) => this.#messageId(one));
    return [
      `Received: from gw${number % 5}.example.vn (gw.example.vn [192.0.2.7]) by mx.example.vn with ESMTPS id 4Xy${number}`,
      `\tfor <van-phong@backan.gov.vn>; ${smtpDate(sentAt)}`,
      `From: ${encodedWords(name)} <nguoi-gui-${number % 50}@example.vn>`,
      `To: ${encodedWords('Văn phòng Ủy ban')} <van-phong@backan.gov.vn>`,
      ...(number % 3 === 0 ? ['Cc: theo-doi@example.vn, luu-tru@example.vn'] : []),
      `Subject: ${encodedWords(subject)}`,
      `Date: ${smtpDate(sentAt)}`,
      `Message-ID: ${this.#messageId(number)}`,
      ...(references.length > 0 ? [`In-Reply-To: ${references.at(-1)}`, `References: ${references.join('\r\n\t')}`] : []),
      'MIME-Version: 1.0',
      'X-Mailer: bench',
      '',
    ].join('\r\n');
  }

  #messageId(number: number): string {
    return `<${number}.${this.#run}@example.vn>`;
  }

  /** Sentences of so many octets. */
  #text(number: number, octets: number, random: () => number): string {
    const lines = [`Số ${number}, sổ ${this.#run}.`];
    if (number % rareEvery === 7) lines.push(`Đây là ${rarePhrase}.`);
    for (let left = octets; left > 0; ) {
      const line = this.#sentences[Math.floor(random() * sentencesMax)]!;
      lines.push(line);
      left -= line.length * 1.35; // octets a character in such text
    }
    return `${lines.join('\r\n')}\r\n`;
  }

  #withAttachment(number: number, content: string): string {
    const begin = (number % 500) * 78; // a whole number of lines: each attachment begins elsewhere
    const own = `${Buffer.from(`${this.#run} ${String(number).padStart(12, '0')}`).toString('base64')}\r\n`;
    const file = own + this.#attachment.slice(begin, begin + 78 * 1_300);
    return multipart('mixed', [
      content,
      `Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*=utf-8''ph%E1%BB%A5-l%E1%BB%A5c-${number}.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n${file}`,
    ]);
  }
}

/** A header of MIME and a body, made of a text of about so many octets. */
type ContentKind = (text: (octets: number) => string) => string;

const plain = (encoding: string, body: string) =>
  `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}`;

const contentKinds: readonly ContentKind[] = [
  (text) => plain('base64', base64Lines(Buffer.from(text(6_600)))),
  (text) => plain('quoted-printable', quotedPrintable(text(4_600))),
  (text) => plain('8bit', text(8_800)),
  (text) => {
    const words = text(3_400);
    const html = `<html><body><p>${words.replaceAll('\r\n', '</p>\r\n<p>')}</p></body></html>\r\n`;
    return multipart('alternative', [
      plain('base64', base64Lines(Buffer.from(words))),
      `Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(Buffer.from(html))}`,
    ]);
  },
];

function multipart(subtype: 'mixed' | 'alternative', parts: readonly string[]): string {
  const boundary = `=_${subtype}_=`;
  const inside = parts.map((part) => `--${boundary}\r\n${part}`).join('\r\n');
  return `Content-Type: multipart/${subtype}; boundary="${boundary}"\r\n\r\n${inside}\r\n--${boundary}--\r\n`;
}

/** What a message answers, the first first: conversations have four messages. */
function answered(number: number): number[] {
  const chain: number[] = [];
  for (let one = number; one % 4 !== 0 && one >= threadStep; ) {
    one -= threadStep;
    chain.unshift(one);
  }
  return chain;
}

function sentence(random: () => number): string {
  const count = 2 + Math.floor(random() * 3);
  const said = Array.from({ length: count }, () => phrases[Math.floor(random() * phrases.length)]!);
  const text = `${said.join(', ')} số ${Math.floor(random() * 5_000)}/${2015 + Math.floor(random() * 10)}/QĐ-UBND.`;
  return text[0]!.toUpperCase() + text.slice(1);
}

const smtpDate = (date: Date) => date.toUTCString().replace('GMT', '+0000');

/** mulberry32: the same numbers in every run. */
function pseudoRandom(seed: number): () => number {
  let state = (seed * 0x9e3779b1) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
