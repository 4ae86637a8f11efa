import { queueLimits } from './limits.ts';

/** A server's reply, or an error's message, as it is stored and shown: one line, no control characters, bounded. */
export function boundedReply(text: string): string {
  return Array.from(
    text
      .toWellFormed()
      .replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ')
      .trim(),
  )
    .slice(0, queueLimits.replyCharactersMax)
    .join('');
}

/** The RFC 3463 status of a reply: its enhanced code (RFC 2034 §4) when it fits the reply code, else the class alone. */
export function statusOfReply(reply: string): string {
  const match = /^([245])\d\d[ -](?:([245])\.(\d{1,3})\.(\d{1,3})(?!\S))?/.exec(reply);
  if (match === null) return '4.0.0';
  const [, replyClass, statusClass, subject, detail] = match;
  return statusClass === replyClass ? `${statusClass}.${subject}.${detail}` : `${replyClass}.0.0`;
}
