import { Badge, Button, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { PlanPreview } from '../api/api-contract.ts';
import { useWording } from '../i18n/language.tsx';
import { PlanProblems, PlanSentences } from '../plans/plan-problems.tsx';

interface Values {
  readonly name: string;
  readonly above: string | null;
}
/** As much of what a plan for units does as the picture shows. */
interface Deeds {
  readonly created?: readonly (Values & { readonly address: { readonly localPart: string; readonly domain: string } })[];
  readonly changed?: readonly (Values & { readonly unitId: number; readonly was: Values })[];
  readonly ended?: readonly {
    readonly unitId: number;
    readonly name: string;
    readonly how: string;
    readonly heirs: readonly { readonly name: string }[];
  }[];
  readonly posts?: readonly unknown[];
  readonly addresses?: readonly {
    readonly name: string;
    readonly from: string;
    readonly to: { readonly localPart: string; readonly domain: string };
  }[];
}

const shownAtOnce = 50;

/** What becomes of units, and every address that changes, old beside new. */
export function UnitPlanPicture({ preview }: { readonly preview: PlanPreview }) {
  const { reorganise: words } = useWording();
  const deeds = (preview.deeds ?? {}) as Deeds;
  const posts = deeds.posts?.length ?? 0;
  return (
    <Stack>
      <PlanProblems problems={preview.problems} />
      <UnitRows deeds={deeds} />
      {posts > 0 && <Text size="sm">{words.moved(posts)}</Text>}
      <AddressRows addresses={deeds.addresses ?? []} />
      <PlanSentences summary={preview.summary} />
    </Stack>
  );
}

function UnitRows({ deeds: { created = [], changed = [], ended = [] } }: { readonly deeds: Deeds }) {
  const { reorganise: words } = useWording();
  if (created.length + changed.length + ended.length === 0) return null;
  const said = ({ name, above }: Values) => (above === null ? name : `${name} (${above})`);
  return (
    <Table verticalSpacing="xs" aria-label={words.units}>
      <Table.Tbody>
        {created.map((unit) => (
          <Table.Tr key={`new ${unit.name}`}>
            <Table.Td>
              <Badge color="teal" variant="light">
                {words.created}
              </Badge>
            </Table.Td>
            <Table.Td>
              {said(unit)}, {unit.address.localPart}@{unit.address.domain}
            </Table.Td>
          </Table.Tr>
        ))}
        {changed.map((unit) => (
          <Table.Tr key={unit.unitId}>
            <Table.Td>
              <Text size="sm" td="line-through">
                {said(unit.was)}
              </Text>
            </Table.Td>
            <Table.Td>
              {words.becomes} {said(unit)}
            </Table.Td>
          </Table.Tr>
        ))}
        {ended.map((unit) => (
          <Table.Tr key={unit.unitId}>
            <Table.Td>
              <Badge color="red" variant="light">
                {words.ended[unit.how] ?? unit.how}
              </Badge>
            </Table.Td>
            <Table.Td>
              {unit.name}
              {unit.heirs.length > 0 && `, ${words.heirs(unit.heirs.map(({ name }) => name).join(', '))}`}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function AddressRows({ addresses }: { readonly addresses: NonNullable<Deeds['addresses']> }) {
  const wording = useWording();
  const [shown, setShown] = useState(shownAtOnce);
  if (addresses.length === 0) return null;
  const title = wording.reorganise.newAddresses(addresses.length);
  return (
    <Stack gap="xs">
      <Text fw={600}>{title}</Text>
      <Table verticalSpacing={4} aria-label={title}>
        <Table.Tbody>
          {addresses.slice(0, shown).map(({ name, from, to }) => (
            <Table.Tr key={from}>
              <Table.Td>{name}</Table.Td>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                {from} → {to.localPart}@{to.domain}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {addresses.length > shown && (
        <Button variant="default" onClick={() => setShown(shown + shownAtOnce)}>
          {wording.more}
        </Button>
      )}
    </Stack>
  );
}
