/** The most authors that can be asked about at once. */
export const mostAsked = 10_000;
