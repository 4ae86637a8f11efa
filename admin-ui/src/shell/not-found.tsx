import { Button } from '@mantine/core';
import { IconMapPinOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useWording } from '../i18n/language.tsx';
import { EmptyState } from '../shared/empty-state.tsx';

export function NotFound() {
  const wording = useWording();
  return (
    <EmptyState icon={<IconMapPinOff size={24} />} title={wording.pageNotFound} help={wording.pageNotFoundHelp}>
      <Button component={Link} to="/" variant="light">
        {wording.toStart}
      </Button>
    </EmptyState>
  );
}
