import type { Manifest } from "../house/manifest";

type Setting = Manifest["contributes"]["configuration"]["properties"][string];

/** The page of all settings. */
export function settingsPage({ contributes }: Manifest): string {
  const { groups } = contributes.configuration;
  const settings = groups.flatMap(({ properties }) => Object.entries(properties));
  return `# Settings

<!-- Generated from package.json by npm run docs. Do not edit. -->

| Setting | Default | Values | Scope |
|---|---|---|---|
${settings.map(([key, setting]) => row(key, setting)).join("\n")}

${groups.map(({ title, properties }) => [`## ${title}`, ...Object.entries(properties).map(([key, setting]) => section(key, setting))].join("\n\n")).join("\n\n")}
`;
}

function row(key: string, setting: Setting): string {
  const link = `[\`${key}\`](#${key.toLowerCase().replaceAll(".", "")})`;
  return `| ${link} | \`${JSON.stringify(setting.default)}\` | ${values(setting)} | ${setting.scope} |`;
}

function values({ type, enum: words, minimum, maximum }: Setting): string {
  if (words) return words.map(word => `\`${word}\``).join(", ");
  return minimum === undefined || maximum === undefined ? type : `${type}, ${minimum} to ${maximum}`;
}

function section(key: string, { markdownDescription, enum: words, enumDescriptions }: Setting): string {
  const items = words?.map((word, at) => `- \`${word}\`: ${enumDescriptions?.[at] ?? ""}`) ?? [];
  // The editor of settings makes links of these.
  const text = markdownDescription.replace(
    /`#(hubLineage\.[\w.]+)#`/g,
    (_, other: string) => `[\`${other}\`](#${other.toLowerCase().replaceAll(".", "")})`,
  );
  return [
    `### ${key}`,
    text.replace(/`#([\w.]+)#`/g, "`$1`"),
    ...(items.length > 0 ? [items.join("\n")] : []),
  ].join("\n\n");
}
