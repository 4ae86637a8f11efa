import { generateKeyPairSync, verify, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { expect, it } from 'vitest';
import { issueCertificate } from './certificate.ts';
import { makeRsaKeyPair, privateKeyPem } from './rsa-key-pair.ts';
import { canSignCms, signCms } from './sign-cms.ts';

const { asn1 } = forge;

it('an EC key does not sign: who asks is told beforehand', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  expect(canSignCms(privateKey.export({ type: 'pkcs8', format: 'pem' }) as string)).toBe(false);
});

it('what is signed holds the content and a signature over its digest, by the key of the certificate', async () => {
  const { publicKey, privateKey } = await makeRsaKeyPair(2048);
  const request = { subject: { commonName: 'mail.tinh.gov.vn' }, publicKey, extensions: [], now: new Date(), days: 1 };
  const cert = await issueCertificate(request, { privateKey });
  const key = privateKeyPem(privateKey);
  expect(canSignCms(key)).toBe(true);
  const content = Buffer.from('Hồ sơ <thư>');
  const der = signCms(content, { key, cert });
  expect(der.includes(content)).toBe(true);
  // RFC 5652 §5.3: the last field of ContentInfo > [0] SignedData is signerInfos; of the one there, [0] signedAttrs stand fourth and the signature last.
  const children = (node: forge.asn1.Asn1) => node.value as forge.asn1.Asn1[];
  const signedData = children(children(asn1.fromDer(forge.util.createBuffer(der.toString('binary'))))[1]!)[0]!;
  const signer = children(children(signedData).at(-1)!)[0]!;
  const attributes = asn1.create(asn1.Class.UNIVERSAL, asn1.Type.SET, true, children(children(signer)[3]!));
  const octets = Buffer.from(asn1.toDer(attributes).getBytes(), 'binary');
  const signature = Buffer.from(children(signer).at(-1)!.value as string, 'binary');
  expect(verify('sha256', octets, new X509Certificate(cert).publicKey, signature)).toBe(true);
  const digest = await crypto.subtle.digest('SHA-256', content);
  expect(octets.includes(Buffer.from(digest))).toBe(true);
});
