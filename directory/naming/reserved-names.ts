// Names that mean a duty, not a unit or person: RFC 2142, RFC 5321 §4.5.1 (postmaster), and what people take for the system itself.
const reserved: ReadonlySet<string> = new Set([
  ...['abuse', 'hostmaster', 'noc', 'postmaster', 'security', 'usenet', 'uucp', 'webmaster', 'www', 'ftp', 'news'],
  ...['info', 'marketing', 'sales', 'support', 'mailer-daemon', 'mailerdaemon', 'dmarc', 'tlsrpt', 'tls-rpt', 'bounce', 'bounces'],
  // Who reads these could have a certificate issued for the domain (CA/Browser Forum Baseline Requirements §3.2.2.4.4, and older practice).
  ...['ssladmin', 'ssladministrator', 'sslwebmaster', 'autoconfig', 'autodiscover', 'localhost', 'mail', 'email', 'spam', 'congthu'],
  ...['admin', 'administrator', 'daemon', 'nobody', 'root', 'sysadmin', 'system', 'noreply', 'no-reply', 'quantri', 'all', 'everyone'],
  ...['quantrihethong', 'baomat', 'hotro', 'tatca', 'moinguoi'],
]);

/** Whether a local part may be given to no unit or person of the rule's own accord. `extra`: the profile's additions. */
export function isReservedName(localPart: string, extra: readonly string[] = []): boolean {
  return reserved.has(localPart) || extra.includes(localPart);
}
