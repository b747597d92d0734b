import { createInterface } from "node:readline/promises";

/** Asks the person at the terminal a question that only "y" or "yes" affirms; null if nobody is there to answer. */
export function askPerson(): ((question: string) => Promise<boolean>) | null {
  if (process.stdin.isTTY !== true || process.stdout.isTTY !== true) return null;
  return async question => {
    const lines = createInterface({ input: process.stdin, output: process.stdout });
    try {
      return /^\s*y(?:es)?\s*$/i.test(await lines.question(question));
    } finally {
      lines.close();
    }
  };
}
