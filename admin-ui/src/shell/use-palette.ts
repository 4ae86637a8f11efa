import { IconAdjustments, IconHistory, IconSitemap, IconUser } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { peopleQuery, unitsQuery } from '../api/queries.ts';
import type { WebSession } from '../api/session.ts';
import { useLanguage } from '../i18n/language.tsx';
import { postText } from '../people/post-text.ts';
import { settingsQuery } from '../settings/queries.ts';
import { actsFor } from './acts.ts';
import { isMeant } from './meant.ts';
import { isRecent, keepRecents, type Recent, readRecents, withRecent } from './recent.ts';
import { sectionsFor } from './sections.ts';

const shownMax = 6;

interface PaletteItem {
  readonly key: string;
  readonly name: string;
  readonly more?: string;
  readonly Icon: typeof IconUser;
  readonly go: () => void;
}

export interface PaletteGroup {
  readonly label: string;
  readonly items: readonly PaletteItem[];
}

/** What the letters mean: people as the server finds them, everything else at once. */
export function usePalette(session: WebSession, text: string, wanted: string) {
  const { wording, language } = useLanguage();
  const { search: words } = wording;
  const go = useGoing(session);
  const isAsked = wanted !== '';
  const people = useInfiniteQuery({ ...peopleQuery({ q: wanted }, shownMax), enabled: isAsked });
  const units = useQuery({ ...unitsQuery, enabled: isAsked });
  const settings = useQuery({ ...settingsQuery, enabled: isAsked && session.acts.includes('settings.read') });
  const foundSettings = (isAsked ? (settings.data?.data.sections ?? []) : [])
    .flatMap(({ items }) => items)
    .map(({ key, name }) => ({ id: key, label: name[language] }))
    .filter(({ id, label }) => isMeant(`${label} ${id}`, text));
  const first = (kind: Recent['kind']) => (one: { id: string }, other: { id: string }) =>
    Number(isRecent(go.recents, kind, other.id)) - Number(isRecent(go.recents, kind, one.id));
  const foundPeople = (isAsked ? (people.data?.pages[0]?.items ?? []) : []).map((person) => ({ ...person, id: String(person.id) }));
  const foundUnits = (isAsked ? (units.data ?? []) : [])
    .filter(({ name, address }) => isMeant(`${name} ${address ?? ''}`, text))
    .map((unit) => ({ ...unit, id: String(unit.id) }));
  const item = (recent: Recent, Icon: typeof IconUser, more = ''): PaletteItem => ({
    ...{ key: `${recent.kind}${recent.id}`, name: recent.label, Icon, go: () => go.to(recent) },
    ...(more === '' ? {} : { more }),
  });
  const acts = actsFor(session).map((act) => ({ ...act, label: words.acts[act.key] }));
  const pages = sectionsFor(session).map(({ to, label, Icon }) => ({ to, Icon, label: label(wording) }));
  const groups: readonly PaletteGroup[] = [
    { label: words.recent, items: text.trim() === '' ? go.recents.map((recent) => item(recent, IconHistory)) : [] },
    {
      label: words.people,
      items: foundPeople.toSorted(first('person')).map(({ id, name, posts: [post], address }) => {
        const held = post && `${postText(post, wording)}, ${post.unit}`;
        return item({ kind: 'person', id, label: name }, IconUser, [held, address].filter(Boolean).join(' · '));
      }),
    },
    {
      label: words.units,
      items: foundUnits
        .toSorted(first('unit'))
        .slice(0, shownMax)
        .map(({ id, name, kind, address }) =>
          item({ kind: 'unit', id, label: name }, IconSitemap, [wording.unitKinds[kind], address].filter(Boolean).join(' · ')),
        ),
    },
    {
      label: words.doing,
      items: acts.filter(({ label }) => isMeant(label, text)).map(({ key, label, Icon }) => item({ kind: 'act', id: key, label }, Icon)),
    },
    {
      label: words.pages,
      items: pages.filter(({ label }) => isMeant(label, text)).map(({ to, label, Icon }) => item({ kind: 'page', id: to, label }, Icon)),
    },
    {
      label: words.settings,
      items: foundSettings.slice(0, shownMax).map((found) => item({ kind: 'setting', ...found }, IconAdjustments, found.id)),
    },
  ].filter(({ items }) => items.length > 0);
  const failed = [people, units].find(({ error }) => isAsked && error);
  return {
    groups,
    isLooking: people.isFetching || units.isFetching,
    error: failed?.error?.message,
    lookAgain: () => void failed?.refetch(),
  };
}

/** Where something is, and that it was gone to. What one may no more is not offered again. */
function useGoing(session: WebSession) {
  const navigate = useNavigate();
  const { accountId } = session;
  const [kept, setKept] = useState(() => readRecents(accountId));
  const acts = actsFor(session);
  const pages = sectionsFor(session);
  const recents = kept.filter(
    ({ kind, id }) =>
      (kind !== 'setting' || session.acts.includes('settings.read')) &&
      (kind !== 'act' || acts.some(({ key }) => key === id)) &&
      (kind !== 'page' || pages.some(({ to }) => to === id)),
  );
  const to = (chosen: Recent) => {
    const next = withRecent(recents, chosen);
    setKept(next);
    keepRecents(accountId, next);
    const act = acts.find(({ key }) => chosen.kind === 'act' && key === chosen.id);
    if (chosen.kind === 'person') return void navigate({ to: '/people/$personId', params: { personId: chosen.id } });
    if (chosen.kind === 'unit') return void navigate({ to: '/units/$unitId', params: { unitId: chosen.id } });
    if (chosen.kind === 'setting') return void navigate({ to: '/settings', search: { q: chosen.id } });
    return void navigate({ to: act?.to ?? chosen.id, search: (act?.search ?? {}) as never });
  };
  return { recents, to };
}
