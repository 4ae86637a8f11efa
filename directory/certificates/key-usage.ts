import forge from 'node-forge';

/** RFC 5280 §4.2.1.3, in the order of its bits. */
const names = [
  ...['digitalSignature', 'nonRepudiation', 'keyEncipherment', 'dataEncipherment', 'keyAgreement', 'keyCertSign', 'cRLSign'],
  ...['encipherOnly', 'decipherOnly'],
];
const keyUsageOid = '2.5.29.15';
const extensionsTag = 3;

/** What the key may be used for; empty where the certificate does not say, or cannot be read so far (OpenSSL has read it before). */
export function keyUsageOf(der: Buffer): readonly string[] {
  try {
    return bitsOf(der).flatMap((isSet, bit) => (isSet && names[bit] !== undefined ? [names[bit]] : []));
  } catch {
    return [];
  }
}

function bitsOf(der: Buffer): readonly boolean[] {
  const { asn1 } = forge;
  const [toBeSigned] = parts(asn1.fromDer(forge.util.createBuffer(der.toString('binary'))));
  const wrapped = parts(toBeSigned).find(
    ({ tagClass, type }) => tagClass === asn1.Class.CONTEXT_SPECIFIC && (type as number) === extensionsTag,
  );
  const extensions = parts(parts(wrapped)[0]);
  const found = extensions.find((one) => asn1.derToOid(octets(parts(one)[0])) === keyUsageOid);
  if (found === undefined) return [];
  // BIT STRING inside the OCTET STRING: how many bits are unused, then the bits, the first the highest.
  const bitString = Buffer.from(octets(parts(found).at(-1)), 'binary');
  return [...bitString.subarray(3)].flatMap((octet) => [7, 6, 5, 4, 3, 2, 1, 0].map((shift) => ((octet >> shift) & 1) === 1));
}

const parts = (node: forge.asn1.Asn1 | undefined) => (Array.isArray(node?.value) ? node.value : []);
const octets = (node: forge.asn1.Asn1 | undefined) => (typeof node?.value === 'string' ? node.value : '');
