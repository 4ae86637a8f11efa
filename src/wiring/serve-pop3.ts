import type { Pop3Backend } from '#mail/pop3/backend.ts';
import { createPop3Server } from '#mail/pop3/server.ts';
import { type LineProtocolParts, type LineProtocolServer, serveLineProtocol } from './serve-line-protocol.ts';

/** POP3 on both its ports. */
export function servePop3(parts: LineProtocolParts & { readonly backend: Pop3Backend }): Promise<LineProtocolServer> {
  const { backend, log, start } = parts;
  const { connectionsMax, connectionsPerAddressMax } = start.config.limits;
  return serveLineProtocol(parts, ['pop3', 'pop3s'], (deps) =>
    createPop3Server({ ...deps, backend, log, limits: { connectionsMax, connectionsPerAddressMax } }),
  );
}
