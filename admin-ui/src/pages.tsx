import { RouterProvider } from '@tanstack/react-router';
import { makeRouter } from './router.tsx';

const router = makeRouter();

/** Everything that is for who is signed in: none of it is fetched before. */
export function Pages() {
  return <RouterProvider router={router} />;
}
