import { Alert, Loader, Paper, Stack, Switch, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconHistory } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWording } from '../i18n/language.tsx';
import { EmptyState } from '../shared/empty-state.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import classes from '../shared/list.module.css';
import { Page } from '../shared/page.tsx';
import { NotMe } from './not-me.tsx';
import { type SignIn, signInsQuery } from './queries.ts';
import { SignInItem } from './sign-in-item.tsx';

/** Who signed in as oneself lately, from where and by what: what is unusual stands out, and says what to do. */
export function SignInsPage() {
  const wording = useWording();
  const { signIns: words } = wording;
  const [only, setOnly] = useState(false);
  const [doubted, setDoubted] = useState<SignIn | null>(null);
  const { data, error, isPending, refetch } = useQuery(signInsQuery);
  const unusual = data?.items.filter((one) => one.unusual.length > 0) ?? [];
  const shown = only ? unusual : (data?.items ?? []);
  return (
    <Page title={words.title} lead={words.lead}>
      <Stack maw={860}>
        {isPending && <Loader role="status" aria-label={wording.loading} />}
        {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {data?.items.length === 0 && <EmptyState icon={<IconHistory size={24} />} title={words.none} />}
        {data && data.items.length > 0 && (
          <>
            <Alert
              color={unusual.length > 0 ? 'yellow' : 'teal'}
              icon={unusual.length > 0 ? <IconAlertTriangle aria-hidden /> : <IconCheck aria-hidden />}
              role="status"
            >
              <Text size="sm">{unusual.length > 0 ? words.unusualCount(unusual.length) : words.nothingUnusual}</Text>
            </Alert>
            {unusual.length > 0 && (
              <Switch label={words.onlyUnusual} checked={only} onChange={({ currentTarget }) => setOnly(currentTarget.checked)} />
            )}
            <Paper withBorder px="md" py="xs">
              <ul className={classes.list}>
                {shown.map((one) => (
                  <SignInItem
                    key={`${one.outcome}${one.via}${one.network}${one.credentialId}${one.opens}${one.firstAt}`}
                    signIn={one}
                    onDoubt={() => setDoubted(one)}
                  />
                ))}
              </ul>
            </Paper>
          </>
        )}
        {doubted && <NotMe signIn={doubted} onClose={() => setDoubted(null)} />}
      </Stack>
    </Page>
  );
}
