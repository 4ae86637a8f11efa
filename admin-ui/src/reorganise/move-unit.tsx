import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { unitsQuery } from '../api/queries.ts';
import { useWording } from '../i18n/language.tsx';
import { unitsById, whyNoDrop } from '../units/drop-rules.ts';
import { UnitSelect } from '../units/unit-select.tsx';

/** What dragging does in the tree, for the keyboard and the finger: only units that it may go to are to choose from. */
export function MoveUnit({ id, onClose }: { readonly id: number; readonly onClose: () => void }) {
  const wording = useWording();
  const { moveUnit: words } = wording;
  const { data: units = [] } = useQuery(unitsQuery);
  const [under, setUnder] = useState<number>();
  const navigate = useNavigate();
  const among = useMemo(() => {
    const byId = unitsById(units);
    return units.filter((unit) => whyNoDrop(byId, id, unit.id) === undefined);
  }, [units, id]);
  const name = units.find((unit) => unit.id === id)?.name ?? `#${id}`;
  return (
    <Modal opened onClose={onClose} title={words.title(name)} centered closeButtonProps={{ 'aria-label': wording.close }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (under !== undefined) void navigate({ to: '/reorganise', search: { unit: id, act: 'move', under } });
        }}
      >
        <Stack>
          <Text size="sm">{words.lead}</Text>
          <UnitSelect label={words.above} required data-autofocus among={among} value={under} onChange={setUnder} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {wording.cancel}
            </Button>
            <Button type="submit" disabled={under === undefined}>
              {words.look}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
