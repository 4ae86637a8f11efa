import { plainCommand } from '../command.ts';
import { sendLines } from '../multiline.ts';
import type { Pop3Session } from '../session.ts';

/** RFC 2449 §5. The same in both states, as its §6 has it; only TLS changes what is offered (RFC 2595 §4). */
export const capa = plainCommand('any', (session) => sendLines(session, session.words.capabilities, capabilities(session)));

function capabilities(session: Pop3Session): string[] {
  return [
    'TOP',
    'UIDL',
    'PIPELINING',
    'RESP-CODES',
    'AUTH-RESP-CODE',
    'EXPIRE NEVER',
    'UTF8 USER',
    'LANG',
    ...(!session.peer.secure && session.deps.tlsOffered ? ['STLS'] : []),
    ...(session.mayAuthenticate ? ['USER', 'SASL PLAIN LOGIN'] : []),
    'IMPLEMENTATION Cong-Thu',
  ];
}
