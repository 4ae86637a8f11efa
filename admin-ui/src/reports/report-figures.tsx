import { Paper, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ReportFigures as Figures } from '../api/api-contract.ts';
import { numberText, octetsText, shareText as share } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { ReportCharts } from './report-charts.tsx';

/** The figures of a report at a glance, then unit by unit. */
export function ReportFigures({ figures }: { readonly figures: Figures }) {
  const { wording, language } = useLanguage();
  const { reports: words } = wording;
  const { total, requests, outages } = figures;
  const count = (value: number) => numberText(value, language);
  const { accounts, mail, duties, fill } = total;
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 3 }}>
        <Figure title={words.accounts} value={count(accounts.inService)}>
          {words.inService} · {count(accounts.locked)} {words.locked} · {count(accounts.suspended)} {words.suspended} ·{' '}
          {count(accounts.left)} {words.left}
          <br />
          {count(accounts.units)} {words.unitMailboxes} · {count(accounts.made)} {words.made} · {count(accounts.ended)} {words.ended}
        </Figure>
        <Figure title={words.received} value={count(mail.received)}>
          {words.outside(count(mail.receivedOutside))} · {words.signed(count(mail.receivedSigned))} ·{' '}
          {octetsText(mail.receivedOctets, language)}
        </Figure>
        <Figure title={words.sent} value={count(mail.sent)}>
          {words.outside(count(mail.sentOutside))} · {words.signed(count(mail.sentSigned))} · {octetsText(mail.sentOctets, language)}
        </Figure>
        <Figure title={words.stopped} value={count(mail.stopped)} />
        {duties && (
          <Figure title={words.duties} value={share(duties.mailboxMet, duties.mailboxRequired, language)}>
            {words.dutyMailbox}: {days(duties.mailboxMet, duties.mailboxRequired)} · {words.dutyHead}:{' '}
            {days(duties.headMet, duties.headRequired)} · {words.dutyPeople}: {days(duties.peopleMet, duties.peopleRequired)}
          </Figure>
        )}
        {fill && (
          <Figure title={words.storage} value={octetsText(fill.usedOctets, language)}>
            {share(fill.usedOctets, fill.quotaOctets, language)}
          </Figure>
        )}
        <Figure title={words.requests} value={count(requests.answered)}>
          {words.requestsLine(count(requests.answered), count(requests.inTime), count(requests.withTerm))}
          {requests.medianWorkingDays !== null && ` · ${words.medianDays(count(requests.medianWorkingDays))}`}
        </Figure>
        <Figure title={words.outages} value={count(outages.list.length)}>
          {words.outagesLine(count(outages.list.length), count(Math.round(outages.workingMinutes / 6) / 10))}
        </Figure>
      </SimpleGrid>
      <ReportCharts figures={figures} />
      <UnitRows figures={figures} />
    </Stack>
  );

  function days(met: number, required: number): string {
    return words.dutyDays(count(met), count(required), share(met, required, language));
  }
}

function Figure({ title, value, children }: { readonly title: string; readonly value: string; readonly children?: ReactNode }) {
  return (
    <Paper withBorder p="md">
      <Text size="sm" c="dimmed">
        {title}
      </Text>
      <Text fz={26} fw={650} lh={1.3}>
        {value}
      </Text>
      <Text size="xs" c="dimmed" component="div">
        {children}
      </Text>
    </Paper>
  );
}

const levelsShown = 1;

/** The units directly below; a workbook has all. */
function UnitRows({ figures }: { readonly figures: Figures }) {
  const { wording, language } = useLanguage();
  const { reports: words } = wording;
  const rows = figures.units.filter(({ level }) => level <= levelsShown);
  if (rows.length < 2) return null;
  return (
    <Table.ScrollContainer minWidth={620}>
      <Table verticalSpacing="xs" stickyHeader aria-label={words.byUnit}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.byUnit}</Table.Th>
            <Table.Th ta="right">{words.accounts}</Table.Th>
            <Table.Th ta="right">{words.received}</Table.Th>
            <Table.Th ta="right">{words.sent}</Table.Th>
            <Table.Th ta="right">{words.duties}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ id, name, level, all }) => (
            <Table.Tr key={id}>
              <Table.Td pl={level === 0 ? 'sm' : 'xl'} fw={level === 0 ? 600 : undefined}>
                {name}
              </Table.Td>
              <Table.Td ta="right">{numberText(all.accounts.inService, language)}</Table.Td>
              <Table.Td ta="right">{numberText(all.mail.received, language)}</Table.Td>
              <Table.Td ta="right">{numberText(all.mail.sent, language)}</Table.Td>
              <Table.Td ta="right">{all.duties ? share(all.duties.mailboxMet, all.duties.mailboxRequired, language) : '–'}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
