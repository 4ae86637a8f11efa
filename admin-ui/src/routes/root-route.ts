import { createRootRoute } from '@tanstack/react-router';
import { NotFound } from '../shell/not-found.tsx';
import { SignedIn } from '../shell/signed-in.tsx';

export const root = createRootRoute({ component: SignedIn, notFoundComponent: NotFound });
