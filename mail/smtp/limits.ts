/** Limits of the SMTP and LMTP room, each with its reason. The wiring may override single values (`{ ...smtpLimits, … }`). */
export interface SmtpLimits {
  readonly commandLineOctetsMax: number;
  readonly authLineOctetsMax: number;
  readonly textLineOctetsMax: number;
  readonly headerOctetsMax: number;
  readonly receivedFieldsMax: number;
  readonly badCommandsMax: number;
  readonly idleCommandsMax: number;
  readonly unauthenticatedCommandsMax: number;
  readonly failedSignInsMax: number;
  readonly unknownRecipientsMax: number;
  readonly connectionsMax: number;
  readonly connectionsPerAddressMax: number;
  readonly connectionsPerAccountMax: number;
  readonly idleMsMax: number;
  readonly dataMsMax: number;
  readonly tlsHandshakeMsMax: number;
  readonly closeGraceMsMax: number;
}

export const smtpLimits: SmtpLimits = {
  /** RFC 5321 §4.5.3.1.4 says 512, DSN (RFC 3461 §5) and SMTPUTF8 add to it; four times that is beyond any honest command. */
  commandLineOctetsMax: 2_048,
  /** RFC 4954 §4: lines of an AUTH exchange may have 12,288 octets. */
  authLineOctetsMax: 12_288,
  /**
   * RFC 5321 §4.5.3.1.6 says 1,000 with CRLF, but ordinary senders (HTML on one line) exceed it, and folding would break
   * signatures: bytes are stored as received or not at all. Above 64 KB it is not text, and readers hold a line in memory.
   */
  textLineOctetsMax: 65_536,
  /** Held in memory while the message arrives; a header of 1,000 recipients and a dozen hops has about 60 KB. */
  headerOctetsMax: 262_144,
  /** RFC 5321 §6.3: a loop is assumed from 100 Received fields on. */
  receivedFieldsMax: 100,
  /** Somebody who errs ten times in one connection is no mail program. */
  badCommandsMax: 10,
  /** Commands that bring no message nearer (NOOP, RSET, VRFY, EHLO…) between two messages. */
  idleCommandsMax: 100,
  /** EHLO, STARTTLS, EHLO, AUTH and a few attempts fit easily. */
  unauthenticatedCommandsMax: 20,
  /** More guesses cost a new connection, where the slowing per address and account bites. */
  failedSignInsMax: 3,
  /** Address harvesting: port 25 only; a user's old mailing list and a trusted relay are told about every address. */
  unknownRecipientsMax: 25,
  /** Per process: sockets, parsers and header buffers of this many connections fit into ~200 MB. */
  connectionsMax: 2_000,
  /** Per process. A whole office may stand behind one address. */
  connectionsPerAddressMax: 100,
  /** Per process. Clients open a handful; a stolen password should not open a hundred. */
  connectionsPerAccountMax: 20,
  /** RFC 5321 §4.5.3.2.7: a server waits at least 5 minutes for the next command or data. */
  idleMsMax: 300_000,
  /** A slow link (20 KB/s) still brings 25 MB within it; a drip of octets holds a connection no longer. */
  dataMsMax: 1_800_000,
  /** A handshake takes two round trips. */
  tlsHandshakeMsMax: 30_000,
  /** How long transactions under way may take to end when the program stops; systemd kills after 90 s. */
  closeGraceMsMax: 10_000,
};
