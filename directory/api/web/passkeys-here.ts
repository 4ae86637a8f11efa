import { type RelyingParty, relyingPartyOf } from '#directory/access/web-session/passkeys/relying-party.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { ApiContext, ApiDeps } from '../api-env.ts';
import { type ApiRefusal, apiRefusal } from '../problem.ts';

/** Whom passkeys are for at the host that this request was sent to; refused at an IP address, and at names that are not ours. */
export function passkeysHere(context: ApiContext, { web }: Pick<ApiDeps, 'web'>): Result<RelyingParty, ApiRefusal> {
  const party = relyingPartyOf(web.hosts, context.req.header('host'));
  return party === null ? refused(notHere(web.hosts.names[0]!)) : ok(party);
}

const notHere = (name: string) =>
  apiRefusal(
    'invalid',
    {
      vi: `Khoá đăng nhập chỉ dùng được khi mở trang này bằng tên máy chủ (${name}), không dùng được bằng địa chỉ IP`,
      en: `Passkeys work where this page is opened by the server’s name (${name}), not by an IP address`,
    },
    { type: 'no-passkeys-here' },
  );
