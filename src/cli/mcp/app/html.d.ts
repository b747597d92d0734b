declare module "*.html" {
  /** The file's content. */
  export const text: string;
}
