import { Progress, Stack, Table, Text } from '@mantine/core';
import type { SystemStatus } from '../api/api-contract.ts';
import { numberText, octetsText, shareText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';

/** What mail takes of what it may, what is left of the disk, and who takes most. */
export function Space({ status: { storage } }: { readonly status: SystemStatus }) {
  const { wording, language } = useLanguage();
  const { dashboard: words } = wording;
  const octets = (value: number) => octetsText(value, language);
  const share = (part: number, whole: number) => shareText(part, whole, language);
  const { mailOctets, quotaOctets, freeOctets, diskOctets, nearlyFull, largest } = storage;
  const diskUsed = diskOctets - freeOctets;
  return (
    <Stack gap="sm">
      <Text fw={600} size="sm">
        {words.space}
      </Text>
      <Meter
        text={words.spaceUsed(octets(mailOctets), octets(quotaOctets), share(mailOctets, quotaOctets))}
        part={mailOctets}
        whole={quotaOctets}
      />
      <Meter
        text={words.diskUsed(octets(freeOctets), octets(diskOctets), share(diskUsed, diskOctets))}
        part={diskUsed}
        whole={diskOctets}
      />
      {nearlyFull > 0 && <Text size="sm">{words.nearlyFull(numberText(nearlyFull, language))}</Text>}
      {largest.length === 0 ? (
        <Text size="sm" c="dimmed">
          {words.largestNone}
        </Text>
      ) : (
        <Table verticalSpacing={4} aria-label={words.largest}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.largest}</Table.Th>
              <Table.Th ta="right">{words.used}</Table.Th>
              <Table.Th ta="right" visibleFrom="xs">
                {words.quota}
              </Table.Th>
              <Table.Th ta="right">{words.share}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {largest.map(({ accountId, address, ...one }) => (
              <Table.Tr key={accountId}>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{address}</Table.Td>
                <Table.Td ta="right">{octets(one.usedOctets)}</Table.Td>
                <Table.Td ta="right" visibleFrom="xs">
                  {octets(one.quotaOctets)}
                </Table.Td>
                <Table.Td ta="right">{share(one.usedOctets, one.quotaOctets)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  );
}

const fullFrom = 0.95;
const shortFrom = 0.85;

/** Said in words; the bar shows it once more. */
function Meter({ text, part, whole }: { readonly text: string; readonly part: number; readonly whole: number }) {
  const share = whole === 0 ? 0 : part / whole;
  return (
    <div>
      <Text size="sm" c="dimmed">
        {text}
      </Text>
      <Progress value={Math.min(100, 100 * share)} color={share > fullFrom ? 'red' : share > shortFrom ? 'yellow' : 'teal'} aria-hidden />
    </div>
  );
}
