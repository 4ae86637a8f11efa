import { Button, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { sessionQuery, type WebSession } from '../api/session.ts';
import { useWording } from '../i18n/language.tsx';
import { PasswordForm } from '../me/password-form.tsx';
import { ChooseFactor } from './choose-factor.tsx';
import { Door } from './door.tsx';
import { useSignOut } from './sign-out.ts';

/** What must be done before anything else: a password of one's own, and the second step for administrators. */
export function ForcedSteps({ session }: { readonly session: WebSession }) {
  const { forced, nav } = useWording();
  const queries = useQueryClient();
  const signOut = useSignOut();
  const goOn = () => void queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
  const out = (
    <Group justify="center">
      <Button variant="subtle" color="gray" size="xs" onClick={signOut}>
        {nav.signOut}
      </Button>
    </Group>
  );
  return session.mustChangePassword ? (
    <Door title={forced.passwordTitle} lead={forced.passwordLead}>
      <PasswordForm onDone={goOn} />
      {out}
    </Door>
  ) : (
    <Door title={forced.factorTitle} lead={forced.factorLead}>
      <ChooseFactor onDone={goOn} />
      {out}
    </Door>
  );
}
