import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { sessionQuery } from '../api/session.ts';
import { useWording } from '../i18n/language.tsx';
import { MoveUnit } from './move-unit.tsx';
import { unitChanges } from './unit-change.ts';

/** What may become of a unit, for who may plan it. */
export function UnitMenu({ id }: { readonly id: number }) {
  const { reorganise: words, moveUnit } = useWording();
  const { data: session } = useQuery(sessionQuery);
  const navigate = useNavigate();
  const [isMoving, setMoving] = useState(false);
  if (!session?.acts.includes('plan.make')) return null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button rightSection={<IconChevronDown size={16} aria-hidden />}>{words.menu}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {unitChanges.map((act) => (
            <Menu.Item
              key={act}
              onClick={() => (act === 'move' ? setMoving(true) : void navigate({ to: '/reorganise', search: { unit: id, act } }))}
              {...(act === 'dissolve' || act === 'merge' ? { color: 'red' } : {})}
            >
              {act === 'move' ? moveUnit.menu : words.acts[act]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {isMoving && <MoveUnit id={id} onClose={() => setMoving(false)} />}
    </>
  );
}
