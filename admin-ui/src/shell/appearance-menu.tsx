import { ActionIcon, Menu, Tooltip, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconLanguage, IconMoon, IconSun } from '@tabler/icons-react';
import { useLanguage } from '../i18n/language.tsx';

/** Language, and light or dark: also before sign-in. */
export function AppearanceMenu() {
  const { wording, language, speak } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const title = `${wording.language}, ${wording.theme.title.toLowerCase()}`;
  const chosen = (isChosen: boolean) => (isChosen ? <IconCheck size={14} aria-hidden /> : null);
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Tooltip label={title}>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={title}>
            <IconLanguage size={20} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{wording.language}</Menu.Label>
        <Menu.Item lang="vi" rightSection={chosen(language === 'vi')} onClick={() => speak('vi')}>
          Tiếng Việt
        </Menu.Item>
        <Menu.Item lang="en" rightSection={chosen(language === 'en')} onClick={() => speak('en')}>
          English
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{wording.theme.title}</Menu.Label>
        {(
          [
            ['light', IconSun],
            ['dark', IconMoon],
            ['auto', IconDeviceDesktop],
          ] as const
        ).map(([scheme, Icon]) => (
          <Menu.Item
            key={scheme}
            leftSection={<Icon size={16} aria-hidden />}
            rightSection={chosen(colorScheme === scheme)}
            onClick={() => setColorScheme(scheme)}
          >
            {wording.theme[scheme]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
