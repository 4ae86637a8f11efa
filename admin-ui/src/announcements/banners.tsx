import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWording } from '../i18n/language.tsx';
import { Banner } from './banner.tsx';
import { currentQuery, publicQuery } from './current-queries.ts';
import { putAway, readPutAway, stillShown } from './put-away.ts';

/** What the operator tells whoever is signed in. Nothing of it is there while it is not known. */
export function Banners() {
  const { announcements: words } = useWording();
  const { data } = useQuery(currentQuery);
  const [away, setAway] = useState(readPutAway);
  const items = stillShown(data?.items ?? [], away);
  if (items.length === 0) return null;
  return (
    <Stack gap="xs" mb="md" component="section" aria-label={words.region}>
      {items.map((one) => (
        <Banner key={one.id} announcement={one} {...(one.kind === 'urgent' ? {} : { onPutAway: () => setAway(putAway(one)) })} />
      ))}
    </Stack>
  );
}

/** What everybody is told before signing in: maintenance, which may be why they cannot. */
export function PublicBanners() {
  const { data } = useQuery(publicQuery);
  return data?.items.map((one) => <Banner key={one.id} announcement={one} />) ?? null;
}
