import { Badge, Button, Group, Loader, Paper, Select, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Calendar } from '../api/api-contract.ts';
import { asked, POST } from '../api/client.ts';
import { calendarQuery } from '../api/queries.ts';
import { sessionQuery } from '../api/session.ts';
import { dayText } from '../i18n/formats.ts';
import { useLanguage, useWording } from '../i18n/language.tsx';
import { useWithProof } from '../session/step-up.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import classes from '../shared/list.module.css';
import { Page } from '../shared/page.tsx';
import { Question } from '../shared/question.tsx';
import { SetDay } from './set-day.tsx';

const yearsAround = 3;

/** Days of a year that are not as their weekday is. */
export function CalendarPage() {
  const wording = useWording();
  const { calendar: words } = wording;
  const thisYear = new Date().getFullYear();
  const { year = thisYear } = useSearch({ strict: false }) as { year?: number };
  const navigate = useNavigate();
  const { data: session } = useQuery(sessionQuery);
  const { data, error, isPending, refetch } = useQuery(calendarQuery(year));
  const maySet = session?.acts.includes('calendar.change') === true;
  return (
    <Page title={words.title} lead={words.lead}>
      <Select
        label={words.year}
        data={Array.from({ length: 2 * yearsAround + 1 }, (_, at) => String(thisYear + yearsAround - at))}
        value={String(year)}
        onChange={(value) => void navigate({ to: '/calendar', search: { year: Number(value) }, replace: true })}
        allowDeselect={false}
        w={120}
      />
      {maySet && <SetDay />}
      {isPending && <Loader aria-label={wording.loading} />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && (
        <Paper withBorder px="md" py="xs" maw={860}>
          <ul className={classes.list}>
            {data.items.map((day) => (
              <Day key={day.day} day={day} maySet={maySet} />
            ))}
          </ul>
        </Paper>
      )}
    </Page>
  );
}

function Day({ day, maySet }: { readonly day: Calendar['items'][number]; readonly maySet: boolean }) {
  const { wording, language } = useLanguage();
  const { calendar: words } = wording;
  const queries = useQueryClient();
  const withProof = useWithProof();
  const [isAsked, asking] = useDisclosure(false);
  const clear = useMutation({
    mutationFn: () => {
      const params = { header: { 'idempotency-key': crypto.randomUUID() } };
      return withProof(() => asked(POST('/api/v1/calendar', { params, body: { day: day.day, set: null } })));
    },
    onSuccess: () => {
      asking.close();
      void queries.invalidateQueries({ queryKey: ['calendar'] });
    },
  });
  return (
    <li className={classes.item}>
      <div>
        <Group gap="xs">
          <Text size="sm" fw={600}>
            {words.weekdays[new Date(`${day.day}T00:00:00Z`).getUTCDay()]}, {dayText(day.day)}
          </Text>
          <Badge size="sm" variant="light" color={day.isWorking ? 'blue' : 'teal'}>
            {day.isWorking ? words.worked : words.off}
          </Badge>
        </Group>
        <Text size="sm" c="dimmed">
          {day.name[language]} · {day.from === 'law' ? words.byLaw : words.bySet}
        </Text>
      </div>
      {maySet && day.from === 'set' && (
        <Button size="xs" variant="subtle" color="red" onClick={asking.open}>
          {words.clear}
        </Button>
      )}
      <Question
        isAsked={isAsked}
        title={words.clear}
        text={words.clearQuestion(dayText(day.day))}
        answer={words.clear}
        color="red"
        isBusy={clear.isPending}
        error={clear.error}
        onYes={() => clear.mutate()}
        onNo={asking.close}
      />
    </li>
  );
}
