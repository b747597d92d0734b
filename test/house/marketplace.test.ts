import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { load } from "js-yaml";
import { packageName } from "../harness/packed/package-name";
import { repoRoot } from "../harness/root";
import { readManifest } from "./manifest";
import { packedFiles } from "./package-list";
import { readText } from "./source-tree";

const manifest = readManifest();
const { contributes } = manifest;
const all: Record<string, unknown> = JSON.parse(readText("package.json"));
const commands = new Map(contributes.commands.map(each => [each.command, each]));

/** Commands of VS Code itself that a walkthrough may run. */
const commandsOfEditor = new Set([
  "workbench.action.files.openFolder",
  "workbench.actions.view.problems",
  "editor.action.quickFix",
]);

/** Whether a menu shows its entry as a button, which has room for an icon only. */
const isButton = (menu: string, group = "") =>
  /^(?:editor\/title|view\/title|view\/item\/context)$/.test(menu) && /^(?:navigation|inline)/.test(group);

describe("what marketplaces and newcomers see", () => {
  it("is said in every field of the manifest that they show", () => {
    const fields = ["displayName", "description", "categories", "keywords", "icon", "galleryBanner"];
    const lacking = [
      ...fields,
      "repository",
      "homepage",
      "bugs",
      "license",
      "pricing",
      "extensionKind",
    ].filter(field => all[field] === undefined);
    assert.deepEqual(lacking, []);
  });
  it("has a square icon of at least 128 pixels", () => {
    const png = readFileSync(join(repoRoot(), manifest.icon ?? ""));
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    assert.equal(png.toString("latin1", 1, 4), "PNG");
    assert.ok(width >= 128 && width === height, `${width} by ${height}`);
  });
  it("says in a sentence what works in an untrusted and in a virtual workspace", () => {
    const { untrustedWorkspaces, virtualWorkspaces } = manifest.capabilities;
    for (const { supported, description } of [untrustedWorkspaces, virtualWorkspaces]) {
      assert.equal(supported, "limited");
      assert.match(description, /\.$|^%.+%$/);
    }
  });
  it("gives every command that is a button an icon", () => {
    const bare = Object.entries(contributes.menus).flatMap(([menu, entries]) =>
      entries.filter(({ command, group }) => isButton(menu, group) && !commands.get(command)?.icon),
    );
    assert.deepEqual(bare, []);
  });
  it("orders the settings without gaps, in groups, and links only to settings that there are", () => {
    const { groups, properties } = contributes.configuration;
    const orders = groups.flatMap(group => Object.values(group.properties).map(({ order }) => order));
    assert.deepEqual(
      orders,
      orders.map((_, at) => at + 1),
    );
    const links = Object.values(properties).flatMap(({ markdownDescription }) =>
      [...markdownDescription.matchAll(/`#(hubLineage[\w.]+)#`/g)].map(([, key]) => key ?? ""),
    );
    assert.ok(links.length > 0);
    assert.deepEqual(
      links.filter(key => !Object.hasOwn(properties, key)),
      [],
    );
  });
  it("has walkthrough steps whose pictures are packed and follow the theme, and whose buttons run what there is", () => {
    const steps = contributes.walkthroughs.flatMap(({ steps }) => steps);
    assert.equal(steps.length, 6);
    for (const { description, media, completionEvents } of steps) {
      assert.ok(packedFiles.includes(media.svg), `${media.svg} is not packed`);
      assert.ok(media.altText.length > 20, media.svg);
      const fixed = readText(media.svg)
        .replace(/var\([^"]*\)"/g, "")
        .match(/#[0-9a-f]{3,8}"/gi);
      assert.equal(fixed, null, `${media.svg} has colors that no theme changes`);
      const buttons = [...description.matchAll(/\(command:([\w.]+)\)/g)].map(([, command]) => command ?? "");
      const events = completionEvents.flatMap(event => /^onCommand:(.*)$/.exec(event)?.[1] ?? []);
      const unknown = [...buttons, ...events].filter(id => !commands.has(id) && !commandsOfEditor.has(id));
      assert.deepEqual(unknown, []);
      assert.doesNotMatch(
        description,
        /(?<!`)`(?!`)|(?<!\*)\*(?!\*)/,
        "walkthroughs write ``code`` and __italics__",
      );
      assert.ok(buttons.length > 0, `no button in "${description}"`);
    }
  });
});

describe("the README", () => {
  it("installs the package of this version", () => {
    const named = [...readText("README.md").matchAll(/--install-extension (\S+)/g)].map(([, file]) => file);
    assert.deepEqual(named, [packageName()]);
  });
});

describe("the release workflow", () => {
  interface Job {
    readonly permissions?: Readonly<Record<string, string>>;
    readonly environment?: string;
    readonly steps: readonly { readonly uses?: string; readonly run?: string; readonly env?: object }[];
  }
  const { jobs, permissions } = load(readText(".github/workflows/release.yml")) as {
    readonly jobs: Readonly<Record<string, Job>>;
    readonly permissions: object;
  };
  const publishing = Object.entries(jobs).filter(([, { environment }]) => environment === "release");
  const runsOf = ({ steps }: Job) => steps.flatMap(({ run }) => run ?? []).join("\n");

  it("builds in one job, and publishes those files from jobs that build nothing", () => {
    assert.deepEqual(
      publishing.map(([name]) => name),
      ["npm", "marketplace", "open-vsx"],
    );
    for (const [name, job] of publishing) {
      assert.ok(!job.steps.some(({ uses }) => uses?.startsWith("actions/checkout")), name);
      assert.match(runsOf(job), /sha256sum --check sums\.txt[\s\S]*\.\/\*\.(?:vsix|tgz)/, name);
    }
    assert.match(runsOf(jobs.build as Job), /npm test[\s\S]*npm run test:vsix[\s\S]*npm run package/);
  });
  it("has a long-lived token only for the place that takes no other", () => {
    assert.deepEqual(permissions, {});
    const withSecret = publishing.filter(([, job]) => JSON.stringify(job).includes("secrets."));
    assert.deepEqual(
      withSecret.map(([name]) => name),
      ["open-vsx"],
    );
    const withIdentity = publishing.filter(([, job]) => job.permissions?.["id-token"] === "write");
    assert.deepEqual(
      withIdentity.map(([name]) => name),
      ["npm", "marketplace"],
    );
  });
});
