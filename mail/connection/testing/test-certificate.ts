import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';

interface TestCertificate {
  readonly key: string;
  readonly cert: string;
}

let made: TestCertificate | null = null;

/** A self-signed certificate for localhost, made once per process. */
export function testCertificate(): TestCertificate {
  made ??= makeCertificate('localhost');
  return made;
}

export function makeCertificate(commonName: string): TestCertificate {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(pair.publicKey);
  certificate.serialNumber = '01';
  certificate.validity.notBefore = new Date(Date.now() - 86_400_000);
  certificate.validity.notAfter = new Date(Date.now() + 86_400_000);
  const name = [{ name: 'commonName', value: commonName }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.sign(forge.pki.privateKeyFromPem(pair.privateKey), forge.md.sha256.create());
  return { key: pair.privateKey, cert: forge.pki.certificateToPem(certificate) };
}
