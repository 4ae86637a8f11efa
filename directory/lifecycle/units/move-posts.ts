import { type Draft, heirOf, type UnitKey, unitOf } from './draft.ts';
import type { StatePost } from './org-state.ts';
import type { PostMove } from './unit-deeds.ts';

/**
 * Posts of units that end go on in the heirs. A unit has one head: where one comes and nobody is, that is the head; else heads that come
 * are deputies until somebody is appointed.
 */
export function movePosts(draft: Draft): { readonly moves: readonly PostMove[]; readonly headless: readonly string[] } {
  const accounts = new Map(draft.state.people.map(({ personId, accountId }) => [personId, accountId]));
  const moving = draft.state.posts.flatMap((post) => {
    if (draft.units.get(post.unitId)?.ending == null) return [];
    const to = heirOf(draft, post.unitId, accounts.get(post.personId));
    return to === null ? [] : [{ post, to }];
  });
  const arriving = Map.groupBy(
    moving.filter(({ post }) => post.kind === 'head'),
    ({ to }) => to,
  );
  const headed = new Set<UnitKey>(draft.state.posts.filter(({ kind }) => kind === 'head').map(({ unitId }) => unitId));
  const headsFor = (to: UnitKey) => new Set(arriving.get(to)?.map(({ post }) => post.id)).size;
  const staysHead = (to: UnitKey) => !headed.has(to) && headsFor(to) === 1;
  const moves = moving.map(
    ({ post, to }) => ({ ...told(post), to, kind: post.kind === 'head' && !staysHead(to) ? 'deputy' : post.kind }) as const,
  );
  const headless = [...arriving.keys()].filter((to) => !headed.has(to) && !staysHead(to)).map((to) => unitOf(draft, to).name);
  return { moves, headless };
}

function told({ appointmentId, id, unitId, kind, title, holder }: StatePost) {
  return { appointmentId, postId: id, from: unitId, was: kind, title, holder };
}
