import type { Socket } from 'node:net';
import tls from 'node:tls';

/** The server's side of a TLS handshake. Resolves with the secured socket, or with why there is none. */
export function secureSocket(socket: Socket, secureContext: tls.SecureContext, msMax: number): Promise<Socket | string> {
  return new Promise((resolve) => {
    const secured = new tls.TLSSocket(socket, { isServer: true, secureContext, ALPNProtocols: ['pop3'] });
    const settle = (outcome: Socket | string) => {
      clearTimeout(timer);
      secured.off('error', onError);
      secured.off('close', onClose);
      // Later errors also close the socket, which its reader sees.
      secured.on('error', () => secured.destroy());
      if (typeof outcome === 'string') secured.destroy();
      resolve(outcome);
    };
    const onError = (error: Error) => settle(error.message);
    const onClose = () => settle('client hung up');
    const timer = setTimeout(() => settle('handshake took too long'), msMax);
    secured.on('error', onError);
    secured.on('close', onClose);
    secured.once('secure', () => settle(secured));
  });
}
