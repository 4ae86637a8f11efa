// What comes in a .p7b is a "certs-only" SignedData: nothing signed, and certificates beside it (RFC 5652 §5.1, RFC 8551 §3.2.2).

/** Tags of DER (X.690) that stand in it. */
const sequence = 0x30;
const set = 0x31;
const integer = 0x02;
const objectIdentifier = 0x06;
const explicitZero = 0xa0;
/** 1.2.840.113549.1.7.2, as octets. */
const signedData = '2a864886f70d010702';

interface Part {
  readonly tag: number;
  /** With its tag and length: what a certificate is. */
  readonly whole: Buffer;
  readonly content: Buffer;
}

/** The certificates in a PKCS#7 file, each as DER; undefined: it is none. PEM is to be unwrapped before. */
export function pkcs7Certificates(der: Buffer): readonly Buffer[] | undefined {
  const [info] = partsOf(der) ?? [];
  const [type, wrapped] = insideOf(info, sequence) ?? [];
  if (type?.tag !== objectIdentifier || type.content.toString('hex') !== signedData) return undefined;
  const [signed] = insideOf(wrapped, explicitZero) ?? [];
  // version, digestAlgorithms, encapContentInfo, [0] certificates
  const [version, digests, content, certificates] = insideOf(signed, sequence) ?? [];
  if (version?.tag !== integer || digests?.tag !== set || content?.tag !== sequence) return undefined;
  return insideOf(certificates, explicitZero)?.flatMap(({ tag, whole }) => (tag === sequence ? [whole] : []));
}

/** Whether it is a PKCS#12 store (RFC 7292 §4), where a private key goes about: a SEQUENCE that begins with the number 3. */
export function isPkcs12(der: Buffer): boolean {
  const [store] = partsOf(der) ?? [];
  const [version] = insideOf(store, sequence) ?? [];
  return version?.tag === integer && version.content.toString('hex') === '03';
}

function insideOf(part: Part | undefined, tag: number): readonly Part[] | undefined {
  return part?.tag === tag ? partsOf(part.content) : undefined;
}

/** Parts one after another; undefined where lengths do not come out. Lengths are definite, as DER has them. */
function partsOf(octets: Buffer): readonly Part[] | undefined {
  const parts: Part[] = [];
  for (let at = 0; at < octets.length; ) {
    const first = octets[at + 1];
    if (first === undefined || first === 0x80 || first > 0x84) return undefined;
    const longForm = first > 0x80 ? first - 0x80 : 0;
    const begin = at + 2 + longForm;
    if (begin > octets.length) return undefined;
    const end = begin + (longForm === 0 ? first : octets.readUIntBE(at + 2, longForm));
    if (end > octets.length) return undefined;
    parts.push({ tag: octets[at]!, whole: octets.subarray(at, end), content: octets.subarray(begin, end) });
    at = end;
  }
  return parts;
}
