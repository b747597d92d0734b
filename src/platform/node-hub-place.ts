import { link, lstat, open, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../app/ports/errors";
import type { HubIndexFiles, IndexFiles, KeptTextFile } from "../app/ports/file-ports";
import { hubFolderName, hubOfFolder, hubsFolder } from "../app/ports/hub-folders";
import { publicOrigin } from "../app/ports/hub-port";
import { crc32 } from "../columns/checksum";
import { t } from "../words/words";
import { makeFolder } from "./make-folder";
import { bytesOf, folderFiles, toRead } from "./node-files";
import { keptTextIn } from "./node-kept-text";
import { isMissing, isTaken, nullIfMissing, uniqueWord } from "./node-process";

/** Says whose answers the index in the folder itself holds: the base of its Hub, and a checksum. */
const ownerName = "index.hub";
/** What the Hub answered about authors, and where a file of that kind is moved to if it cannot be read. */
const answersName = "author-answers.json";
const damagedAnswersName = "author-answers.damaged.json";

const sumOf = (base: string) => crc32(new TextEncoder().encode(base)).toString(16).padStart(8, "0");

async function ownerIn(folder: string): Promise<string | null> {
  const path = join(folder, ownerName);
  if ((await nullIfMissing(lstat(path))) === null) return null;
  const [, base = "", sum] = /^(https?:\/\/\S+) ([0-9a-f]{8})\n$/.exec(await textIn(path)) ?? [];
  if (sum === sumOf(base)) return base;
  throw new UserError(
    t`The file ${path}, which says from which Hub the index there is, is damaged. If that was ${publicOrigin}, delete the file; otherwise, choose another index folder.`,
  );
}

async function textIn(path: string): Promise<string> {
  try {
    const handle = await open(path, toRead);
    try {
      return new TextDecoder().decode(await bytesOf(handle));
    } finally {
      await handle.close();
    }
  } catch {
    return "";
  }
}

/** Writes down whose answers the folder holds; throws UserError if another program has just written another Hub. */
async function claim(folder: string, base: string): Promise<void> {
  await makeFolder(folder);
  const path = join(folder, ownerName);
  const own = join(folder, `index.${process.pid}-${uniqueWord()}.tmp`);
  const text = `${base} ${sumOf(base)}\n`;
  try {
    await writeFile(own, text, { flag: "wx" });
    // A link is made in one step, and only if there is nothing in its place.
    await link(own, path).catch(error =>
      isTaken(error) ? undefined : writeFile(path, text, { flag: "wx" }).catch(ifTaken),
    );
  } finally {
    await rm(own, { force: true });
  }
  const owner = await ownerIn(folder);
  if (owner !== base)
    throw new UserError(
      t`Another program has begun to keep the answers of ${owner} in ${folder}. Run the command again.`,
    );
}

function ifTaken(error: unknown): void {
  if (!isTaken(error)) throw error;
}

/** Whether something was stored in a folder. */
async function hasIndex(folder: string): Promise<boolean> {
  if ((await nullIfMissing(lstat(join(folder, "index.sqlite")))) !== null) return true;
  const segments = await readdir(join(folder, "segments")).catch(() => []);
  return segments.length > 0;
}

async function hasAnswers(folder: string): Promise<boolean> {
  return (await nullIfMissing(lstat(join(folder, answersName)))) !== null;
}

/** The Hubs with a folder of their own. */
async function hubsIn(folder: string): Promise<readonly string[]> {
  const place = join(folder, hubsFolder);
  const names = await readdir(place).catch(() => []);
  const hubs: string[] = [];
  for (const name of names.sort()) {
    const base = hubOfFolder(name);
    if (base !== null && (await hasIndex(join(place, name)))) hubs.push(base);
  }
  return hubs;
}

/** The files, with `before` done once before the first write. */
function afterFirst(files: IndexFiles, before: () => Promise<void>): IndexFiles {
  let done: Promise<void> | null = null;
  const first = () => {
    done ??= before().catch(error => {
      done = null;
      throw error;
    });
    return done;
  };
  const { segments } = files;
  return {
    ...files,
    stage: async bytes => {
      await first();
      return files.stage(bytes);
    },
    segments: segments && {
      ...segments,
      begin: async () => {
        await first();
        return segments.begin();
      },
    },
  };
}

/**
 * The index of one Hub in an index folder. The first Hub whose answers are stored has the folder itself; the others have
 * folders in `hubs`. An index without a note of its Hub was written by an earlier version and counts as the public Hub's.
 * Without a Hub (null), it is the index in the folder itself. Throws UserError if nobody can tell whose index that is.
 */
export async function hubIndexFiles(folder: string, hub: string | null): Promise<HubIndexFiles> {
  const { owner, base, place } = await placeIn(folder, hub);
  const isOwn = place === folder;
  const files = folderFiles(place);
  return {
    hub: base,
    place,
    files: owner === null && hub !== null ? afterFirst(files, () => claim(folder, hub)) : files,
    isStored: await hasIndex(place),
    others: async () => [
      ...(isOwn || owner === null || !(await hasIndex(folder)) ? [] : [owner]),
      ...(await hubsIn(folder)).filter(each => each !== base),
    ],
    removeBeside: async () => {
      await rm(join(place, answersName), { force: true });
      await rm(join(place, damagedAnswersName), { force: true });
    },
  };
}

/**
 * The file of what one Hub answered about authors, with the index of its other answers. Without a Hub (null), it is that
 * of the index in the folder itself. Throws UserError if nobody can tell whose index that is.
 */
export async function hubAnswersFile(folder: string, hub: string | null): Promise<KeptTextFile> {
  const { owner, place } = await placeIn(folder, hub);
  const file = keptTextIn(join(place, answersName));
  if (owner !== null || hub === null) return file;
  const write = async (text: string) => {
    await claim(folder, hub);
    await file.write(text);
  };
  return { ...file, write };
}

/** Whose the index in the folder itself is (null: nobody's yet), the base of the Hub that is meant, and where its index is. */
async function placeIn(folder: string, hub: string | null) {
  const noted = await ownerIn(folder).catch(error => (isMissing(error) ? null : Promise.reject(error)));
  const isOld = noted === null && ((await hasIndex(folder)) || (await hasAnswers(folder)));
  const owner = noted ?? (isOld ? publicOrigin : null);
  const base = hub ?? owner ?? publicOrigin;
  return { owner, base, place: owner === null || owner === base ? folder : ownPlace(folder, base) };
}

function ownPlace(folder: string, base: string): string {
  const name = hubFolderName(base);
  if (name === null)
    throw new UserError(
      t`The Hub's address is too long to keep its answers in ${folder}. Use a shorter address, or another index folder.`,
    );
  return join(folder, hubsFolder, name);
}
