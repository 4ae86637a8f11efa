/** What the server answers: three digits, the enhanced status code (RFC 2034) where one belongs, and a text. */
export interface Reply {
  readonly code: number;
  /** null for 3xx, the greeting and the answer to EHLO (RFC 2034 §4). */
  readonly enhanced: string | null;
  readonly text: string | readonly string[];
}

export function reply(code: number, enhanced: string | null, text: string | readonly string[]): Reply {
  return { code, enhanced, text };
}

/** The text as it goes out, without line ends. */
export function replyText(answer: Reply): string | string[] {
  const withStatus = (line: string) => (answer.enhanced === null ? line : `${answer.enhanced} ${line}`);
  return typeof answer.text === 'string' ? withStatus(answer.text) : answer.text.map(withStatus);
}
