/** How a command ended: its tagged response (RFC 9051 §7.1), and what the connection does after sending it. */
export interface Completion {
  readonly status: 'OK' | 'NO' | 'BAD';
  /** A response code without its brackets. */
  readonly code?: string;
  readonly text: string;
  /** What others changed in the mailbox meanwhile is told with the next command instead. */
  readonly leavesNews?: boolean;
  readonly afterwards?: 'close' | 'start-tls' | 'compress';
  /** The connection ends before the command does: there is no tagged response to send. */
  readonly isUntold?: boolean;
}

/** For a command that waited for the client when the client went, or when the server began to close: only BYE follows (RFC 9051 §7.1.5). */
export const cutShort: Completion = { status: 'BAD', text: 'Cut short', isUntold: true, afterwards: 'close' };

export function done(text: string, code?: string): Completion {
  return code === undefined ? { status: 'OK', text } : { status: 'OK', code, text };
}

export function no(text: string, code?: string): Completion {
  return code === undefined ? { status: 'NO', text } : { status: 'NO', code, text };
}

export function bad(text: string): Completion {
  return { status: 'BAD', text };
}

/** `status [code] text` on one line, whatever the text holds. */
export function formatCompletion(completion: Pick<Completion, 'status' | 'code' | 'text'>): string {
  const text = completion.text.replace(/[^\x20-\x7e]+/g, ' ');
  return completion.code === undefined ? `${completion.status} ${text}` : `${completion.status} [${completion.code}] ${text}`;
}
