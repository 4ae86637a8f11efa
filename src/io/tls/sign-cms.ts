import { constants, createPrivateKey, privateEncrypt } from 'node:crypto';
import forge from 'node-forge';

const { asn1, md, pkcs7, pki, util } = forge;
const oids = pki.oids as Readonly<Record<string, string>>;
// RFC 8017 §9.2, note 1: what stands before a SHA-256 digest that is signed.
const sha256Prefix = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** Whether a key can sign: node-forge lays out RSA alone. */
export function canSignCms(keyPem: string): boolean {
  return createPrivateKey(keyPem).asymmetricKeyType === 'rsa';
}

/** Signed data with the content in it (RFC 5652 §5), by the first certificate of the chain, with all of them beside: DER. */
export function signCms(content: Buffer, { key: keyPem, cert }: { readonly key: string; readonly cert: string }): Buffer {
  const chain = cert.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const [own] = chain;
  if (own === undefined) throw new Error('there is no certificate to sign with');
  const signed = pkcs7.createSignedData();
  signed.content = util.createBuffer(content.toString('binary'));
  for (const one of chain) signed.addCertificate(one);
  const signer = {
    key: opensslKey(keyPem),
    certificate: pki.certificateFromPem(own),
    digestAlgorithm: oids.sha256!,
    authenticatedAttributes: [
      { type: oids.contentType!, value: oids.data! },
      { type: oids.messageDigest! },
      // The types say text; the library takes a date, as its documentation does.
      { type: oids.signingTime!, value: new Date() as unknown as string },
    ],
  };
  signed.addSigner(signer as unknown as Parameters<typeof signed.addSigner>[0]);
  signed.sign();
  return Buffer.from(asn1.toDer(signed.toAsn1()).getBytes(), 'binary');
}

/** A key as node-forge asks for it, that OpenSSL signs with: the library's own arithmetic takes fifty times as long. */
function opensslKey(keyPem: string) {
  const key = createPrivateKey(keyPem);
  return {
    sign(digest: ReturnType<typeof md.sha256.create>): string {
      const hash = Buffer.from(digest.digest().getBytes(), 'binary');
      if (digest.algorithm !== 'sha256') throw new Error('only SHA-256 is signed');
      return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, Buffer.concat([sha256Prefix, hash])).toString('binary');
    },
  };
}
