interface FormRequest {
  header(name: string): string | undefined;
}

/**
 * Whether another site had the browser send a form: with guessed passwords it would have visitors shut themselves out. Browsers say so by
 * Sec-Fetch-Site (Fetch Metadata), older ones by Origin (RFC 6454 §7); a program that says neither is sent by nobody.
 */
export function isFromElsewhere(request: FormRequest): boolean {
  const site = request.header('sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin';
  const origin = request.header('origin');
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== hostOf(request.header('host'));
}

/** Without the port that a scheme has by itself, as URLs are written. */
function hostOf(host: string | undefined): string | undefined {
  return host?.toLowerCase().replace(/:(80|443)$/, '');
}
