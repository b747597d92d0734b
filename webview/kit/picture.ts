import { type Pen, SvgContext } from "../../src/pictures/svg-context";
import { t } from "../../src/words/words";

/** A picture that can be drawn on any canvas-like context, in CSS px. */
export interface SavedPicture {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  draw(pen: Pen): void;
}

/** Picture file formats. */
export type PictureFormat = "svg" | "png";

/** Renders a picture as file bytes; throws an Error if the browser cannot create a PNG. */
export async function pictureBytes(picture: SavedPicture, format: PictureFormat): Promise<Uint8Array> {
  const ratio = devicePixelRatio;
  const { width, height, title } = picture;
  if (format === "svg") {
    const context = new SvgContext(ratio);
    picture.draw(context);
    return new TextEncoder().encode(context.text(width, height, title));
  }
  return new Uint8Array(await (await pngOf(picture)).arrayBuffer());
}

/** Copies a picture as PNG; must follow a click. Throws an Error if the browser or VS Code refuses. */
export async function copyPicture(picture: SavedPicture): Promise<void> {
  await navigator.clipboard.write([new ClipboardItem({ "image/png": pngOf(picture) })]);
}

/** A pen that draws at another place, in px of the device: for drawings that set the transform themselves. */
export function shifted(pen: Pen, right: number, down: number): Pen {
  return new Proxy(pen, {
    get: (target, key) => {
      if (key === "setTransform")
        return (a: number, b: number, c: number, d: number, e: number, f: number) =>
          target.setTransform(a, b, c, d, e + right, f + down);
      const found: unknown = Reflect.get(target, key);
      return typeof found === "function" ? found.bind(target) : found;
    },
    set: (target, key, value) => Reflect.set(target, key, value),
  });
}

/** Renders a picture as a PNG; throws an Error if the browser cannot create one. */
async function pngOf(picture: SavedPicture): Promise<Blob> {
  const ratio = devicePixelRatio;
  const { width, height } = picture;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  if (!context) throw new Error(t`The browser provides no canvas to draw on.`);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  picture.draw(context);
  const blob = await new Promise<Blob | null>(done => canvas.toBlob(done, "image/png"));
  if (!blob) throw new Error(t`The browser could not create a PNG. Save as SVG instead.`);
  return blob;
}
