import { Badge, type CSSVariablesResolver, createTheme, Loader, Modal, NavLink } from '@mantine/core';

/** The red of the seal on the portal; warm greys beside it. Text keeps 4.5:1 on every ground it stands on. */
export const theme = createTheme({
  primaryColor: 'son',
  primaryShade: { light: 7, dark: 5 },
  colors: {
    son: ['#fbeeec', '#f2d6d3', '#e6aca7', '#dc857e', '#d0605a', '#bf3f3a', '#a82a29', '#8f1a1d', '#74110f', '#5a0b0a'],
    gray: ['#faf8f4', '#f3efe8', '#e7e1d6', '#d9d1c3', '#c2b8a8', '#9d9284', '#756b61', '#5c534b', '#433c35', '#2c2722'],
    dark: ['#f2ece4', '#d5cac0', '#b9aea3', '#8a7d71', '#5c5149', '#3a322c', '#2b2521', '#211c19', '#171412', '#100e0c'],
  },
  fontFamily: '"Be Vietnam Pro", "Segoe UI", "Noto Sans", Roboto, "Helvetica Neue", system-ui, sans-serif',
  fontFamilyMonospace: '"Cascadia Mono", "SF Mono", "Noto Sans Mono", "DejaVu Sans Mono", Consolas, monospace',
  headings: { fontWeight: '650' },
  lineHeights: { xs: '1.5', sm: '1.55', md: '1.6', lg: '1.6', xl: '1.6' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // Capitals take the marks of Vietnamese letters out of the line.
    Badge: Badge.extend({ styles: { root: { textTransform: 'none', fontWeight: 600 } } }),
    // A name without a role is read by nobody.
    Loader: Loader.extend({ defaultProps: { role: 'status' } }),
    Modal: Modal.extend({ styles: { title: { fontWeight: 650 } } }),
    NavLink: NavLink.extend({ styles: { root: { borderRadius: 'var(--mantine-radius-sm)' } } }),
  },
});

// Light grounds under small letters: 4.5:1 at least.
const onLight = {
  '--mantine-color-teal-light-color': '#0b5c4b',
  '--mantine-color-blue-light-color': '#15508b',
  '--mantine-color-yellow-light-color': '#6b4b00',
  '--mantine-color-red-light-color': '#a31515',
  '--mantine-color-gray-light-color': '#4a433c',
};

const light = {
  ...onLight,
  '--mantine-color-dimmed': '#635a52',
  '--mantine-color-placeholder': '#756b61',
  '--mantine-color-body': '#ffffff',
};
const dark = {
  '--mantine-color-anchor': '#e39089',
  '--mantine-color-dimmed': '#b9aea3',
  '--mantine-color-placeholder': '#9a8d80',
  '--mantine-color-body': '#211c19',
};

/** Where the components' own greys are too light to be read on our ground. */
export const colourVariables: CSSVariablesResolver = () => ({ variables: {}, light, dark });
