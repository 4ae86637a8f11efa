import { Group, Stack, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCircleHalf2, IconMinus, IconX } from '@tabler/icons-react';
import type { AccountDuty } from '../api/api-contract.ts';
import { dayText } from '../i18n/formats.ts';
import { useWording } from '../i18n/language.tsx';
import type { Wording } from '../i18n/wording-vi.ts';
import classes from './duties.module.css';
import { type Span, weeksOf } from './duty-period.ts';
import { type DayMark, markOf } from './duty-share.ts';
import { partText } from './part-text.ts';

type Day = AccountDuty['days'][number];

/** Told by a sign and in words, never by colour alone. */
const signs = { met: IconCheck, partly: IconCircleHalf2, missed: IconX, 'not-counted': IconMinus } as const satisfies Record<
  DayMark,
  unknown
>;
const marks = ['met', 'partly', 'missed', 'not-counted'] as const;

/** A month as a calendar: each day says how it went; what happened in its parts is told where one points or steps. */
export function DayGrid({ days, span }: { readonly days: readonly Day[]; readonly span: Span }) {
  const wording = useWording();
  const { duties: words } = wording;
  const [year = '', month = ''] = span.from.split('-');
  const name = words.month(month, year);
  return (
    <Stack gap={6}>
      <Text size="sm" fw={600}>
        {name}
      </Text>
      <ol className={classes.days} aria-label={name}>
        {words.weekdays.map((weekday) => (
          <li key={weekday} className={classes.weekday} aria-hidden>
            {weekday}
          </li>
        ))}
        {weeksOf(span)
          .flat()
          .map((day, at) =>
            day === null ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: an empty place is its place
              <li key={at} aria-hidden />
            ) : (
              <DayCell key={day} day={day} duty={days.find((one) => one.day === day)} />
            ),
          )}
      </ol>
    </Stack>
  );
}

function DayCell({ day, duty }: { readonly day: string; readonly duty: Day | undefined }) {
  const wording = useWording();
  const { duties: words } = wording;
  const mark = markOf(duty);
  const Sign = signs[mark];
  const told = [`${dayText(day)}: ${words.marks[mark]}`, ...(duty === undefined ? [] : toldOf(duty, wording))];
  return (
    <Tooltip label={told.join('\n')} multiline style={{ whiteSpace: 'pre-line' }} events={{ hover: true, focus: true, touch: true }}>
      <li className={classes.day} data-mark={mark} aria-label={told.join('. ')} {...(duty === undefined ? {} : { tabIndex: 0 })}>
        <span aria-hidden>{Number(day.slice(8))}</span>
        <Sign size={16} aria-hidden />
      </li>
    </Tooltip>
  );
}

function toldOf({ parts, head }: Day, wording: Wording): readonly string[] {
  const { duties: words } = wording;
  const by = parts.map((part) => words.part(partText(part.part, wording), part.by.length === 0 ? words.nobody : part.by.join(', ')));
  return head === null ? by : [...by, head ? words.byHead : words.notByHead];
}

export function Legend() {
  const { duties: words } = useWording();
  return (
    <Group gap="md">
      {marks.map((mark) => {
        const Sign = signs[mark];
        return (
          <div key={mark} className={classes.legend}>
            <span className={`${classes.day} ${classes.swatch}`} data-mark={mark} aria-hidden>
              <Sign size={14} />
            </span>
            <Text size="xs">
              {words.marks[mark]}: {words.marksHelp[mark]}
            </Text>
          </div>
        );
      })}
    </Group>
  );
}
