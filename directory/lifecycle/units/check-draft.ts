import { unitDepthMax } from '#directory/naming/limits.ts';
import type { InBoth } from '#kernel/refusal.ts';
import { childrenOf, type Draft, type DraftUnit, hasChanged, heirOf, profileOf, type UnitKey } from './draft.ts';
import type { StatePost } from './org-state.ts';

/** What the changes together must not leave behind: units under nothing, people in no unit, dates that cross. */
export function checkDraft(draft: Draft): void {
  const note = (what: string, text: InBoth) => draft.problems.push({ what, ...text });
  const { oldAddresses } = draft.request;
  if (oldAddresses !== 'forever' && oldAddresses < draft.effectiveOn)
    note('dates-cross', {
      vi: `Địa chỉ cũ nhận thư đến ${oldAddresses}, trước cả ngày có hiệu lực ${draft.effectiveOn}`,
      en: `Old addresses receive until ${oldAddresses}, which is before the changes take effect on ${draft.effectiveOn}`,
    });
  const posts = Map.groupBy(draft.state.posts, ({ unitId }): UnitKey => unitId);
  for (const unit of draft.units.values()) {
    if (unit.ending !== null) checkEnded(draft, unit, posts.get(unit.key) ?? [], note);
    else checkLiving(draft, unit, note);
  }
  checkIdentifiers(draft, note);
}

function checkIdentifierDates(draft: Draft, { name, before }: DraftUnit, note: Note): void {
  for (const { value, validFrom } of before?.identifiers ?? [])
    if (validFrom > draft.effectiveOn)
      note('dates-cross', {
        vi: `“${name}” có mã định danh ${value} từ ${validFrom}, sau ngày ${draft.effectiveOn}`,
        en: `“${name}” has the identifier ${value} only from ${validFrom}, after ${draft.effectiveOn}`,
      });
}

/** One unit at a time has an identifier (REQ-DIR-14); those of units that end are free from that day on. */
function checkIdentifiers(draft: Draft, note: Note): void {
  const holders = new Map<string, DraftUnit>();
  for (const unit of draft.units.values()) {
    if (unit.ending !== null) continue;
    const given = new Set(unit.identifiers.map(({ scheme }) => scheme));
    const kept = unit.before?.identifiers.filter(({ scheme }) => !given.has(scheme)) ?? [];
    for (const { value } of [...kept, ...unit.identifiers]) {
      const holder = holders.get(value);
      holders.set(value, unit);
      if (holder !== undefined)
        note('identifier-taken', {
          vi: `Mã định danh ${value} vừa cho “${holder.name}” vừa cho “${unit.name}”`,
          en: `The identifier ${value} would be that of “${holder.name}” and of “${unit.name}”`,
        });
    }
  }
}

type Note = (what: string, text: InBoth) => void;

function checkLiving(draft: Draft, unit: DraftUnit, note: Note): void {
  const { name, before } = unit;
  if (before !== null && (hasChanged(unit) || unit.identifiers.length > 0) && before.versionFrom > draft.effectiveOn)
    note('dates-cross', {
      vi: `“${name}” như hiện nay chỉ có từ ${before.versionFrom}, sau ngày ${draft.effectiveOn}`,
      en: `“${name}” is what it is only since ${before.versionFrom}, after ${draft.effectiveOn}`,
    });
  if (unit.identifiers.length > 0) checkIdentifierDates(draft, unit, note);
  if (depthOf(draft, unit) > unitDepthMax)
    note('too-deep', { vi: `“${name}” nằm sâu quá ${unitDepthMax} cấp`, en: `“${name}” would stand more than ${unitDepthMax} deep` });
  if (profileOf(draft, unit) === undefined)
    note('no-profile', { vi: `Không có quy tắc đặt tên cho “${name}”`, en: `No naming profile holds for “${name}”` });
}

function checkEnded(draft: Draft, unit: DraftUnit, posts: readonly StatePost[], note: Note): void {
  const { name, before } = unit;
  const left = childrenOf(draft, unit.key);
  if (left.length > 0)
    note('units-left', {
      vi: `“${name}” kết thúc mà còn ${left.length} đơn vị bên dưới: ${left.map((one) => one.name).join(', ')}`,
      en: `“${name}” ends with ${left.length} units still below it: ${left.map((one) => one.name).join(', ')}`,
    });
  if (before === null) return;
  checkIdentifierDates(draft, unit, note);
  if (before.validFrom >= draft.effectiveOn)
    note('dates-cross', {
      vi: `“${name}” có từ ${before.validFrom}, nên sớm nhất là ngày sau đó mới kết thúc được`,
      en: `“${name}” exists since ${before.validFrom}: it can end on the day after at the earliest`,
    });
  checkPosts(draft, unit, posts, note);
}

function checkPosts(draft: Draft, unit: DraftUnit, posts: readonly StatePost[], note: Note): void {
  if (posts.length > 0 && heirOf(draft, unit.key) === null)
    note('people-left', {
      vi: `“${unit.name}” kết thúc mà còn ${posts.length} vị trí có người giữ; hãy nói đơn vị nào tiếp nhận (heir)`,
      en: `“${unit.name}” ends with ${posts.length} posts that people hold; say which unit takes them over (heir)`,
    });
  for (const post of posts)
    if (post.heldFrom >= draft.effectiveOn)
      note('dates-cross', {
        vi: `${post.holder} giữ vị trí ${post.title} từ ${post.heldFrom}, khi “${unit.name}” đã kết thúc (${draft.effectiveOn})`,
        en: `${post.holder} holds the post ${post.title} from ${post.heldFrom}, when “${unit.name}” has ended (${draft.effectiveOn})`,
      });
}

function depthOf(draft: Draft, unit: DraftUnit): number {
  let depth = 0;
  for (let at: DraftUnit | undefined = unit; at !== undefined && depth <= unitDepthMax; depth += 1)
    at = at.parent === null ? undefined : draft.units.get(at.parent);
  return depth;
}
