import { encode } from 'uqr';

interface Props {
  readonly text: string;
  readonly label: string;
  /** In pixels: longer texts have smaller squares. */
  readonly size?: number;
}

/** A text as a QR code: dark on white in both themes, as phones read it best, with the quiet zone around. */
export function QrCode({ text, label, size: shown = 200 }: Props) {
  const { data, size } = encode(text, { border: 4 });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg viewBox={`0 0 ${size} ${size}`} width={shown} height={shown} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}
