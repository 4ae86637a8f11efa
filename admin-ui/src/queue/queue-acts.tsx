import { ActionIcon, Button, Checkbox, Group, Menu, Text } from '@mantine/core';
import { IconDots, IconPlayerPause, IconPlayerPlay, IconRefresh, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { QueuedMessage } from '../api/api-contract.ts';
import { numberText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { Question } from '../shared/question.tsx';
import { type QueueAct, useQueueAct } from './use-queue-act.ts';
import { actsFor } from './why.ts';

const icons = { retry: IconRefresh, hold: IconPlayerPause, release: IconPlayerPlay, cancel: IconX } as const;

interface Props {
  readonly message: QueuedMessage;
  /** On a page of its own: buttons in place of a menu. */
  readonly asButtons?: boolean;
}

/** What may be done with a message that has not gone yet. */
export function QueueActs({ message, asButtons = false }: Props) {
  const { wording } = useLanguage();
  const { queue: words } = wording;
  const [isAsking, ask] = useState(false);
  const doing = useQueueAct(message.id, () => ask(false));
  const acts = actsFor(message);
  const begin = (act: QueueAct) => {
    doing.reset();
    if (act === 'cancel') ask(true);
    else doing.mutate({ act });
  };
  if (acts.length === 0 && asButtons) {
    return (
      <Text size="sm" c="dimmed">
        {words.nothingToDo}
      </Text>
    );
  }
  return (
    <>
      {asButtons && (
        <Group gap="xs">
          {acts.map((act) => (
            <ActButton key={act} act={act} isBusy={doing.isPending} onClick={() => begin(act)} />
          ))}
        </Group>
      )}
      {!asButtons && acts.length > 0 && (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size="lg" loading={doing.isPending} aria-label={words.actsOn(message.id)}>
              <IconDots size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {acts.map((act) => (
              <ActItem key={act} act={act} onClick={() => begin(act)} />
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {isAsking && <CancelQuestion message={message} doing={doing} onNo={() => ask(false)} />}
    </>
  );
}

interface ActProps {
  readonly act: QueueAct;
  readonly onClick: () => void;
}

function ActItem({ act, onClick }: ActProps) {
  const { wording } = useLanguage();
  const Icon = icons[act];
  return (
    <Menu.Item leftSection={<Icon size={16} aria-hidden />} onClick={onClick} {...(act === 'cancel' ? { color: 'red' } : {})}>
      {wording.queue[act]}
    </Menu.Item>
  );
}

function ActButton({ act, onClick, isBusy }: ActProps & { readonly isBusy: boolean }) {
  const { wording } = useLanguage();
  const Icon = icons[act];
  const looks = act === 'cancel' ? { variant: 'subtle', color: 'red' } : { variant: 'default' };
  return (
    <Button size="sm" leftSection={<Icon size={16} aria-hidden />} disabled={isBusy} onClick={onClick} {...looks}>
      {wording.queue[act]}
    </Button>
  );
}

interface CancelProps {
  readonly message: QueuedMessage;
  readonly doing: ReturnType<typeof useQueueAct>;
  readonly onNo: () => void;
}

function CancelQuestion({ message: { id, counts, envelopeFrom }, doing, onNo }: CancelProps) {
  const { wording, language } = useLanguage();
  const { queue: words } = wording;
  const [quiet, setQuiet] = useState(false);
  return (
    <Question
      isAsked
      title={words.cancelTitle(id)}
      text={words.cancelText(numberText(counts.waiting + counts.held, language))}
      answer={words.cancel}
      color="red"
      isBusy={doing.isPending}
      error={doing.error}
      onYes={() => doing.mutate({ act: 'cancel', quiet })}
      onNo={onNo}
    >
      {envelopeFrom !== '' && (
        <Checkbox label={words.quiet} checked={quiet} onChange={({ currentTarget }) => setQuiet(currentTarget.checked)} />
      )}
    </Question>
  );
}
