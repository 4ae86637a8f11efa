import { Button, Loader, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWording } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { Section } from '../shared/section.tsx';
import { AddCertificate } from './add-certificate.tsx';
import { CertificateList } from './certificate-list.tsx';
import type { CertificateOwner } from './certificate-owner.ts';
import { accountCertificatesQuery } from './queries.ts';

interface Props {
  readonly owner: CertificateOwner;
  /** Whether whoever looks keeps the register. */
  readonly mayAdd: boolean;
}

/** The certificates of one person or unit, on their page. */
export function AccountCertificates({ owner, mayAdd }: Props) {
  const wording = useWording();
  const { certificates: words } = wording;
  const { data, error, isPending, refetch } = useQuery(accountCertificatesQuery(owner.accountId));
  const [isAdding, setAdding] = useState(false);
  return (
    <Section
      title={words.title}
      aside={
        mayAdd && (
          <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setAdding(true)}>
            {words.add}
          </Button>
        )
      }
    >
      {isPending && <Loader size="sm" aria-label={wording.loading} />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.none}
        </Text>
      )}
      {data && data.items.length > 0 && <CertificateList certificates={data.items} />}
      {isAdding && <AddCertificate owner={owner} onClose={() => setAdding(false)} />}
    </Section>
  );
}
