declare module "*.py" {
  /** The file as it is. */
  export const text: string;
}
