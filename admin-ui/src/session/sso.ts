import { queryOptions } from '@tanstack/react-query';
import { asked, GET, POST } from '../api/client.ts';

// The way to the identity provider (single sign-on) and back. It sends the browser to `returnPath`, with an answer in the address.

export const returnPath = '/admin/sso';
/** Of the window in which somebody shows again who they are. */
export const confirmHash = '#xac-nhan';
const channelName = 'congthu-sso';
const useKey = 'congthu-sso';

/** What stands on the sign-in page besides the password. */
export const waysQuery = queryOptions({
  queryKey: ['sign-in-ways'],
  queryFn: ({ signal }) => asked(GET('/api/v1/session/ways', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Goes to the provider to sign in, and afterwards is where one is now. `anew`: it asks who it is, whoever is signed in there. */
export async function goToSignIn({ anew = false } = {}): Promise<void> {
  const { pathname, search, hash } = window.location;
  const returnTo = pathname === returnPath ? '/admin/' : `${pathname}${search}${hash}`.slice(0, 1_000);
  const { address } = await asked(POST('/api/v1/session/sso', { body: { returnTo, anew } }));
  sessionStorage.removeItem(useKey);
  window.location.assign(address);
}

/** Goes to the provider to show again who one is; in a window of its own, so that what is on the page stays there. */
export async function goToConfirm(): Promise<void> {
  const { address } = await asked(POST('/api/v1/session/step-up/sso'));
  sessionStorage.setItem(useKey, 'confirm');
  window.location.assign(address);
}

/** null: the browser kept the window back. */
export function openConfirmWindow(): Window | null {
  return window.open(`${returnPath}${confirmHash}`, channelName, 'popup,width=520,height=720');
}

/** The provider's answer, which is taken out of the address, or what else brings somebody to this page. */
export function readReturn(): { readonly does: 'answer' | 'confirm-answer' | 'confirm' | 'nothing'; readonly query: string } {
  const { search: query, hash } = window.location;
  const isConfirming = sessionStorage.getItem(useKey) === 'confirm';
  sessionStorage.removeItem(useKey);
  if (query !== '') window.history.replaceState(null, '', returnPath);
  if (query !== '') return { does: isConfirming ? 'confirm-answer' : 'answer', query };
  return { does: hash === confirmHash ? 'confirm' : 'nothing', query };
}

/** Tells the page that waits that who sits here is who they are; it asks the server, so nothing hangs on who says it. */
export function tellConfirmed(): void {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage('confirmed');
  channel.close();
}

/** Until the answer is called. */
export function hearConfirmed(heard: () => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.addEventListener('message', heard);
  return () => channel.close();
}
