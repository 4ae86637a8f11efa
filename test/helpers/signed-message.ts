import { createHash, createPublicKey, randomBytes, verify, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import forge from 'node-forge';
import type { SampleMessage } from './sample-message.ts';
import type { SamplePerson } from './start-system.ts';

/** A multipart/signed message (RFC 8551 §3.5.3) signed with the person's own certificate from first-run.json. */
export async function signedMessage(from: SamplePerson, to: readonly string[]): Promise<SampleMessage> {
  const mark = randomBytes(12).toString('hex');
  const entity = [
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    `Kính gửi phòng Công nghệ thông tin (${mark}):  `,
    '\tgiấy mời họp số 1352/2010/QĐ-UBND.',
    '',
  ].join('\r\n');
  const boundary = `ranh-gioi-${mark}`;
  const signature = (await sign(from, entity)).match(/.{1,64}/g)?.join('\r\n') ?? '';
  const lines = [
    `From: =?utf-8?B?${Buffer.from(from.name).toString('base64')}?= <${from.address}>`,
    `To: ${to.map((address) => `<${address}>`).join(', ')}`,
    'Subject: =?utf-8?B?R2nhuqV5IG3hu51pIGjhu41w?=',
    'Date: Mon, 6 Oct 2025 08:30:00 +0700',
    `Message-ID: <${mark}@backan.gov.vn>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    entity,
    `--${boundary}`,
    'Content-Type: application/pkcs7-signature; name="smime.p7s"',
    'Content-Transfer-Encoding: base64',
    '',
    signature,
    `--${boundary}--`,
    '',
  ];
  return { octets: Buffer.from(lines.join('\r\n')), mark };
}

/** The detached signature over the entity, base64 of DER. */
async function sign(person: SamplePerson, entity: string): Promise<string> {
  const { key, certificate } = await openPkcs12(person);
  const signed = forge.pkcs7.createSignedData();
  signed.content = forge.util.createBuffer(Buffer.from(entity).toString('latin1'));
  signed.addCertificate(certificate);
  // node-forge reads a name as octets and writes it as text: without this, the signer's issuer is not the certificate's, and no program finds it.
  for (const attribute of certificate.issuer.attributes) attribute.value = forge.util.decodeUtf8(String(attribute.value));
  const { contentType, messageDigest, data, sha256 } = forge.pki.oids as Record<string, string>;
  signed.addSigner({
    key,
    certificate,
    digestAlgorithm: sha256!,
    authenticatedAttributes: [{ type: contentType!, value: data! }, { type: messageDigest! }],
  });
  signed.sign({ detached: true });
  return Buffer.from(forge.asn1.toDer(signed.toAsn1()).getBytes(), 'latin1').toString('base64');
}

async function openPkcs12(person: SamplePerson): Promise<{ key: forge.pki.rsa.PrivateKey; certificate: forge.pki.Certificate }> {
  const der = (await readFile(person.p12)).toString('latin1');
  const p12 = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(der), person.p12Password);
  const { pkcs8ShroudedKeyBag, certBag } = forge.pki.oids as Record<string, string>;
  const key = p12.getBags({ bagType: pkcs8ShroudedKeyBag! })[pkcs8ShroudedKeyBag!]?.[0]?.key;
  const certificates = p12.getBags({ bagType: certBag! })[certBag!] ?? [];
  const own = certificates.map(({ cert }) => cert).find((cert) => cert?.getExtension('subjectAltName'));
  if (!key || !own) throw new Error(`${person.p12} holds no key and certificate`);
  return { key: key as forge.pki.rsa.PrivateKey, certificate: own };
}

/**
 * Whether the first part of a multipart/signed message is what its signer signed, and the signer's certificate the CA's.
 * Throws with what is wrong; answers the signer's address.
 */
export function verifySigned(message: Buffer, ca: Buffer): string {
  const [entity, signature] = partsOf(message);
  const p7 = forge.pkcs7.messageFromAsn1(forge.asn1.fromDer(Buffer.from(signature, 'base64').toString('latin1')));
  const { signature: value, authenticatedAttributes } = (p7 as unknown as { rawCapture: RawSigner }).rawCapture;
  const certificate = new X509Certificate(forge.pki.certificateToPem((p7 as forge.pkcs7.PkcsSignedData).certificates[0]!));
  if (!certificate.verify(new X509Certificate(ca).publicKey)) throw new Error("the certificate is not the CA's");

  // RFC 5652 §5.4: the signature is over the attributes as a SET, whatever tag they carry inside the SignerInfo.
  const { asn1 } = forge;
  const set = asn1.create(asn1.Class.UNIVERSAL, asn1.Type.SET, true, authenticatedAttributes);
  const attributes = Buffer.from(asn1.toDer(set).getBytes(), 'latin1');
  const key = createPublicKey(certificate.publicKey.export({ type: 'spki', format: 'pem' }));
  if (!verify('sha256', attributes, key, Buffer.from(value, 'latin1'))) throw new Error('the signature is not over these attributes');
  const digest = createHash('sha256').update(entity, 'latin1').digest();
  if (!attributes.includes(digest)) throw new Error('the text is not what was signed');
  return certificate.subjectAltName?.replace('email:', '') ?? '';
}

interface RawSigner {
  readonly signature: string;
  readonly authenticatedAttributes: forge.asn1.Asn1[];
}

function partsOf(message: Buffer): [entity: string, signature: string] {
  const text = message.toString('latin1');
  const boundary = /boundary="([^"]+)"/.exec(text)?.[1];
  const parts = text.split(`--${boundary}`);
  const [entity, signature] = [parts[1], parts[2]?.split('\r\n\r\n')[1]];
  if (entity === undefined || signature === undefined) throw new Error('not a multipart/signed message');
  return [entity.slice(2, -2), signature]; // the CRLF before a boundary belongs to the boundary (RFC 2046 §5.1.1)
}
