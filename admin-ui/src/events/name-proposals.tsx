import { Radio, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { PersonInFull, ProposedNames } from '../api/api-contract.ts';
import { asked, GET } from '../api/client.ts';
import { unitsQuery } from '../api/queries.ts';
import { useLanguage } from '../i18n/language.tsx';
import type { EventFields } from './event.ts';
import { nameToPropose, ruleOf } from './proposed-name.ts';

/** More are seldom read: the best come first. */
const offeredMax = 6;

interface Props {
  readonly fields: EventFields;
  /** undefined: somebody new. */
  readonly person: PersonInFull | undefined;
  readonly onChange: (change: Pick<EventFields, 'address'>) => void;
}

/** What the mailbox would be called; where somebody has that name, what else it could be, the best first, and how each was made. */
export function NameProposals({ fields, person, onChange }: Props) {
  const { language, wording } = useLanguage();
  const { events: words } = wording;
  const { data: units } = useQuery(unitsQuery);
  const unit = units?.find(({ id }) => id === fields.unitId)?.address ?? undefined;
  const [toName] = useDebouncedValue(nameToPropose(fields, person), 300);
  const { data, error } = useQuery({ ...proposalsQuery(toName, unit), enabled: toName !== undefined && unit !== undefined });
  if (toName === undefined || unit === undefined) return null;
  if (error) return <Text size="sm">{error.message}</Text>;
  if (!data) return null;
  const rule = ruleOf(data, person);
  if (rule.is === 'stays') return <Text size="sm">{words.nameStays(rule.address)}</Text>;
  if (rule.is === 'free') return <Text size="sm">{words.nameByRule(rule.address)}</Text>;
  const [best] = data.free;
  return (
    <Stack gap={6}>
      {data.taken.slice(0, offeredMax).map(({ address, owner }) => (
        <Text key={address} size="sm">
          {words.nameTaken(address, owner)}
        </Text>
      ))}
      <Radio.Group
        label={words.proposals}
        value={fields.address === '' ? (best?.localPart ?? '') : fields.address}
        onChange={(address) => onChange({ address })}
      >
        <Stack gap={6} mt={6}>
          {data.free.slice(0, offeredMax).map(({ address, localPart, explained }) => (
            <Radio key={address} value={localPart} label={address} description={explained[language]} />
          ))}
        </Stack>
      </Radio.Group>
    </Stack>
  );
}

function proposalsQuery(toName: ReturnType<typeof nameToPropose>, unit: string | undefined) {
  return {
    queryKey: ['names', toName, unit],
    queryFn: ({ signal }: { signal: AbortSignal }): Promise<ProposedNames> => {
      const { name = '', born, givenFirst = false } = toName ?? {};
      const query = { name, unit: unit ?? '', givenFirst: givenFirst ? ('true' as const) : ('false' as const), ...(born ? { born } : {}) };
      return asked(GET('/api/v1/names/people', { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    retry: false,
  };
}
