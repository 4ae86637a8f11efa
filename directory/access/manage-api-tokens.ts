import { recordAct } from '#directory/audit/audit-sql.ts';
import type { AccountId } from '#kernel/ids.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { bumpAccessGeneration } from './access-generation-sql.ts';
import { apiTokenMac, makeApiToken, showApiToken } from './api-token.ts';
import { countLiveApiTokens, insertApiToken, markApiTokenRevoked } from './api-token-sql.ts';
import { apiTokenLimits } from './limits.ts';
import { authorise } from './roles/authorise.ts';
import { type PermitDeps, permit } from './two-people/permit.ts';

interface OfAccount {
  /** null: at the server's own console. */
  readonly actorAccountId: AccountId | null;
  readonly account: { readonly id: AccountId; readonly address: string };
}

interface NewToken extends OfAccount {
  /** What the owner calls it: `Đồng bộ nhân sự`. */
  readonly label: string;
  readonly days: number;
  readonly now: Date;
}

/** Makes a token. `shown` exists only here: what is stored does not give it back. */
export async function createApiToken(
  deps: PermitDeps & { readonly key: Buffer },
  { actorAccountId, account, days, now, ...input }: NewToken,
): Promise<Result<{ readonly id: string; readonly shown: string; readonly expiresAt: Date }>> {
  const label = input.label.normalize('NFC').trim();
  if (label === '' || label.length > apiTokenLimits.labelCharactersMax) return refused(badLabel);
  if (!Number.isInteger(days) || days < 1 || days > apiTokenLimits.daysMax) return refused(badDays);
  const permitted = await permit(deps, {
    actorAccountId,
    act: 'token.make',
    target: { of: 'account', accountId: account.id },
    request: { label, days },
    shown: `Tạo khoá truy cập API của ${account.address}: ${label}`,
  });
  if (!permitted.ok) return permitted;
  if ((await countLiveApiTokens(deps.tx, account.id)) >= apiTokenLimits.liveMax) return refused(tooMany);
  const expiresAt = new Date(now.getTime() + days * 86_400_000);
  const made = await insertNew(deps, { accountId: account.id, label, expiresAt });
  const detail = { tokenId: made.id, label, expiresAt: expiresAt.toISOString(), ...permitted.value };
  await recordAct(deps.tx, { actorAccountId, act: 'account.create-token', target: account.address, detail });
  return ok({ ...made, expiresAt });
}

async function insertNew(
  { tx, key }: PermitDeps & { readonly key: Buffer },
  row: { readonly accountId: AccountId; readonly label: string; readonly expiresAt: Date },
): Promise<{ readonly id: string; readonly shown: string }> {
  // Ids are 40 random bits.
  for (let turn = 0; turn < 5; turn++) {
    const made = makeApiToken();
    if (await insertApiToken(tx, { ...row, id: made.id, mac: apiTokenMac(key, made) })) return { id: made.id, shown: showApiToken(made) };
  }
  throw new Error('five random ids of tokens were all taken');
}

/** Ends a token: the next request with it is refused, in every process. */
export async function revokeApiToken(
  { tx }: Pick<PermitDeps, 'tx'>,
  { actorAccountId, account, id }: OfAccount & { readonly id: string },
): Promise<Result<void>> {
  const target = { of: 'account', accountId: account.id } as const;
  const may = await authorise({ tx }, { actorAccountId, act: 'token.revoke', target });
  if (!may.ok) return may;
  const label = await markApiTokenRevoked(tx, id, account.id);
  if (label === undefined) return refused(unknownToken);
  const detail = { tokenId: id, label, ...may.value };
  await recordAct(tx, { actorAccountId, act: 'account.revoke-token', target: account.address, detail });
  await bumpAccessGeneration(tx);
  return ok();
}

const { labelCharactersMax, daysMax, liveMax } = apiTokenLimits;
const badLabel = refusalInBoth('invalid', {
  vi: `Khoá cần một tên gọi, nhiều nhất ${labelCharactersMax} ký tự`,
  en: `A token needs a label of at most ${labelCharactersMax} characters`,
});
const badDays = refusalInBoth('invalid', { vi: `Khoá dùng được từ 1 đến ${daysMax} ngày`, en: `A token holds for 1 to ${daysMax} days` });
const tooMany = refusalInBoth('limit', {
  vi: `Một tài khoản có nhiều nhất ${liveMax} khoá: hãy thu hồi bớt`,
  en: `An account has at most ${liveMax} tokens: revoke one first`,
});
const unknownToken = refusalInBoth('not-found', {
  vi: 'Tài khoản không có khoá nào như vậy đang dùng được',
  en: 'The account has no such token that could be used',
});
