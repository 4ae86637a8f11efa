import type { ConnectionError } from './envelope-connection.ts';
import type { Answer, Outcome } from './queued-message.ts';
import { boundedReply, statusOfReply } from './reply-text.ts';
import type { NextHop } from './route.ts';

/** The server's words if it said any, else what happened to the connection. */
function answerOf(error: ConnectionError, host: string): Answer {
  if (error.response !== undefined && error.responseCode !== undefined)
    return { reply: boundedReply(error.response), status: statusOfReply(error.response), from: 'server', host };
  // RFC 3463 §3.5: X.4.1 no answer from host, X.4.2 bad connection
  return { reply: boundedReply(error.message), status: error.code === 'ETIMEDOUT' ? '4.4.1' : '4.4.2', from: 'here', host };
}

/**
 * No connection came about. Whatever the greeting, TLS or sign-in says is about the way, not about this message: the next
 * host, or later. Our own sentence, which says what was being tried, with the server's reply in it.
 */
export function connectAnswer(error: ConnectionError, host: string): Answer {
  const status = answerOf(error, host).status.replace(/^[25]/, '4');
  return { reply: boundedReply(error.message), status, from: 'here', host };
}

/**
 * What an error during the transaction means. 5yz is for good (RFC 5321 §4.2.1), except 503: the session was in the wrong state,
 * not the message wrong. A connection lost after the final dot leaves it unknown: sent again rather than lost (§4.5.3.2.6, §6.1).
 */
export function outcomeOfError(error: ConnectionError, hop: NextHop): Outcome {
  const answer = answerOf(error, hop.host);
  const code = error.responseCode;
  if (code !== undefined && code >= 500 && code <= 599 && code !== 503) return { kind: 'refused', answer };
  return { kind: 'deferred', answer: { ...answer, status: answer.status.replace(/^[25]/, '4') }, unreachable: false };
}
