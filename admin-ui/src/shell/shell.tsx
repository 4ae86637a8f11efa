import { AppShell, Avatar, Box, Burger, Button, Group, Kbd, Menu, NavLink, Stack, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { IconLogout, IconSearch, IconUserCog } from '@tabler/icons-react';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { Banners } from '../announcements/banners.tsx';
import type { WebSession } from '../api/session.ts';
import { useWording } from '../i18n/language.tsx';
import { ConnectionNotice } from '../live/connection-notice.tsx';
import { useSignOut } from '../session/sign-out.ts';
import { AppearanceMenu } from './appearance-menu.tsx';
import { CommandPalette } from './command-palette.tsx';
import { Logo } from './logo.tsx';
import { groupsOf, sectionsFor } from './sections.ts';

/** The page around every page: where one is, where one may go, who one is, and how to find anything. */
export function Shell({ session }: { readonly session: WebSession }) {
  const wording = useWording();
  const [isOpen, menu] = useDisclosure(false);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 232, breakpoint: 'md', collapsed: { mobile: !isOpen } }}
      padding={{ base: 'md', sm: 'lg' }}
    >
      <a href="#main" className="skip-link">
        {wording.skipToContent}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="sm">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={isOpen} onClick={menu.toggle} hiddenFrom="md" size="sm" aria-label={wording.nav.open} />
            <UnstyledButton component={Link} to="/" title={wording.toStart}>
              <Logo />
            </UnstyledButton>
          </Group>
          <SearchButton />
          <Group gap={4} wrap="nowrap">
            <AppearanceMenu />
            <AccountMenu session={session} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label={wording.nav.title}>
        <Sections session={session} onChoose={menu.close} />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        <ConnectionNotice />
        <Box maw={1600} mx="auto">
          <Banners />
          <Outlet />
        </Box>
      </AppShell.Main>
      <CommandPalette session={session} />
    </AppShell>
  );
}

function SearchButton() {
  const { search } = useWording();
  return (
    <Button
      variant="default"
      onClick={spotlight.open}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        <Kbd size="xs" visibleFrom="sm">
          Ctrl K
        </Kbd>
      }
      maw={360}
      flex={{ base: '0 1 auto', sm: '1 1 12rem' }}
      justify="flex-start"
      styles={{ label: { flex: 1 } }}
      c="dimmed"
      fw={400}
    >
      {search.button}
    </Button>
  );
}

function Sections({ session, onChoose }: { readonly session: WebSession; readonly onChoose: () => void }) {
  const wording = useWording();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  return (
    <Stack gap="sm">
      {groupsOf(sectionsFor(session)).map(([group, sections]) => (
        <Box key={group ?? 'start'}>
          {group && (
            <Text size="xs" fw={600} c="dimmed" px="sm" mb={4}>
              {wording.nav[group]}
            </Text>
          )}
          {sections.map(({ to, label, Icon }) => {
            const isHere = to === '/' ? path === '/' : path.startsWith(to);
            return (
              <NavLink
                key={to}
                ref={isHere ? intoView : undefined}
                component={Link}
                to={to}
                label={label(wording)}
                leftSection={<Icon size={18} stroke={1.6} aria-hidden />}
                active={isHere}
                aria-current={isHere ? 'page' : undefined}
                onClick={onChoose}
                py={6}
              />
            );
          })}
        </Box>
      ))}
    </Stack>
  );
}

/** Where one is, in a list that is longer than the window. */
function intoView(link: HTMLElement | null): void {
  link?.scrollIntoView({ block: 'nearest' });
}

function AccountMenu({ session }: { readonly session: WebSession }) {
  const { nav } = useWording();
  const signOut = useSignOut();
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <UnstyledButton aria-label={`${nav.account}: ${session.name}`} p={4}>
          <Avatar color="son" size={34} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Box px="sm" py="xs">
          <Text size="sm" fw={600}>
            {session.name}
          </Text>
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {session.address}
          </Text>
        </Box>
        <Menu.Divider />
        <Menu.Item component={Link} to="/me" leftSection={<IconUserCog size={16} aria-hidden />}>
          {nav.me}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={signOut}>
          {nav.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
