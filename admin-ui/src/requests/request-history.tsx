import { Button, Collapse, List, Text, Timeline } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { RequestInFull, Unit } from '../api/api-contract.ts';
import { unitsQuery } from '../api/queries.ts';
import { momentText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import type { Wording } from '../i18n/wording-vi.ts';
import type { RequestLine } from './line-fields.ts';
import { askedText, todayInVietnam, whoText } from './request-text.ts';

type Step = RequestInFull['history'][number];

/** Every step, the latest first: when, by whom, for which unit, whether in time, and why. */
export function RequestHistory({ steps }: { readonly steps: readonly Step[] }) {
  const { wording } = useLanguage();
  return (
    <Timeline bulletSize={14} lineWidth={2} active={0}>
      {steps.toReversed().map((step) => (
        <Timeline.Item key={step.version} title={wording.requestSteps[step.step] ?? step.step}>
          <StepText step={step} />
        </Timeline.Item>
      ))}
    </Timeline>
  );
}

export function StepText({ step }: { readonly step: Step }) {
  const { wording, language } = useLanguage();
  const { requests: words } = wording;
  const isLate = step.dueOn !== null && todayInVietnam(new Date(step.at)) > step.dueOn;
  const said = [
    momentText(step.at, language),
    step.by ?? words.console,
    step.asUnit && words.forUnit(step.asUnit),
    step.toUnit && step.toUnit !== step.asUnit && words.toUnit(step.toUnit),
    step.dueOn === null ? null : isLate ? words.wasLate : words.inTime,
  ];
  return (
    <>
      <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {said.filter(Boolean).join(' · ')}
      </Text>
      {step.reason !== null && (
        <Text size="sm">
          {words.reason}: {step.reason}
        </Text>
      )}
      <Changes changes={step.changes as readonly Change[]} />
    </>
  );
}

/** Of a correction; a carrying out tells other things, which stand with the lines. */
interface Change {
  readonly line: number;
  readonly before?: RequestLine | null;
  readonly after?: RequestLine | null;
}

function Changes({ changes }: { readonly changes: readonly Change[] }) {
  const { wording } = useLanguage();
  const { data: units = [] } = useQuery(unitsQuery);
  const [isOpen, { toggle }] = useDisclosure(false);
  const told = changes.filter(({ before, after }) => before !== undefined && after !== undefined);
  if (told.length === 0) return null;
  return (
    <>
      <Button size="compact-xs" variant="subtle" onClick={toggle} aria-expanded={isOpen}>
        {isOpen ? wording.requests.hideChanges : `${wording.requests.showChanges} (${told.length})`}
      </Button>
      <Collapse expanded={isOpen}>
        <List size="sm">
          {told.map((change) => (
            <List.Item key={change.line}>{changeText(change, units, wording)}</List.Item>
          ))}
        </List>
      </Collapse>
    </>
  );
}

function changeText({ line, before = null, after = null }: Change, units: readonly Unit[], wording: Wording): string {
  const { requests: words, lineEvents } = wording;
  const text = (one: RequestLine) => [`${lineEvents[one.do]}: ${whoText(one)}`, askedText(one, units, wording)].filter(Boolean).join(' · ');
  const start = words.changedLine(line);
  if (before === null) return `${start}, ${words.added}: ${after === null ? '' : text(after)}`;
  return after === null ? `${start}, ${words.removed}: ${text(before)}` : `${start}, ${words.changed}: ${text(before)} → ${text(after)}`;
}
