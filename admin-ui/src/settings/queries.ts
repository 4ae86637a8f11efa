import { queryOptions } from '@tanstack/react-query';
import { askedWithTag, GET } from '../api/client.ts';

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => askedWithTag(GET('/api/v1/settings', { signal })),
  // What somebody is typing is about what they were shown; the tag says when it is no more.
  refetchOnWindowFocus: false,
});

export const settingShows = ['all', 'set', 'waiting'] as const;
export interface SettingsSearch {
  readonly q?: string;
  readonly show?: Exclude<(typeof settingShows)[number], 'all'>;
}
