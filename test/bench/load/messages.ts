import { randomBytes } from 'node:crypto';

const syllables =
  'ủy ban nhân dân tỉnh bắc kạn kính gửi các phòng ban đơn vị về việc triển khai kế hoạch công tác văn thư lưu trữ năm'.split(' ');
const number = 16;

/**
 * Messages of a size as offices send them (a header of some twelve fields, Vietnamese text in base64), each different from every other, so
 * that no server may store two as one. Lines begin with no dot.
 */
export class MessageMaker {
  readonly #run = randomBytes(6).toString('hex');
  readonly #octets: Buffer;
  readonly #places: number[];
  #made = 0;

  constructor(sizeOctets: number) {
    const mark = '#'.repeat(number);
    const text = template(sizeOctets, this.#run, mark);
    this.#octets = Buffer.from(text, 'latin1');
    this.#places = [...text.matchAll(/#{16}/g)].map((match) => match.index);
  }

  next(): Buffer {
    const octets = Buffer.from(this.#octets);
    const mark = (this.#made++).toString(36).padStart(number, '0');
    for (const place of this.#places) octets.write(mark, place, 'latin1');
    return octets;
  }
}

function template(sizeOctets: number, run: string, mark: string): string {
  const header = [
    'Received: from gw.example.vn (gw.example.vn [192.0.2.7]) by mx.example.vn with ESMTPS id 4XyZ',
    '\tfor <ai-do@backan.gov.vn>; Mon, 06 Jan 2025 08:00:00 +0700',
    'From: =?UTF-8?B?VsSDbiBwaMOybmcgxJBv4bqhbiDEkOG6oWkgYmnhu4N1?= <vanthu@example.vn>',
    'To: =?UTF-8?B?xJDGoW4gduG7iyBuaOG6rW4=?= <ai-do@backan.gov.vn>',
    'Cc: theo-doi@example.vn, luu-tru@example.vn',
    `Subject: =?UTF-8?B?VuG7gSB2aeG7h2MgdHJp4buDbiBraGFp?= ${mark}`,
    'Date: Mon, 06 Jan 2025 08:00:00 +0700',
    `Message-ID: <${run}.${mark}@example.vn>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    'X-Mailer: bench',
    '',
    '',
  ].join('\r\n');
  const line = `${run}${mark}`;
  const bodyOctets = Math.max(0, sizeOctets - header.length - line.length - 2);
  return `${header}${line}\r\n${base64Lines(bodyOctets)}`;
}

function base64Lines(sizeOctets: number): string {
  const words = Array.from(randomBytes(Math.ceil(sizeOctets / 4)), (octet) => syllables[octet % syllables.length]);
  const text = Buffer.from(words.join(' ')).toString('base64');
  const lines = [];
  for (let left = sizeOctets, at = 0; left > 2; left -= 78, at += 76) lines.push(text.slice(at, at + Math.min(76, left - 2)));
  return lines.map((line) => `${line}\r\n`).join('');
}
