import { type Encoding, encodings, type WebFile } from './web-files.ts';

/** RFC 9110 §12.5.3: the smallest form that there is of a file and that is accepted; null: as it is. */
export function acceptedEncoding(header: string | undefined, { encoded }: Pick<WebFile, 'encoded'>): Encoding | null {
  const weights = new Map<string, number>();
  for (const part of (header ?? '').toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    const written = parameters.find((parameter) => parameter.startsWith('q='));
    const weight = written === undefined ? 1 : Number(written.slice(2));
    weights.set(name, Number.isFinite(weight) ? weight : 0);
  }
  const isAccepted = (encoding: Encoding) => (weights.get(encoding) ?? weights.get('*') ?? 0) > 0;
  return encodings.find((encoding) => encoded[encoding] !== undefined && isAccepted(encoding)) ?? null;
}
