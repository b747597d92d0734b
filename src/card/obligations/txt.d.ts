declare module "*.txt" {
  /** The file's content. */
  export const text: string;
}
