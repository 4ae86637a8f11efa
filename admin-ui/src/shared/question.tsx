import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWording } from '../i18n/language.tsx';
import { NotProved } from '../session/step-up.tsx';
import { ErrorNotice } from './error-notice.tsx';

interface Props {
  readonly isAsked: boolean;
  readonly title: string;
  readonly text: string;
  /** What the button that does it says: the act itself, never "OK". */
  readonly answer: string;
  readonly color?: string;
  readonly isBusy: boolean;
  readonly error: unknown;
  /** false: what the act has to be told is not told yet. */
  readonly isReady?: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
  /** What the act has to be told: a reason, say. */
  readonly children?: ReactNode;
}

/** Asked before what cannot be taken back. */
export function Question({ isAsked, title, text, answer, color = 'son', isBusy, error, isReady = true, onYes, onNo, children }: Props) {
  const wording = useWording();
  return (
    <Modal opened={isAsked} onClose={onNo} title={title} centered closeButtonProps={{ 'aria-label': wording.close }}>
      <Stack>
        <Text size="sm">{text}</Text>
        {children}
        {error != null && !(error instanceof NotProved) && <ErrorNotice error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onNo}>
            {wording.cancel}
          </Button>
          <Button color={color} loading={isBusy} disabled={!isReady} onClick={onYes}>
            {answer}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
