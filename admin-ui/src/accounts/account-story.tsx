import { SimpleGrid } from '@mantine/core';
import type { PersonInFull } from '../api/api-contract.ts';
import { AccountCertificates } from '../certificates/account-certificates.tsx';
import type { CertificateOwner } from '../certificates/certificate-owner.ts';
import { AccountDelegations, HeldDelegations } from './account-delegations.tsx';
import { AccountDevices } from './account-devices.tsx';
import { AccountStorage } from './account-storage.tsx';

interface Props {
  readonly owner: CertificateOwner;
  readonly acts: PersonInFull['acts'];
  readonly isPersonal: boolean;
}

/** What a mailbox is used by and by whom: each part for who may see it, as the server said. */
export function AccountStory({ owner, acts, isPersonal }: Props) {
  const { accountId } = owner;
  const may = (act: PersonInFull['acts'][number]) => acts.includes(act);
  return (
    // Beside the tree there is half the room.
    <SimpleGrid cols={isPersonal ? { base: 1, lg: 2 } : { base: 1, xl: 2 }} style={{ alignItems: 'start' }}>
      {may('account.read') && <AccountStorage accountId={accountId} maySet={may('account.set-quota')} />}
      {may('device.read') && <AccountDevices accountId={accountId} />}
      {(may('account.read') || may('delegation.end')) && <AccountDelegations accountId={accountId} />}
      {isPersonal && may('account.read') && <HeldDelegations accountId={accountId} />}
      {may('certificate.read') && <AccountCertificates owner={owner} mayAdd={may('certificate.manage')} />}
    </SimpleGrid>
  );
}
