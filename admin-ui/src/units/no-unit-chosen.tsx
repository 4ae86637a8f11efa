import { IconSitemap } from '@tabler/icons-react';
import { useWording } from '../i18n/language.tsx';
import { EmptyState } from '../shared/empty-state.tsx';

export function NoUnitChosen() {
  const { units } = useWording();
  return <EmptyState icon={<IconSitemap size={24} />} title={units.title} help={units.choose} />;
}
