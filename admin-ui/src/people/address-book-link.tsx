import { Anchor, Group, Text } from '@mantine/core';
import { IconAddressBook } from '@tabler/icons-react';
import { useWording } from '../i18n/language.tsx';

interface Props {
  /** Only of this unit; `below`: and of those beneath it. */
  readonly unit?: number | undefined;
  readonly below?: boolean | undefined;
}

/** Units and people in service as a file that mail programs import. */
export function AddressBookLink({ unit, below = false }: Props) {
  const { people: words } = useWording();
  const query = unit === undefined ? '' : `unit=${unit}${below ? '&below=true' : ''}&`;
  return (
    <Group gap="xs">
      <Anchor href={`/api/v1/address-book.vcf?${query}version=4`} download size="sm">
        <Group gap={6} component="span">
          <IconAddressBook size={16} aria-hidden />
          {words.addressBook}
        </Group>
      </Anchor>
      <Anchor href={`/api/v1/address-book.vcf?${query}version=3`} download size="sm">
        {words.forOutlook}
      </Anchor>
      <Text size="sm" c="dimmed">
        {words.addressBookHelp}
      </Text>
    </Group>
  );
}
