import { fetchProfile, type ProfileDeps, waitsForPhone } from '#directory/mail-setup/device-setup.ts';
import type { MailSetup } from '#directory/mail-setup/mail-setup.ts';
import type { PhoneDeps } from '#directory/portal/phone-routes.ts';
import { canSignCms, signCms } from '#io/tls/sign-cms.ts';
import { portOf } from './ports.ts';
import type { WorkerStart } from './worker-messages.ts';

interface Parts extends Pick<ProfileDeps, 'database' | 'key' | 'readCa'> {
  readonly start: Pick<WorkerStart, 'config' | 'province' | 'tls'>;
}

/** What people are told of this installation, and what phones fetch: profiles are signed as the server is known, by its certificate. */
export function mailSetupDeps({ start: { config, province, tls }, ...parts }: Parts): {
  readonly mailSetup: MailSetup;
  readonly phones: PhoneDeps['phones'];
} {
  const { hostname, portBase } = config;
  const https = portOf('https', portBase);
  const server = { hostname, imaps: portOf('imaps', portBase), submissions: portOf('submissions', portBase) };
  const isProfileSigned = canSignCms(tls.key);
  const sign = (profile: string) => (isProfileSigned ? signCms(Buffer.from(profile), tls) : Buffer.from(profile));
  const deps = { ...parts, server, provinceName: province.name, sign };
  return {
    mailSetup: { server, origin: `https://${hostname}${https === 443 ? '' : `:${https}`}`, readCa: parts.readCa, isProfileSigned },
    phones: { isWaiting: (id) => waitsForPhone(parts, id), fetchProfile: (asked) => fetchProfile(deps, asked) },
  };
}
