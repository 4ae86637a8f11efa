/** What a message has wrong; each is noted once, however often it occurs. */
export type Defect =
  | 'no-blank-line' // the header section runs to the end
  | 'header-too-long' // more octets than headerSectionOctetsMax
  | 'too-many-fields'
  | 'repeated-field' // a field that may occur once occurs again; the first counts
  | 'bad-content-type'
  | 'bad-boundary' // a multipart without a usable boundary parameter
  | 'no-parts' // a multipart whose boundary never occurs
  | 'unterminated-multipart' // no closing delimiter
  | 'encoded-message' // a message/rfc822 in base64 or quoted-printable (RFC 2046 §5.2.1 forbids)
  | 'nested-too-deep'
  | 'too-many-parts'
  | 'field-too-long' // a structured field or its parameters were cut at a limit
  | 'nul' // NUL octets in a header section
  | 'bad-date';
