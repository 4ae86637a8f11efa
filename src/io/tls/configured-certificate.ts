import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Clock } from '#kernel/clock.ts';

/** PEM files of an operator's own certificate. The certificate file holds the whole chain, the server's own first. */
export interface ConfiguredFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
}

// As config/schema.ts calls them: an error names the key to correct.
const certificateKey = 'tls.certificate';
const keyKey = 'tls.key';

/** Reads a configured pair; every error names the configuration key and the cause. */
export async function loadConfiguredCertificate(files: ConfiguredFiles, clock: Clock) {
  const certificatePem = await readPem(certificateKey, files.certificateFile);
  const privateKeyPem = await readPem(keyKey, files.keyFile);
  const certificate = parse(certificateKey, files.certificateFile, () => new X509Certificate(certificatePem));
  const key: KeyObject = parse(keyKey, files.keyFile, () => createPrivateKey(privateKeyPem));
  const at = `${certificateKey} (${files.certificateFile})`;
  if (!certificate.checkPrivateKey(key)) throw new Error(`${keyKey} (${files.keyFile}) is not the key of the certificate in ${at}`);
  if (certificate.validToDate <= clock.now()) throw new Error(`${at} expired on ${certificate.validToDate.toISOString()}`);
  if (certificate.validFromDate > clock.now()) throw new Error(`${at} is not valid before ${certificate.validFromDate.toISOString()}`);
  return { certificatePem, privateKeyPem };
}

async function readPem(configKey: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new Error(`${configKey}: ${file} cannot be read (${(cause as Error).message})`, { cause });
  }
}

function parse<T>(configKey: string, file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new Error(`${configKey}: ${file} does not hold what it should in PEM form (${(cause as Error).message})`, { cause });
  }
}
