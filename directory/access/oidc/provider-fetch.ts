import type { CustomFetch } from 'openid-client';
import { oidcLimits } from './limits.ts';

/** As `fetch`, but an answer has an end. */
export const providerFetch: CustomFetch = async (url, options) => {
  const answer = await fetch(url, options as RequestInit);
  const { status, statusText, headers, body } = answer;
  if (body === null) return answer;
  return new Response(await limited(body), { status, statusText, headers });
};

async function limited(body: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let octets = 0;
  for await (const piece of body) {
    octets += piece.length;
    if (octets > oidcLimits.answerOctetsMax)
      throw new TypeError(`the provider's answer has more than ${oidcLimits.answerOctetsMax} octets`);
    pieces.push(piece);
  }
  return new Uint8Array(Buffer.concat(pieces));
}
