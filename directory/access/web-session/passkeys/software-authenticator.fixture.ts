import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

interface CreationOptions {
  readonly rp: { readonly id: string };
  readonly user: { readonly id: string };
  readonly challenge: string;
}
interface RequestOptions {
  readonly rpId: string;
  readonly challenge: string;
}

/** What is told otherwise than it is, to see it refused. */
export interface Lies {
  readonly origin?: string;
  readonly rpId?: string;
  readonly type?: string;
  readonly challenge?: string;
  readonly crossOrigin?: boolean;
  readonly counter?: number;
  /** '': none. */
  readonly userHandle?: string;
  readonly isUserVerified?: boolean;
  readonly isBackedUp?: boolean;
  /** Signed by another key than the one that was registered. */
  readonly key?: KeyObject;
  /** Of the maker: what our options do not ask for. */
  readonly statement?: { readonly format: string; readonly certificates?: readonly Buffer[] };
}

/** A device that keeps one passkey and counts, as WebAuthn Level 3 §6 has it: ES256, no statement of its maker. */
export class SoftwareAuthenticator {
  readonly credentialId = randomBytes(20);
  readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly origin: string;
  readonly isSynced: boolean;
  counter = 0;
  userHandle = randomBytes(32).toString('base64url');

  constructor({ origin = 'https://mail.tinh.gov.vn', isSynced = false } = {}) {
    this.origin = origin;
    this.isSynced = isSynced;
  }

  get id(): string {
    return this.credentialId.toString('base64url');
  }

  /** As navigator.credentials.create. */
  create({ rp, user, challenge }: CreationOptions, lies: Lies = {}) {
    this.userHandle = user.id;
    const { format = 'none', certificates } = lies.statement ?? {};
    const attestation = cborMap([
      ['fmt', cborText(format)],
      ['attStmt', certificates === undefined ? cborMap([]) : cborMap([['x5c', cborArray(certificates.map(cborBytes))]])],
      ['authData', cborBytes(Buffer.concat([this.#authenticatorData(rp.id, lies, 0x40), this.#credentialData()]))],
    ]);
    return {
      ...{ id: this.id, clientDataJSON: this.#clientData('webauthn.create', challenge, lies).toString('base64url') },
      ...{ attestationObject: attestation.toString('base64url'), transports: ['internal'] },
    };
  }

  /** As navigator.credentials.get; the device counts once more. */
  get({ rpId, challenge }: RequestOptions, lies: Lies = {}) {
    this.counter += 1;
    const clientData = this.#clientData('webauthn.get', challenge, lies);
    const authenticatorData = this.#authenticatorData(rpId, lies);
    const signed = Buffer.concat([authenticatorData, sha256(clientData)]);
    return {
      ...{ id: this.id, clientDataJSON: clientData.toString('base64url'), authenticatorData: authenticatorData.toString('base64url') },
      signature: sign('sha256', signed, lies.key ?? this.keys.privateKey).toString('base64url'),
      ...(lies.userHandle === '' ? {} : { userHandle: lies.userHandle ?? this.userHandle }),
    };
  }

  /** L3 §5.8.1. */
  #clientData(type: string, challenge: string, lies: Lies): Buffer {
    const { origin = this.origin, crossOrigin = false } = lies;
    return Buffer.from(JSON.stringify({ type: lies.type ?? type, challenge: lies.challenge ?? challenge, origin, crossOrigin }));
  }

  /** L3 §6.1: hash of the host, flags, counter. */
  #authenticatorData(rpId: string, { counter = this.counter, isUserVerified = true, isBackedUp = false, ...lies }: Lies, more = 0): Buffer {
    const flags = 0x01 | (isUserVerified ? 0x04 : 0) | (this.isSynced ? 0x08 : 0) | (isBackedUp ? 0x10 : 0) | more;
    const tail = Buffer.alloc(5);
    tail.writeUInt8(flags, 0);
    tail.writeUInt32BE(counter, 1);
    return Buffer.concat([sha256(Buffer.from(lies.rpId ?? rpId)), tail]);
  }

  /** L3 §6.5.1: no maker's AAGUID, the id, and the key as COSE has it (RFC 9053 §7.1.1). */
  #credentialData(): Buffer {
    const { x, y } = this.keys.publicKey.export({ format: 'jwk' });
    const coordinate = (text: string) => cborBytes(Buffer.from(text, 'base64url'));
    const key = Buffer.concat([
      Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
      ...[coordinate(x!), Buffer.from([0x22]), coordinate(y!)],
    ]);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.credentialId.length);
    return Buffer.concat([Buffer.alloc(16), length, this.credentialId, key]);
  }
}

const sha256 = (octets: Buffer) => createHash('sha256').update(octets).digest();

// RFC 8949 §3: as much CBOR as this takes.
function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  return length < 256 ? Buffer.from([(major << 5) | 24, length]) : Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
}
const cborBytes = (octets: Buffer) => Buffer.concat([head(2, octets.length), octets]);
const cborText = (text: string) => Buffer.concat([head(3, Buffer.byteLength(text)), Buffer.from(text)]);
const cborArray = (items: readonly Buffer[]) => Buffer.concat([head(4, items.length), ...items]);
const cborMap = (entries: readonly (readonly [string, Buffer])[]) =>
  Buffer.concat([head(5, entries.length), ...entries.flatMap(([name, value]) => [cborText(name), value])]);
