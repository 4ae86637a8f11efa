import type { ImapBackend } from '#mail/imap/backend.ts';
import { createImapServer } from '#mail/imap/server.ts';
import { type LineProtocolParts, type LineProtocolServer, serveLineProtocol } from './serve-line-protocol.ts';

/** IMAP on both its ports. */
export function serveImap(parts: LineProtocolParts & { readonly backend: ImapBackend }): Promise<LineProtocolServer> {
  const { backend, log } = parts;
  const { limits, imap } = parts.start.config;
  const { connectionsMax, connectionsPerAddressMax, connectionsPerAccountMax, messageOctetsMax } = limits;
  return serveLineProtocol(parts, ['imap', 'imaps'], (deps) =>
    createImapServer({
      ...deps,
      backend,
      log,
      limits: { connectionsMax, connectionsPerAddressMax, connectionsPerAccountMax, appendOctetsMax: messageOctetsMax },
      offersUidOnly: imap.uidOnly,
    }),
  );
}
