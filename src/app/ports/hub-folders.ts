/** The folder, in an index folder, with the indexes of further Hubs, each in a folder of its own. */
export const hubsFolder = "hubs";

/** No file system allows a longer name. */
const longestName = 250;

/** The name of the folder for the Hub with this base, such as `https+hub.example.com`; null if it would be too long. */
export function hubFolderName(base: string): string | null {
  // Only small letters, because some disks do not tell them from capitals.
  const name = base.replace(/:\/\/|[^a-z0-9.-]|\.$/g, sign =>
    sign === "://" ? "+" : `_${sign.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
  return name.length > longestName ? null : name;
}

/** The base of the Hub that a folder is for; null if it is for none. */
export function hubOfFolder(name: string): string | null {
  const base = name
    .replace("+", "://")
    .replace(/_([0-9a-f]{2})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
  return /^https?:\/\/./.test(base) && hubFolderName(base) === name ? base : null;
}
