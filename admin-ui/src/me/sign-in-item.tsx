import { Badge, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconLogin2, IconX } from '@tabler/icons-react';
import { momentText, numberText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import type { Wording } from '../i18n/wording-vi.ts';
import classes from '../shared/list.module.css';
import { browserName } from './browser-name.ts';
import { networkText } from './network-text.ts';
import type { SignIn } from './queries.ts';

interface Props {
  readonly signIn: SignIn;
  readonly onDoubt: () => void;
}

export function SignInItem({ signIn, onDoubt }: Props) {
  const { wording, language } = useLanguage();
  const { signIns: words } = wording;
  const { outcome, via, network, count, lastAt, opens, unusual } = signIn;
  const Icon = outcome === 'signed-in' ? IconLogin2 : IconX;
  const way = words.via[via as keyof typeof words.via] ?? via;
  return (
    <li className={classes.item} style={{ flexWrap: 'wrap', gap: '0.25rem 1rem' }}>
      <div style={{ flex: '1 1 16rem' }}>
        <Group gap={6} wrap="nowrap">
          <Icon size={16} aria-hidden style={{ flex: 'none' }} />
          <Text size="sm" fw={600}>
            {[words.outcome[outcome], way].join(', ')}
          </Text>
          {count > 1 && (
            <Badge size="sm" variant="light" color="gray" flex="none">
              {words.times(numberText(count, language))}
            </Badge>
          )}
        </Group>
        <Text size="xs" c="dimmed">
          {[
            count > 1 ? words.last(momentText(lastAt, language)) : momentText(lastAt, language),
            networkText(network, wording),
            ...meansOf(signIn, wording),
            ...(opens === null ? [] : [words.into(opens)]),
          ].join(' · ')}
        </Text>
        {unusual.map((one) => (
          <Group key={one} gap={6} wrap="nowrap" mt={4}>
            <IconAlertTriangle size={16} color="var(--mantine-color-orange-6)" aria-hidden style={{ flex: 'none' }} />
            <Text size="sm" fw={600}>
              {words.unusual[one]}
            </Text>
          </Group>
        ))}
      </div>
      <Button size="xs" variant={unusual.length > 0 ? 'light' : 'subtle'} color="red" flex="none" px={8} ml={-8} onClick={onDoubt}>
        {words.notMe}
      </Button>
    </li>
  );
}

/** By what it was proved who it is. */
function meansOf({ by, label, userAgent }: SignIn, { signIns: words }: Wording): readonly string[] {
  switch (by) {
    case 'password':
      return [words.byPassword];
    case 'app-password':
      return [words.byApp(label ?? '?')];
    case 'api-token':
      return [words.byToken(label ?? '?')];
    case 'web-session':
      return [userAgent === null ? words.byWeb : browserName(userAgent)];
    default:
      return [];
  }
}
