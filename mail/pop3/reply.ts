/** RFC 2449 §8 and RFC 3206: what a program may go by. */
export type ResponseCode = 'AUTH' | 'IN-USE' | 'LOGIN-DELAY' | 'SYS/TEMP' | 'SYS/PERM';

/** The one line that answers a command, or begins its answer. */
export interface Reply {
  readonly ok: boolean;
  readonly text: string;
  readonly code?: ResponseCode;
  /** The client erred in the protocol: counted. */
  readonly isBad?: true;
  readonly afterwards?: 'start-tls' | 'close';
}

export const okay = (text: string): Reply => ({ ok: true, text });
export const failed = (text: string, code?: ResponseCode): Reply => ({ ok: false, text, ...(code === undefined ? {} : { code }) });
export const bad = (text: string): Reply => ({ ok: false, text, isBad: true });

export function formatReply({ ok, text, code }: Reply): string {
  return `${ok ? '+OK' : '-ERR'}${code === undefined ? '' : ` [${code}]`} ${text}\r\n`;
}
