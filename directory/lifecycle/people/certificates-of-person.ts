import { certificateText, type KnownCertificate, stateNames } from '#directory/certificates/certificate.ts';
import { fateOf, isInUse, type ServiceChange } from '#directory/certificates/rules.ts';
import type { PersonId } from '#kernel/ids.ts';
import type { PersonDeeds, PersonNotes } from './person-deeds.ts';
import { type PersonDraft, remark } from './person-draft.ts';

/**
 * What the event changes that certificates rest on (REQ-ACC-4). Which certificates there are is looked at when it is carried out: those
 * entered after the plan was made are to be revoked like those before it (decision 0022). personId: null where the plan is yet to make them.
 */
export function serviceChange(deeds: PersonDeeds, personId: PersonId | null): ServiceChange {
  const { standing, renames, address, ends, begins } = deeds;
  const goesOn = new Set(begins.map(({ postId }) => postId).filter((id) => id !== null));
  return {
    left: standing === 'left' ? personId : null,
    renamed: renames === null ? null : personId,
    newAddress: address === null ? null : personId,
    endedPosts: ends.filter((end) => end.personId !== personId || !goesOn.has(end.postId)),
    heads: headsOf(deeds, personId),
  };
}

/** Units that another heads than before; who acted as head and now is head had the certificate already. */
function headsOf({ ends, begins }: PersonDeeds, personId: PersonId | null): ServiceChange['heads'] {
  const ended = ends.filter(({ kind }) => kind === 'head');
  const begun = begins.filter(({ kind }) => kind === 'head');
  const isSame = (unitId: number) => ended.some((end) => end.unitId === unitId && end.personId === personId);
  const coming = begun.filter(({ unitId }) => !isSame(unitId)).map(({ unitId }) => ({ unitId, to: personId }));
  const leaving = ended.filter(({ unitId }) => !begun.some((one) => one.unitId === unitId)).map(({ unitId }) => ({ unitId, to: null }));
  return [...coming, ...leaving];
}

/** What becomes of each, as far as they are known today. */
export function notedCertificates({ state }: PersonDraft, deeds: PersonDeeds): PersonNotes['certificates'] {
  const change = serviceChange(deeds, deeds.person.personId);
  return state.certificates.flatMap((certificate) => {
    const fate = fateOf(certificate, change);
    if (fate === null) return [];
    const { id, serial, address, unitId } = certificate;
    const isOwn =
      certificate.accountId === deeds.person.accountId || (unitId !== null && deeds.begins.some((one) => one.unitId === unitId));
    return [{ id, called: certificateText(certificate), serial, address, becomes: fate.state, cause: fate.cause, isOwn }];
  });
}

/** What people should think of: a post in which somebody signs, and a certificate that goes on while nobody uses it. */
export function remarkCertificates(draft: PersonDraft, deeds: PersonDeeds): void {
  const { certificates } = draft.state;
  const own = certificates.filter((one) => one.accountId === deeds.person.accountId && isInUse(one));
  if (deeds.standing === 'suspended' && own.length > 0) remarkIdle(draft, own);
  const change = serviceChange(deeds, deeds.person.personId);
  if (own.some((one) => fateOf(one, change) === null)) return;
  const held = new Set((draft.subject?.posts ?? []).map(({ postId }) => postId));
  for (const { kind, title, unit, postId } of deeds.begins)
    if ((kind === 'head' || kind === 'clerk') && !(postId !== null && held.has(postId)))
      remark(
        draft,
        `${title}, ${unit}: cần cấp chứng thư số, chưa có chứng thư nào còn hiệu lực`,
        `${title}, ${unit}: a certificate has to be issued, as none is valid`,
      );
}

function remarkIdle(draft: PersonDraft, certificates: readonly KnownCertificate[]): void {
  const list = certificates.map(certificateText).join('; ');
  remark(
    draft,
    `Chứng thư số vẫn còn hiệu lực trong thời gian tạm dừng, có thể đề nghị nơi cấp tạm dừng: ${list}`,
    `Certificates stay valid meanwhile; the authority may be asked to suspend them: ${list}`,
  );
}

/** A line each. */
export function certificateLines(certificates: PersonNotes['certificates']) {
  return certificates.map(({ called, address, becomes }) => ({
    vi: `Chứng thư số ${stateNames[becomes].vi}: ${called} <${address}>`,
    en: `Certificate ${stateNames[becomes].en}: ${called} <${address}>`,
  }));
}
