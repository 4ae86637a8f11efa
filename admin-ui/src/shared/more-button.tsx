import { Button, Group } from '@mantine/core';
import { useWording } from '../i18n/language.tsx';

interface Props {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
}

/** The next page of a list, where there is one: takes what an infinite query gives. */
export function MoreButton({ hasNextPage, isFetchingNextPage, fetchNextPage }: Props) {
  const { more } = useWording();
  if (!hasNextPage) return null;
  return (
    <Group justify="center">
      <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {more}
      </Button>
    </Group>
  );
}
