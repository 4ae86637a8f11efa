import { ActionIcon, CopyButton, Group, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useWording } from '../i18n/language.tsx';

/** A mail address with a button that copies it. */
export function Address({ address }: { readonly address: string }) {
  const wording = useWording();
  return (
    <Group gap={4} wrap="nowrap" component="span" display="inline-flex">
      <Text span size="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
        {address}
      </Text>
      <CopyButton value={address}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? wording.copied : wording.people.copyAddress}>
            <ActionIcon variant="subtle" color="gray" size="sm" onClick={copy} aria-label={`${wording.people.copyAddress} ${address}`}>
              {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  );
}
