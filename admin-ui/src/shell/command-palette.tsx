import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { WebSession } from '../api/session.ts';
import { useWording } from '../i18n/language.tsx';
import classes from './palette.module.css';
import { type PaletteGroup, usePalette } from './use-palette.ts';

/** Ctrl K: anybody, any unit, any act and any page by a few letters, from anywhere; what was gone to lately comes first. */
export function CommandPalette({ session }: { readonly session: WebSession }) {
  const { search: words, loading, retry } = useWording();
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text.trim(), 120);
  const isNarrow = useMediaQuery('(max-width: 40em)', false, { getInitialValueInEffect: false });
  const { groups, isLooking, error, lookAgain } = usePalette(session, text, wanted);
  return (
    <Spotlight.Root query={text} onQueryChange={setText} shortcut={['mod + K', '/']} clearQueryOnClose>
      <Spotlight.Search
        placeholder={words.placeholder}
        aria-label={words.placeholder}
        leftSection={<IconSearch size={18} aria-hidden />}
        maxLength={100}
      />
      <Spotlight.ActionsList mah={isNarrow ? 'calc(100dvh - 18rem)' : 'min(30rem, calc(100dvh - 18rem))'}>
        {groups.map((group) => (
          <Group key={group.label} group={group} />
        ))}
        {error !== undefined && (
          <Spotlight.ActionsGroup label={words.failed} className={classes.group}>
            <Spotlight.Action label={retry} description={error} closeSpotlightOnTrigger={false} onClick={lookAgain} />
          </Spotlight.ActionsGroup>
        )}
        {groups.length === 0 && error === undefined && (
          <Spotlight.Empty>{isLooking || wanted !== text.trim() ? loading : `${words.nothing}: ${text}`}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
      <Spotlight.Footer>{words.hint}</Spotlight.Footer>
    </Spotlight.Root>
  );
}

function Group({ group: { label, items } }: { readonly group: PaletteGroup }) {
  return (
    <Spotlight.ActionsGroup label={label} className={classes.group}>
      {items.map(({ key, name, more, Icon, go }) => (
        <Spotlight.Action
          key={key}
          label={name}
          {...(more === undefined ? {} : { description: more })}
          leftSection={<Icon size={18} aria-hidden />}
          onClick={go}
        />
      ))}
    </Spotlight.ActionsGroup>
  );
}
