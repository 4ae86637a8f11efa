import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import { IconSearch, IconSitemap, IconUser } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { peopleQuery, unitsQuery } from '../api/queries.ts';
import type { WebSession } from '../api/session.ts';
import { useWording } from '../i18n/language.tsx';
import { postText } from '../people/post-text.ts';
import { foldedText } from '../units/unit-forest.ts';
import { sectionsFor } from './sections.ts';

const shownMax = 6;

/** Ctrl K: anything by a few letters, from anywhere. */
export function CommandPalette({ session }: { readonly session: WebSession }) {
  const wording = useWording();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text.trim(), 120);
  const isAsked = wanted.length > 0;
  const people = useInfiniteQuery({ ...peopleQuery({ q: wanted }, shownMax), enabled: isAsked });
  const units = useQuery({ ...unitsQuery, enabled: isAsked });
  const words = foldedText(text).split(/\s+/).filter(Boolean);
  const isMeant = (label: string) => {
    const own = foldedText(label).split(/[\s@-]+/);
    return words.every((word) => own.some((one) => one.startsWith(word)));
  };
  const pages = sectionsFor(session).filter(({ label }) => isMeant(label(wording)));
  const foundPeople = isAsked ? (people.data?.pages[0]?.items ?? []) : [];
  const foundUnits = isAsked
    ? (units.data ?? []).filter(({ name, address }) => isMeant(`${name} ${address ?? ''}`)).slice(0, shownMax)
    : [];
  const nothing = pages.length + foundPeople.length + foundUnits.length === 0;
  return (
    <Spotlight.Root query={text} onQueryChange={setText} shortcut={['mod + K', '/']} scrollable maxHeight={460} clearQueryOnClose>
      <Spotlight.Search
        placeholder={wording.search.placeholder}
        aria-label={wording.search.placeholder}
        leftSection={<IconSearch size={18} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {nothing && <Spotlight.Empty>{people.isFetching ? wording.loading : wording.search.nothing}</Spotlight.Empty>}
        {foundPeople.length > 0 && (
          <Spotlight.ActionsGroup label={wording.search.people}>
            {foundPeople.map((person) => (
              <Spotlight.Action
                key={person.id}
                label={person.name}
                description={[person.posts[0] && `${postText(person.posts[0], wording)}, ${person.posts[0].unit}`, person.address]
                  .filter(Boolean)
                  .join(' · ')}
                leftSection={<IconUser size={18} aria-hidden />}
                onClick={() => void navigate({ to: '/people/$personId', params: { personId: String(person.id) } })}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {foundUnits.length > 0 && (
          <Spotlight.ActionsGroup label={wording.search.units}>
            {foundUnits.map((unit) => (
              <Spotlight.Action
                key={unit.id}
                label={unit.name}
                description={[wording.unitKinds[unit.kind], unit.address].filter(Boolean).join(' · ')}
                leftSection={<IconSitemap size={18} aria-hidden />}
                onClick={() => void navigate({ to: '/units/$unitId', params: { unitId: String(unit.id) } })}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {pages.length > 0 && (
          <Spotlight.ActionsGroup label={wording.search.pages}>
            {pages.map(({ to, label, Icon }) => (
              <Spotlight.Action
                key={to}
                label={label(wording)}
                leftSection={<Icon size={18} aria-hidden />}
                onClick={() => void navigate({ to })}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
      </Spotlight.ActionsList>
      <Spotlight.Footer>{wording.search.hint}</Spotlight.Footer>
    </Spotlight.Root>
  );
}
