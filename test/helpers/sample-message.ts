import { randomBytes } from 'node:crypto';

export interface SampleMessage {
  readonly octets: Buffer;
  /** Occurs nowhere else. */
  readonly mark: string;
}

/** A complete, plain message with CRLF line ends: nothing is missing that a server would have to add. */
export function sampleMessage(fields: {
  readonly from: string;
  readonly to: string;
  readonly lines?: readonly string[];
  readonly subject?: string;
}): SampleMessage {
  const mark = randomBytes(12).toString('hex');
  const lines = [
    `From: <${fields.from}>`,
    `To: <${fields.to}>`,
    `Subject: ${fields.subject ?? 'Giay moi hop'}`,
    'Date: Mon, 6 Oct 2025 08:30:00 +0700',
    `Message-ID: <${mark}@test.example>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    ...(fields.lines ?? ['Kính gửi các đồng chí,', '', '. dòng bắt đầu bằng dấu chấm', 'Trân trọng.']),
    '',
  ];
  return { octets: Buffer.from(lines.join('\r\n')), mark };
}

/** What a program that writes Unix files wrote, with mail's line ends again. */
export function withCrlf(octets: Buffer): Buffer {
  return Buffer.from(octets.toString('latin1').replaceAll('\r\n', '\n').replaceAll('\n', '\r\n'), 'latin1');
}
