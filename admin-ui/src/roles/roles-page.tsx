import { Badge, Button, Checkbox, Group, Loader, Paper, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconUserShield } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Role } from '../api/api-contract.ts';
import { asked, POST } from '../api/client.ts';
import { rolesQuery } from '../api/queries.ts';
import { sessionQuery } from '../api/session.ts';
import { dayText } from '../i18n/formats.ts';
import { useWording } from '../i18n/language.tsx';
import { useWithProof } from '../session/step-up.tsx';
import { EmptyState } from '../shared/empty-state.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import classes from '../shared/list.module.css';
import { MoreButton } from '../shared/more-button.tsx';
import { Page } from '../shared/page.tsx';
import { Question } from '../shared/question.tsx';
import { Approvals } from './approvals.tsx';
import { GiveRole } from './give-role.tsx';

/** Who has which role, giving one and taking it back; and what waits for a second person. */
export function RolesPage() {
  const wording = useWording();
  const { roleList: words } = wording;
  const [all, setAll] = useState(false);
  const [isGiving, giving] = useDisclosure(false);
  const { data: session } = useQuery(sessionQuery);
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(rolesQuery(all));
  const roles = data?.pages.flatMap((page) => page.items) ?? [];
  const mayGive = session?.roles.some(({ role }) => role === 'operator' || role === 'unit-administrator') === true;
  return (
    <Page title={words.title} lead={words.lead} actions={mayGive && <Button onClick={giving.open}>{words.give}</Button>}>
      <Approvals />
      <Checkbox label={words.showAll} checked={all} onChange={({ currentTarget }) => setAll(currentTarget.checked)} />
      {isPending && <Loader aria-label={wording.loading} />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && roles.length === 0 && <EmptyState icon={<IconUserShield size={24} />} title={words.none} help={words.noneHelp} />}
      {roles.length > 0 && (
        <Paper withBorder px="md" py="xs">
          <ul className={classes.list}>
            {roles.map((role) => (
              <GivenRole key={role.id} given={role} mayRevoke={mayGive} />
            ))}
          </ul>
        </Paper>
      )}
      <MoreButton hasNextPage={hasNextPage} isFetchingNextPage={isFetchingNextPage} fetchNextPage={fetchNextPage} />
      {isGiving && <GiveRole onClose={giving.close} />}
    </Page>
  );
}

function GivenRole({ given, mayRevoke }: { readonly given: Role; readonly mayRevoke: boolean }) {
  const wording = useWording();
  const { roleList: words } = wording;
  const queries = useQueryClient();
  const withProof = useWithProof();
  const [isAsked, asking] = useDisclosure(false);
  const revoke = useMutation({
    mutationFn: () => {
      const params = { path: { id: given.id }, header: { 'idempotency-key': crypto.randomUUID() } };
      return withProof(() => asked(POST('/api/v1/roles/{id}/revoke', { params, body: {} })));
    },
    onSuccess: () => {
      asking.close();
      void queries.invalidateQueries({ queryKey: ['roles'] });
    },
  });
  const isOver = given.standing === 'over' || given.standing === 'revoked';
  const days = `${wording.from} ${dayText(given.validFrom)}${given.validTo === null ? '' : ` ${wording.until} ${dayText(given.validTo)}`}`;
  return (
    <li className={classes.item}>
      <div>
        <Group gap="xs">
          <Text size="sm" fw={600}>
            {given.name}
          </Text>
          <Badge size="sm" variant="light" color={isOver ? 'gray' : 'son'}>
            {wording.roles[given.role]}
          </Badge>
          {given.standing !== 'in-force' && (
            <Text size="xs" c="dimmed">
              {words.standings[given.standing]}
            </Text>
          )}
        </Group>
        <Text size="sm">{given.unit ?? words.everywhere}</Text>
        <Text size="xs" c="dimmed">
          {[given.address, days, given.grantedBy === null ? words.atServer : words.by(given.grantedBy)].join(' · ')}
        </Text>
      </div>
      {mayRevoke && !isOver && (
        <Button size="xs" variant="subtle" color="red" onClick={asking.open} aria-label={`${words.revoke}: ${given.name}`}>
          {words.revoke}
        </Button>
      )}
      <Question
        isAsked={isAsked}
        title={words.revoke}
        text={words.revokeQuestion(given.name)}
        answer={words.revoke}
        color="red"
        isBusy={revoke.isPending}
        error={revoke.error}
        onYes={() => revoke.mutate()}
        onNo={asking.close}
      />
    </li>
  );
}
