import { Group, Loader, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Delegation } from '../api/api-contract.ts';
import { momentDayText } from '../i18n/formats.ts';
import { useWording } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { PersonLink, UnitLink } from '../shared/links.tsx';
import list from '../shared/list.module.css';
import { Section } from '../shared/section.tsx';
import { delegationsQuery, heldDelegationsQuery } from './queries.ts';

/** Who else uses the mailbox. */
export function AccountDelegations({ accountId }: { readonly accountId: number }) {
  const { accounts: words } = useWording();
  const query = useQuery(delegationsQuery(accountId));
  return (
    <Listed title={words.delegations} none={words.noDelegations} query={query}>
      {query.data?.items.map((grant) => (
        <Grant key={grant.id} grant={grant}>
          {grant.kind === 'head' ? words.headOf(grant.to) : grant.to}
        </Grant>
      ))}
    </Listed>
  );
}

/** What its owner may do with mailboxes of others. */
export function HeldDelegations({ accountId }: { readonly accountId: number }) {
  const { accounts: words } = useWording();
  const query = useQuery(heldDelegationsQuery(accountId));
  return (
    <Listed title={words.heldDelegations} none={words.noHeldDelegations} query={query}>
      {query.data?.items.map((grant) => (
        <Grant key={grant.id} grant={grant} through={grant.kind === 'head' ? words.asHead : undefined}>
          {grant.personId !== null && <PersonLink id={grant.personId}>{grant.name}</PersonLink>}
          {grant.unitId !== null && <UnitLink id={grant.unitId}>{grant.name}</UnitLink>}
          <span>{grant.address}</span>
        </Grant>
      ))}
    </Listed>
  );
}

interface ListedProps {
  readonly title: string;
  readonly none: string;
  readonly query: {
    readonly data?: { readonly items: readonly unknown[] } | undefined;
    readonly error: unknown;
    readonly isPending: boolean;
    refetch(): unknown;
  };
  readonly children: ReactNode;
}

function Listed({ title, none, query: { data, error, isPending, refetch }, children }: ListedProps) {
  const { loading } = useWording();
  return (
    <Section title={title}>
      {isPending && <Loader size="sm" aria-label={loading} />}
      {error != null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      )}
      {data && data.items.length > 0 && <ul className={list.list}>{children}</ul>}
    </Section>
  );
}

interface GrantProps {
  readonly grant: Pick<Delegation, 'rights' | 'mailbox' | 'validFrom' | 'validTo' | 'grantedBy'>;
  readonly through?: string | undefined;
  readonly children: ReactNode;
}

function Grant({ grant: { rights, mailbox, validFrom, validTo, grantedBy }, through, children }: GrantProps) {
  const wording = useWording();
  const { accounts: words } = wording;
  const told = [
    rights.map((right) => words.rights[right]).join(', '),
    mailbox === null ? null : words.folder(mailbox),
    `${wording.from} ${momentDayText(validFrom)}${validTo === null ? '' : ` ${wording.until} ${momentDayText(validTo)}`}`,
    through ?? (grantedBy === null ? null : words.grantedBy(grantedBy)),
  ];
  return (
    <li className={list.item}>
      <div>
        <Group gap="xs" fz="sm">
          {children}
        </Group>
        <Text size="xs" c="dimmed">
          {told.filter(Boolean).join(' · ')}
        </Text>
      </div>
    </li>
  );
}
