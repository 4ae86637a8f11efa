import { Alert, Button, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Refused, Unreachable } from '../api/client.ts';
import { useWording } from '../i18n/language.tsx';

interface Props {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
}

/** Why something could not be shown or done, what to do about it, and the id by which the log knows it. */
export function ErrorNotice({ error, onRetry }: Props) {
  const wording = useWording();
  const isUnreachable = error instanceof Unreachable;
  const detail = isUnreachable ? wording.noServer : error instanceof Error ? error.message : wording.somethingWrong;
  const items = error instanceof Refused ? (error.problem.problems ?? []) : [];
  const id = error instanceof Refused && error.problem.status >= 500 ? error.problem.instance : '';
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} role="alert">
      <Text size="sm">{detail}</Text>
      {items.map((item) => (
        <Text size="sm" key={`${item.what}${item.at ?? ''}${item.detail}`}>
          {item.detail}
        </Text>
      ))}
      {id !== '' && (
        <Text size="xs" c="dimmed" mt={4}>
          {wording.errorId(id)}
        </Text>
      )}
      {onRetry && (
        <Button size="xs" variant="light" color="red" mt="xs" onClick={onRetry}>
          {wording.retry}
        </Button>
      )}
    </Alert>
  );
}
