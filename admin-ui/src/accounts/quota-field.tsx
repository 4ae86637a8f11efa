import { NumberInput, Text } from '@mantine/core';
import type { Account } from '../api/api-contract.ts';
import { octetsText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { gigabyte } from './account-act.ts';

interface Props {
  readonly account: Account;
  readonly gigabytes: number;
  readonly onChange: (gigabytes: number) => void;
}

/** What a mailbox may hold, beside what it holds. */
export function QuotaField({ account: { usedOctets, quotaOctets }, gigabytes, onChange }: Props) {
  const { language, wording } = useLanguage();
  const { accounts: words } = wording;
  return (
    <>
      <NumberInput
        label={words.gigabytes}
        description={wording.people.used(octetsText(usedOctets, language), octetsText(quotaOctets, language))}
        min={0.1}
        max={1024}
        step={0.5}
        decimalScale={1}
        value={gigabytes}
        onChange={(value) => onChange(Number(value))}
      />
      {gigabytes * gigabyte < usedOctets && (
        <Text size="sm" c="red" role="status">
          {words.belowUsed}
        </Text>
      )}
    </>
  );
}

/** As people write it: one place after the point. */
export function gigabytesOf({ quotaOctets }: Pick<Account, 'quotaOctets'>): number {
  return Math.round((quotaOctets / gigabyte) * 10) / 10;
}
