import { Loader, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useWording } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { PageLink } from '../shared/links.tsx';
import { Section } from '../shared/section.tsx';
import type { DutyPeriod, Span } from './duty-period.ts';
import { mailboxDutiesQuery } from './queries.ts';
import { ShareCell } from './share-cell.tsx';

interface Props {
  readonly unitId: number;
  readonly span: Span;
  readonly period: DutyPeriod;
}

/** The mailboxes of one unit; a name leads to its days. */
export function MailboxDuties({ unitId, span, period }: Props) {
  const wording = useWording();
  const { duties: words } = wording;
  const { data, error, isPending, refetch } = useQuery(mailboxDutiesQuery(span, unitId));
  return (
    <Section title={words.mailboxes} lead={words.mailboxesLead}>
      {isPending && <Loader size="sm" aria-label={wording.loading} />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.noDays}
        </Text>
      )}
      {data && data.items.length > 0 && (
        <Table verticalSpacing="xs" highlightOnHover aria-label={words.mailboxes}>
          <Table.Tbody>
            {data.items.map(({ accountId, kind, name, address, required, met }) => (
              <Table.Tr key={accountId}>
                <Table.Th scope="row" fw={400}>
                  <PageLink to="/duties/$accountId" params={{ accountId: String(accountId) }} search={{ period }}>
                    {name}
                  </PageLink>
                  <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                    {kind === 'unit' ? `${words.kinds.unit} · ${address}` : address}
                  </Text>
                </Table.Th>
                <Table.Td w="40%">
                  <ShareCell count={{ required, met }} label={name} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Section>
  );
}
