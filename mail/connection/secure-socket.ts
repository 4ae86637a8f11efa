import type { Socket } from 'node:net';
import tls from 'node:tls';

export interface Handshake {
  /** Asked at every handshake, so that a renewed certificate is used at once. */
  readonly material: tls.SecureContext | tls.SecureContextOptions;
  /** The application protocol by its registered name (RFC 7301). */
  readonly protocol: string;
  readonly msMax: number;
}

/** The server's side of a TLS handshake. Resolves with the secured socket, or with why there is none. */
export function secureSocket(socket: Socket, { material, protocol, msMax }: Handshake): Promise<Socket | string> {
  const secureContext = 'context' in material ? material : tls.createSecureContext(material);
  return new Promise((resolve) => {
    const secured = new tls.TLSSocket(socket, { isServer: true, secureContext, ALPNProtocols: [protocol] });
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
