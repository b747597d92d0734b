import { type Pen, SvgContext } from "./svg-context";

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
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("The browser provides no canvas to draw on.");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  picture.draw(context);
  const blob = await new Promise<Blob | null>(done => canvas.toBlob(done, "image/png"));
  if (!blob) throw new Error("The browser could not create a PNG. Save as SVG instead.");
  return new Uint8Array(await blob.arrayBuffer());
}
