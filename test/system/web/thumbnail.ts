import type { Page } from 'playwright-core';

const shrinking = 4;
/** Of 255: less is how letters are smoothed. */
const contrastMin = 40;

const dataUrl = (png: Buffer) => `data:image/png;base64,${png.toString('base64')}`;

/** A picture at a quarter of its width and height, in greys, made by a browser: PNG in, PNG out. */
export async function thumbnail(page: Page, png: Buffer): Promise<Buffer> {
  const url = await page.evaluate(
    async ([source, by]) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = Math.round(image.width / by);
      canvas.height = Math.round(image.height / by);
      const context = canvas.getContext('2d')!;
      context.filter = 'grayscale(1)';
      context.imageSmoothingQuality = 'high';
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      return canvas.toDataURL('image/png');
    },
    [dataUrl(png), shrinking] as const,
  );
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

/** Which share of their points differs visibly, 0 to 1; 1 where they are not of one size. */
export function differingShare(page: Page, one: Buffer, other: Buffer): Promise<number> {
  return page.evaluate(
    async ([first, second, contrast]) => {
      const pointsOf = async (source: string) => {
        const image = new Image();
        image.src = source;
        await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = canvas.getContext('2d')!;
        context.drawImage(image, 0, 0);
        return context.getImageData(0, 0, image.width, image.height);
      };
      const [a, b] = [await pointsOf(first), await pointsOf(second)];
      if (a.width !== b.width || a.height !== b.height) return 1;
      let differing = 0;
      for (let at = 0; at < a.data.length; at += 4) if (Math.abs(a.data[at]! - b.data[at]!) >= contrast) differing++;
      return differing / (a.width * a.height);
    },
    [dataUrl(one), dataUrl(other), contrastMin] as const,
  );
}
