import type { Notice, SendNotices } from '#directory/org/mail-port.ts';
import { type Database, inTransaction } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { certificateText } from './certificate.ts';
import { claimEnding, type EndingCertificate, operatorsOf, type Told } from './warning-sql.ts';

interface Deps {
  readonly database: Database;
  readonly sendNotices: SendNotices;
}

/** Tells owners and operators of certificates that end in 30, 7 and 1 days (REQ-SIG-4): one mail each, whatever number of them. Answers how many certificates. */
export function warnOfExpiry({ database, sendNotices }: Deps, today: string): Promise<number> {
  return inTransaction(database, async (tx) => {
    const ending = await claimEnding(tx, today);
    if (ending.length === 0) return 0;
    const mails = new Map<AccountId, { to: Told; certificates: EndingCertificate[] }>();
    const operators = await operatorsOf(tx, today);
    for (const certificate of ending)
      for (const to of unique([...certificate.owners, ...operators])) {
        const mail = mails.get(to.accountId) ?? { to, certificates: [] };
        mail.certificates.push(certificate);
        mails.set(to.accountId, mail);
      }
    // Each account before its mailbox and in ascending order, as everybody locks them.
    const ordered = [...mails.values()].toSorted((one, other) => one.to.accountId - other.to.accountId);
    await sendNotices(
      tx,
      ordered.map(({ to, certificates }) => notice(to, certificates)),
    );
    return ending.length;
  });
}

/** An operator whose own certificate it is hears of it once. */
function unique(told: readonly Told[]): readonly Told[] {
  return [...new Map(told.map((one) => [one.accountId, one])).values()];
}

function notice({ accountId, address }: Told, certificates: readonly EndingCertificate[]): Notice {
  const nearest = Math.min(...certificates.map(({ daysLeft }) => daysLeft));
  const text = [
    'Chứng thư số sắp hết hạn. Hãy đề nghị cấp chứng thư mới: thư ký bằng chứng thư đã hết hạn không còn giá trị.',
    ...certificates.map((one) => `- ${certificateText(one)}, của ${one.address}: hết hạn ngày ${one.endsOn} (còn ${one.daysLeft} ngày)`),
    '',
    'Certificates are about to end. Apply for new ones: what is signed after that day is not valid.',
    ...certificates.map((one) => `- ${certificateText(one)}, of ${one.address}: ends on ${one.endsOn} (in ${one.daysLeft} days)`),
    '',
  ].join('\n');
  const count = certificates.length === 1 ? '' : ` (${certificates.length})`;
  return { accountId, address, subject: `Chứng thư số${count} hết hạn sau ${nearest} ngày`, text };
}
