import { Paper, Portal, Text, VisuallyHidden } from '@mantine/core';
import { IconArrowRight, IconBan } from '@tabler/icons-react';
import type { Ref } from 'react';
import { useWording } from '../i18n/language.tsx';
import classes from './unit-tree.module.css';
import type { UnitDrag } from './use-unit-drag.ts';

interface Props {
  readonly drag: UnitDrag | undefined;
  /** What became of the last one. */
  readonly said: string;
  readonly label: Ref<HTMLDivElement>;
}

/** Beside the pointer: what is moved, and where it would go or why it cannot; the same is said aloud. */
export function DragLabel({ drag, said, label }: Props) {
  const { moveUnit: words } = useWording();
  const text = drag === undefined ? said : textOf(drag, words);
  return (
    <>
      <VisuallyHidden role="status" aria-live="assertive">
        {text}
      </VisuallyHidden>
      <Portal>
        <Paper ref={label} withBorder shadow="md" px="sm" py={6} className={classes.flying} hidden={drag === undefined} aria-hidden>
          <Text size="sm" fw={600}>
            {drag?.moved.name}
          </Text>
          <Text size="xs" c={drag?.why === undefined ? 'dimmed' : 'red'} className={classes.flyingText}>
            {drag?.over && (drag.why === undefined ? <IconArrowRight size={14} /> : <IconBan size={14} />)}
            {text}
          </Text>
        </Paper>
      </Portal>
    </>
  );
}

function textOf({ moved, over, why }: UnitDrag, words: ReturnType<typeof useWording>['moveUnit']): string {
  if (over === undefined) return words.dragging(moved.name);
  return why === undefined ? words.under(over.name) : words.notThere[why](over.name);
}
