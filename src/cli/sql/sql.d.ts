declare module "*.sql" {
  /** The file as it is. */
  export const text: string;
}
