import { authorise } from '#directory/access/roles/authorise.ts';
import { recordAct } from '#directory/audit/audit-sql.ts';
import type { AccountId, CertificateId, PostId, UnitId } from '#kernel/ids.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { addressesOf, heldPosts, insertCertificate, lockOwner } from './certificate-sql.ts';
import { type ReadCertificate, readCertificate } from './read-certificate.ts';

interface CertificateToAdd {
  readonly account: { readonly id: AccountId; readonly address: string };
  /** PEM or DER, as it was given. */
  readonly file: Buffer;
  /** The post it was issued for. */
  readonly post: { readonly unitId: UnitId; readonly title: string } | null;
  /** null: at the server's own console. */
  readonly actorAccountId: AccountId | null;
  readonly reason: string | null;
  readonly now: Date;
}

export interface AddedCertificate extends Omit<ReadCertificate, 'der'> {
  readonly id: CertificateId;
}

/** Enters a certificate as one of the account's. It is written down, not believed: who issued it is for whoever verifies mail by it. */
export async function addCertificate(tx: Tx, input: CertificateToAdd): Promise<Result<AddedCertificate>> {
  const { account, actorAccountId, reason, now } = input;
  const target = { of: 'account', accountId: account.id } as const;
  const may = await authorise({ tx }, { actorAccountId, act: 'certificate.manage', target });
  if (!may.ok) return may;
  const owner = await lockOwner(tx, account.id);
  if (owner === undefined || owner.isClosed) return refused(closed);
  if (owner.hasLeft) return refused(gone);
  const read = readCertificate(input.file);
  if (!read.ok) return read;
  const fits = await checkFit(tx, read.value, input);
  if (!fits.ok) return fits;
  const post = await postOf(tx, input);
  if (!post.ok) return post;
  const id = await insertCertificate(tx, { ...read.value, accountId: account.id, postId: post.value, reason, by: actorAccountId });
  if (id === undefined) return refused(duplicate);
  const { der: _octets, ...said } = read.value;
  const { serial, issuer, subject, notAfter, addresses } = said;
  await recordAct(tx, {
    ...{ actorAccountId, act: 'certificate.add', target: account.address, accountId: account.id },
    detail: { certificateId: id, serial, issuer, subject, addresses, notAfter, postId: post.value, reason, at: vietnamDate(now) },
  });
  return ok({ id, ...said });
}

/** Neither over, nor somebody else's by its own word unless somebody answers for that. */
async function checkFit(
  tx: Tx,
  { notAfter, addresses }: ReadCertificate,
  { account, reason, now }: CertificateToAdd,
): Promise<Result<void>> {
  if (notAfter <= now) {
    const day = vietnamDate(notAfter);
    return refused(refusalInBoth('invalid', { vi: `Chứng thư đã hết hạn ngày ${day}`, en: `The certificate ended on ${day}` }));
  }
  const own = await addressesOf(tx, account.id);
  if (reason !== null || addresses.some((address) => own.has(address))) return ok();
  const said = addresses.length === 0 ? { vi: 'không ghi địa chỉ nào', en: 'names no address' } : both(addresses.join(', '));
  return refused(
    refusalInBoth('conflict', {
      vi: `Chứng thư không phải của ${account.address}: ${said.vi}. Nếu vẫn đúng là của tài khoản này, hãy nêu lý do`,
      en: `The certificate is not of ${account.address}: ${said.en}. If it is that account's all the same, say why`,
    }),
  );
}

const both = (text: string) => ({ vi: `ghi ${text}`, en: `it names ${text}` });

async function postOf(tx: Tx, { account, post, now }: CertificateToAdd): Promise<Result<PostId | null>> {
  if (post === null) return ok(null);
  const [held] = await heldPosts(tx, { accountId: account.id, ...post, on: vietnamDate(now) });
  if (held !== undefined) return ok(held);
  const { title } = post;
  return refused(
    refusalInBoth('invalid', {
      vi: `${account.address} không giữ chức vụ “${title}” ở đơn vị ấy`,
      en: `${account.address} holds no post “${title}” in that unit`,
    }),
  );
}

const closed = refusalInBoth('conflict', { vi: 'Tài khoản đã đóng', en: 'The account is closed' });
const gone = refusalInBoth('conflict', {
  vi: 'Người này đã thôi công tác: không ghi nhận chứng thư mới',
  en: 'The person has left service: no certificate is entered any more',
});
const duplicate = refusalInBoth('already-exists', {
  vi: 'Chứng thư này, hay một chứng thư cùng số của cùng nơi cấp, đã được ghi nhận',
  en: 'This certificate, or another of that number by the same authority, is entered already',
});
