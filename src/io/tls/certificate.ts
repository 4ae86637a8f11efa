import { type KeyObject, randomBytes, sign } from 'node:crypto';
import { promisify } from 'node:util';
import forge from 'node-forge';
import { backdateMs } from './limits.ts';

/** A distinguished name of the two parts we use; UTF-8. */
export interface SubjectName {
  readonly commonName: string;
  readonly organisation?: string;
}

/** What node-forge takes as an extension: a name and its fields. */
export type Extension = { readonly name: string; readonly critical?: boolean } & Record<string, unknown>;

export interface CertificateRequest {
  readonly subject: SubjectName;
  readonly publicKey: KeyObject;
  readonly extensions: readonly Extension[];
  readonly now: Date;
  readonly days: number;
}

export interface Issuer {
  /** Absent: self-signed. */
  readonly certificatePem?: string;
  readonly privateKey: KeyObject;
}

const { asn1, pki } = forge;
const signAsync = promisify(sign);
// Positions in TBSCertificate with its version present (RFC 5280 §4.1).
const issuerField = 3;
const subjectField = 5;

/** Lays a certificate out, signs it with RSA and SHA-256, and answers its PEM. */
export async function issueCertificate(request: CertificateRequest, issuer: Issuer): Promise<string> {
  const certificate = pki.createCertificate();
  const issuedBy = issuer.certificatePem === undefined ? undefined : pki.certificateFromPem(issuer.certificatePem);
  certificate.publicKey = pki.publicKeyFromPem(request.publicKey.export({ type: 'spki', format: 'pem' }) as string);
  certificate.serialNumber = randomSerial();
  certificate.validity.notBefore = new Date(request.now.getTime() - backdateMs);
  certificate.validity.notAfter = new Date(request.now.getTime() + request.days * 86_400_000);
  certificate.setSubject(attributesOf(request.subject));
  const keyIdentifier = (issuedBy ?? certificate).generateSubjectKeyIdentifier().getBytes();
  certificate.setExtensions([
    ...request.extensions.map((extension) => ({ ...extension })),
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier },
  ]);
  return signed(certificate, issuedBy ?? certificate, issuer.privateKey);
}

async function signed(certificate: forge.pki.Certificate, issuedBy: forge.pki.Certificate, key: KeyObject): Promise<string> {
  const algorithm = pki.oids.sha256WithRSAEncryption!;
  certificate.signatureOid = algorithm;
  certificate.siginfo.algorithmOid = algorithm;
  const toBeSigned = tbsOf(certificate);
  // The issuer is the octets of the CA's own subject: names are compared, and an encoder may choose another string type.
  fieldsOf(toBeSigned)[issuerField] = fieldsOf(issuedBy === certificate ? toBeSigned : issuedBy.tbsCertificate)[subjectField]!;
  certificate.tbsCertificate = toBeSigned;
  const signature = await signAsync('sha256', Buffer.from(asn1.toDer(toBeSigned).getBytes(), 'binary'), key);
  certificate.signature = signature.toString('binary');
  return pki.certificateToPem(certificate).replaceAll('\r\n', '\n');
}

// Public in node-forge, missing from its types.
const tbsOf = (pki as unknown as { getTBSCertificate(certificate: forge.pki.Certificate): forge.asn1.Asn1 }).getTBSCertificate;

const fieldsOf = (sequence: forge.asn1.Asn1) => sequence.value as forge.asn1.Asn1[];

function attributesOf({ commonName, organisation }: SubjectName): forge.pki.CertificateField[] {
  // RFC 5280 §4.1.2.4: UTF8String. The cast is to the types' name for a tag number.
  const valueTagClass = asn1.Type.UTF8 as unknown as forge.asn1.Class;
  const attributes = [{ name: 'commonName', value: commonName, valueTagClass }];
  return organisation === undefined ? attributes : [{ name: 'organizationName', value: organisation, valueTagClass }, ...attributes];
}

/** RFC 5280 §4.1.2.2: positive, at most 20 octets; random so that two CAs of one name never meet. */
function randomSerial(): string {
  const serial = randomBytes(16);
  serial[0] = (serial[0]! & 0x7f) | 0x40;
  return serial.toString('hex');
}
