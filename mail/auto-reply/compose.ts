import { vietnamOffsetMinutes } from '#kernel/vietnam-time.ts';
import { formatDateTime } from '#mail/mime/date-time.ts';
import { encodeHeaderText } from '#mail/mime/encoded-word.ts';
import { formatHeaderField } from '#mail/mime/header-writer.ts';
import { encodeBase64 } from '#mail/mime/transfer-encoding.ts';
import { autoReplyLimits as limits } from './limits.ts';

/** What is told in somebody's place. */
export interface ReplyWords {
  readonly name: string;
  /** That was written to; the answer comes from it. */
  readonly address: string;
  readonly cause: 'left' | 'moved';
  /** Where to write instead; null: nowhere. */
  readonly contact: string | null;
}

export interface AnsweredMessage {
  readonly sender: string;
  readonly subject: string;
  /** Without angle brackets. */
  readonly messageId: string | null;
  readonly references: readonly string[];
}

interface Composed {
  readonly words: ReplyWords;
  readonly answered: AnsweredMessage;
  readonly hostname: string;
  readonly now: Date;
  /** Makes the Message-ID: random, letters and digits. */
  readonly unique: string;
}

/** An automatic answer, ready to deliver from `<>` (RFC 3834 §3). Of the message it repeats the subject alone. */
export function composeAutoReply({ words, answered, hostname, now, unique }: Composed): Buffer {
  const subject = `Trả lời tự động (Auto): ${answered.subject.slice(0, limits.subjectCharactersMax).toWellFormed()}`;
  const header = [
    formatHeaderField('From', `${encodeHeaderText(words.name)} <${words.address}>`),
    formatHeaderField('To', `<${answered.sender}>`),
    formatHeaderField('Subject', encodeHeaderText(subject)),
    formatHeaderField('Date', formatDateTime(now, vietnamOffsetMinutes)),
    formatHeaderField('Message-ID', `<${unique}@${hostname}>`),
    ...thread(answered),
    formatHeaderField('Auto-Submitted', 'auto-replied'),
    formatHeaderField('MIME-Version', '1.0'),
    formatHeaderField('Content-Type', 'text/plain; charset=utf-8'),
    formatHeaderField('Content-Transfer-Encoding', 'base64'),
  ];
  const text = textOf(words).join('\r\n');
  return Buffer.concat([Buffer.from(`${header.join('')}\r\n`, 'latin1'), encodeBase64(Buffer.from(text, 'utf8'))]);
}

/** RFC 3834 §3.1.4. */
function thread({ messageId, references }: AnsweredMessage): readonly string[] {
  if (messageId === null || !isPlainId(messageId)) return [];
  const before = references.filter(isPlainId).slice(-(limits.referencesMax - 1));
  return [
    formatHeaderField('In-Reply-To', `<${messageId}>`),
    formatHeaderField('References', [...before, messageId].map((id) => `<${id}>`).join(' ')),
  ];
}

/** Others' identifiers are repeated only where they are what they should be: a field that was made up might end ours. */
const isPlainId = (id: string) => /^[\x21-\x3b\x3d\x3f-\x7e]{1,250}$/.test(id);

function textOf({ name, address, cause, contact }: ReplyWords): readonly string[] {
  const has = {
    left: [
      `${name} đã nghỉ hoặc chuyển công tác và không còn sử dụng địa chỉ ${address}.`,
      `${name} has left and no longer uses the address ${address}.`,
    ],
    moved: [`${name} đã chuyển công tác, địa chỉ ${address} đã được thay.`, `${name} has moved, and the address ${address} was replaced.`],
  } as const;
  const [vi, en] = has[cause];
  const to = contact === null ? ['', ''] : [`Xin liên hệ: ${contact}`, `Please write to: ${contact}`];
  const note = ['Đây là thư trả lời tự động, xin không trả lời thư này.', 'This is an automatic answer: please do not reply to it.'];
  return [vi, to[0]!, '', note[0]!, '', en, to[1]!, '', note[1]!, ''].filter(
    (line, index, lines) => line !== '' || lines[index - 1] !== '',
  );
}
