import { Anchor, type AnchorProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactNode, Ref } from 'react';

type Props = AnchorProps & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof AnchorProps> & { readonly ref?: Ref<HTMLAnchorElement> };

/** A link to a page of ours, which looks as every link does. */
export const PageLink = createLink((props: Props) => <Anchor size="sm" {...props} />);

interface Named extends AnchorProps {
  readonly id: number;
  readonly children: ReactNode;
}

export function UnitLink({ id, children, ...rest }: Named) {
  return (
    <PageLink to="/units/$unitId" params={{ unitId: String(id) }} {...rest}>
      {children}
    </PageLink>
  );
}

export function PersonLink({ id, children, ...rest }: Named) {
  return (
    <PageLink to="/people/$personId" params={{ personId: String(id) }} {...rest}>
      {children}
    </PageLink>
  );
}
