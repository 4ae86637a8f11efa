import { Group, Text } from '@mantine/core';
import { useWording } from '../i18n/language.tsx';

/** The mark of the portal, and the name in the same letters. */
export function Logo({ size = 30 }: { readonly size?: number }) {
  const { product } = useWording();
  return (
    <Group gap={10} wrap="nowrap">
      <svg viewBox="0 0 40 40" width={size} height={size} aria-hidden="true">
        <rect width="40" height="40" rx="9" fill="#8f1a1d" />
        <path
          d="M9 13.5h22v14.5a1.5 1.5 0 0 1-1.5 1.5h-19a1.5 1.5 0 0 1-1.5-1.5z"
          fill="none"
          stroke="#fff6e4"
          strokeWidth="2"
          strokeLinejoin="round"
        />
        <path d="M9.5 14l10.5 8.5L30.5 14" fill="none" stroke="#fff6e4" strokeWidth="2" strokeLinejoin="round" strokeLinecap="round" />
        <circle cx="20" cy="22.5" r="3.4" fill="#e3b04b" />
      </svg>
      <Text span fw={700} size="lg" ff="var(--congthu-serif)" style={{ whiteSpace: 'nowrap' }}>
        {product}
      </Text>
    </Group>
  );
}
