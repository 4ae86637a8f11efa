/** What a browser says that it was asked, in base64url (L3 §5.8.1); signed for by the device, which is looked at later. */
export interface ClientData {
  readonly challenge: string;
  /** By a page within another site's. */
  readonly isFramed: boolean;
}

/** null when it is none. */
export function readClientData(clientDataJSON: string): ClientData | null {
  try {
    const { challenge, crossOrigin } = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')) as Record<string, unknown>;
    return typeof challenge === 'string' ? { challenge, isFramed: crossOrigin === true } : null;
  } catch {
    return null;
  }
}
