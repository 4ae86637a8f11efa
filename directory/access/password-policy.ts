import { foldName, syllablesOf } from '#directory/naming/fold-name.ts';
import { type InBoth, type Refusal, refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { commonPasswords } from './common-passwords.ts';
import { credentialLimits as limits } from './limits.ts';

/** Whose password it is to be. */
export interface PasswordOwner {
  readonly displayName: string;
  /** Before the `@`, of every address. */
  readonly localParts: readonly string[];
  /** `YYYY-MM-DD` */
  readonly birthDate: string | null;
  readonly isAdministrator: boolean;
}

/** Whether a password may be chosen (REQ-ACC-8): length, no part of name or birth date, nothing that everybody tries first. */
export function checkPassword(password: string, owner: PasswordOwner): Result<void, Refusal> {
  const text = password.normalize('NFC');
  const charactersMin = owner.isAdministrator ? limits.administratorPasswordCharactersMin : limits.passwordCharactersMin;
  if ([...text].length < charactersMin) return turnedDown(tooShort(charactersMin));
  if (Buffer.byteLength(text) > limits.passwordOctetsMax) return turnedDown(tooLong);
  if (/\p{Cc}/u.test(text)) return turnedDown(noControls);
  const folded = foldName(text);
  if (isCommon(folded) || /^(.)\1*$/u.test(text)) return turnedDown(tooCommon);
  if (namePieces(owner).some((piece) => folded.includes(piece))) return turnedDown(hasName);
  if (birthDatePieces(owner.birthDate).some((piece) => digitsOf(text).includes(piece))) return turnedDown(hasBirthDate);
  return ok();
}

const turnedDown = (inBoth: InBoth) => refused(refusalInBoth('invalid', inBoth));
const tooShort = (charactersMin: number): InBoth => ({
  vi: `Mật khẩu phải có ít nhất ${charactersMin} ký tự`,
  en: `Password must have at least ${charactersMin} characters`,
});
const tooLong = {
  vi: `Mật khẩu dài nhất ${limits.passwordOctetsMax} octet`,
  en: `Password must have at most ${limits.passwordOctetsMax} octets`,
};
const noControls = { vi: 'Mật khẩu không được có ký tự điều khiển', en: 'Password must not contain control characters' };
const tooCommon = {
  vi: 'Mật khẩu này quá thông dụng, ai cũng đoán thử trước tiên',
  en: 'Password is one of those that everybody tries first',
};
const hasName = { vi: 'Mật khẩu không được chứa một phần của họ tên hay địa chỉ', en: 'Password must not contain a part of the name' };
const hasBirthDate = { vi: 'Mật khẩu không được chứa ngày sinh', en: 'Password must not contain a part of the birth date' };
const digitsOf = (text: string) => text.replace(/\D/g, '');

/** Common by itself, or with digits before or after it (`matkhau123`). */
function isCommon(folded: string): boolean {
  const bare = folded.replace(/^\d+|\d+$/g, '');
  return commonPasswords.has(folded) || commonPasswords.has(bare);
}

function namePieces(owner: PasswordOwner): string[] {
  const syllables = syllablesOf(owner.displayName).map(foldName);
  return [...syllables, ...owner.localParts.map(foldName)].filter((piece) => piece.length >= limits.namePartCharactersMin);
}

/** The year, and day and month with it in the orders people write them. */
function birthDatePieces(birthDate: string | null): string[] {
  const [year, month, day] = birthDate?.split('-') ?? [];
  if (year === undefined || month === undefined || day === undefined) return [];
  const short = year.slice(2);
  return [year, day + month + short, short + month + day];
}
