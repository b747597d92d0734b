/** The formats of a family that are drawn. */
export const pictureFormats = ["svg", "html", "card-svg"] as const;

/** One of them. */
export type PictureFormat = (typeof pictureFormats)[number];

/** Whether a format is drawn. */
export function isPicture(format: string): format is PictureFormat {
  return (pictureFormats as readonly string[]).includes(format);
}
