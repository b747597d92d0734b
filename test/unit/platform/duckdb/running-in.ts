import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** The numbers of the processes whose working folder is this one or in it; Linux only. Those that have ended do not count. */
export function runningIn(folder: string): readonly number[] {
  return readdirSync("/proc")
    .filter(name => /^\d+$/.test(name))
    .filter(pid => {
      try {
        const place = readlinkSync(`/proc/${pid}/cwd`);
        const state = /^\d+ \(.*\) (\w)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1];
        return (place === folder || place.startsWith(`${folder}/`)) && state !== "Z" && state !== "X";
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** Waits until so many processes run in a folder: none, or at least that many. */
export async function untilRunning(folder: string, count: number): Promise<void> {
  const isReached = () => {
    const { length } = runningIn(folder);
    return count === 0 ? length === 0 : length >= count;
  };
  while (!isReached()) await new Promise(resolve => setTimeout(resolve, 10));
}
