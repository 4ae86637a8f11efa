import { Alert, Anchor, Loader, Modal, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { OwnPasskeys } from '../api/api-contract.ts';
import { asked, GET } from '../api/client.ts';
import { sessionQuery } from '../api/session.ts';
import { useWording } from '../i18n/language.tsx';
import { isByNumber, passkeysWork } from '../session/passkey.ts';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { AddPasskey } from './add-passkey.tsx';
import { PasskeyList } from './passkey-list.tsx';
import { RecoveryCodes } from './set-up-factor.tsx';

const queryKey = ['me', 'passkeys'];

/** Keys of one's own devices, that sign in without password and code. */
export function Passkeys() {
  const wording = useWording();
  const { passkeys: words } = wording;
  const queries = useQueryClient();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const list = useQuery({ queryKey, queryFn: ({ signal }) => asked(GET('/api/v1/me/passkeys', { signal })) });
  const look = () => {
    void queries.invalidateQueries({ queryKey: ['me'] });
    void queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  const added = (recoveryCodes: readonly string[] | null) => {
    setCodes(recoveryCodes);
    look();
  };
  if (list.isPending) return <Loader size="sm" aria-label={wording.loading} />;
  if (list.error) return <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <Stack gap="sm">
      <PasskeyList passkeys={list.data} onChanged={look} />
      {passkeysWork() && list.data.here !== null ? <Adding passkeys={list.data} onAdded={added} /> : <NotHere hosts={list.data.hosts} />}
      <Modal
        opened={codes !== null}
        onClose={() => setCodes(null)}
        title={words.title}
        closeOnClickOutside={false}
        closeOnEscape={false}
        withCloseButton={false}
      >
        <RecoveryCodes codes={codes ?? []} onKept={() => setCodes(null)} />
      </Modal>
    </Stack>
  );
}

function Adding({
  passkeys: { items, max },
  onAdded,
}: {
  readonly passkeys: OwnPasskeys;
  readonly onAdded: (codes: readonly string[] | null) => void;
}) {
  const { passkeys: words } = useWording();
  if (items.length < max) return <AddPasskey taken={items.map(({ name }) => name)} onAdded={onAdded} />;
  return (
    <Text size="sm" c="dimmed">
      {words.tooMany(max)}
    </Text>
  );
}

/** Why none is added here, and where one is: the browser cannot, or the page has no name. */
function NotHere({ hosts: [name = ''] }: Pick<OwnPasskeys, 'hosts'>) {
  const { passkeys: words } = useWording();
  const { port, pathname, hostname } = window.location;
  const isAddress = isByNumber() || hostname !== name;
  const byName = `https://${name}${port === '' ? '' : `:${port}`}${pathname}`;
  return (
    <Alert color="gray" variant="light" icon={<IconInfoCircle aria-hidden />}>
      <Text size="sm">
        {window.PublicKeyCredential === undefined && !isAddress ? words.noBrowser : words.byName}{' '}
        {isAddress && (
          <Anchor href={byName} size="sm" underline="always" style={{ overflowWrap: 'anywhere' }}>
            {byName}
          </Anchor>
        )}
      </Text>
    </Alert>
  );
}
