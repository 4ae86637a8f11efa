import { type SigningKey, signingKey } from '#directory/audit/signing-key.ts';
import { type DataDir, loadSecret } from './data-dir.ts';

/** The key that signs the audit's roots: made at first use, never in the database, and so out of reach of who owns that. */
export async function loadAuditKey(dataDir: DataDir): Promise<SigningKey> {
  return signingKey(await loadSecret(dataDir, 'audit-signing.key'));
}
