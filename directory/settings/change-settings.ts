import { type PermitDeps, permit } from '#directory/access/two-people/permit.ts';
import { recordAct } from '#directory/audit/audit-sql.ts';
import type { AccountId } from '#kernel/ids.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { type AskedChange, checkChanges, type SettingDifference, type SettingsRefusal } from './check-changes.ts';
import { isWritable, readSettingsFile, unwritable, writeSettingsFile } from './settings-file.ts';
import { lockSettings } from './settings-lock-sql.ts';
import type { SettingsPlace } from './settings-place.ts';

interface ToChange {
  readonly actorAccountId: AccountId;
  readonly place: SettingsPlace;
  readonly asked: AskedChange;
  /** Why, for the audit. */
  readonly reason: string | undefined;
  /** Whether the file is as it was when it was read. */
  readonly isAsRead: (text: string | null) => Result<void, SettingsRefusal>;
  readonly now: Date;
}

/** Writes the file, and keeps the one before it. What was changed stands in the audit; it counts from the next start on. */
export async function changeSettings(
  deps: PermitDeps,
  { actorAccountId, place, asked, reason, isAsRead, now }: ToChange,
): Promise<Result<readonly SettingDifference[], SettingsRefusal>> {
  const { tx } = deps;
  await lockSettings(tx);
  const read = await readSettingsFile(place.file);
  if (!read.ok) return read;
  const asRead = isAsRead(read.value);
  if (!asRead.ok) return asRead;
  const checked = await checkChanges(place, read.value, asked);
  if (!checked.ok) return checked;
  if (!(await isWritable(place.file))) return refused(unwritable);
  const { differences, text } = checked.value;
  // Secrets are none of the differences.
  const values = (which: 'before' | 'after') => Object.fromEntries(differences.map((one) => [one.key, one[which]]));
  const changes = differences.map(({ key, before, after }) => `${key}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`).join('; ');
  // After all is known that it comes to: the second person agrees to these values and to no others.
  const permitted = await permit(deps, {
    ...{ actorAccountId, act: 'settings.change', target: { of: 'system' } },
    request: { ...asked, after: values('after') },
    shown: `Đổi cài đặt / change settings: ${changes}`,
  });
  if (!permitted.ok) return permitted;
  await recordAct(tx, {
    ...{ actorAccountId, act: 'settings.change', target: differences.map(({ key }) => key).join(', ') },
    detail: { ...(reason === undefined ? {} : { reason }), ...('restore' in asked ? { restored: asked.restore } : {}), ...permitted.value },
    ...{ before: values('before'), after: values('after') },
  });
  // The last thing that may fail: what cannot be written is not recorded either.
  const written = await writeSettingsFile(place.file, { text, former: read.value, now });
  return written.ok ? ok(differences) : written;
}
