import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, linkSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { test } from "node:test";
import { type Ran, runCli, withFolder } from "./run";

const sound = "---\nlicense: mit\nbase_model: acme/base-7b\n---\n# A model\n";

/** Writes files below a folder, by their paths. */
function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function lint(folder: string, ...args: readonly string[]): Promise<Ran> {
  return runCli(["lint", "--offline", "--index", join(folder, "..", ".index"), ...args]);
}

/** A text in UTF-16, as bytes that are UTF-8 as well. */
const wide = (text: string) => [...text].map(sign => `${sign}\0`).join("");

const weights = { "config.json": "{}", "model.safetensors": "" };
const invalid = ["error front-matter/invalid"];
const misplaced = ["warning front-matter/misplaced"];

/** Cards that were passed over: what they are, what lies beside them, and what is right. */
const passedOver: readonly (readonly [
  what: string,
  text: string,
  files: Readonly<Record<string, string>>,
  findings: readonly string[],
])[] = [
  ["no closing fence", "---\nlicense: mit\n\n# A model\n", weights, invalid],
  [
    "a ragged closing fence",
    "---\nlicense: mit\nbase_model: acme/base-7b\n---oops\n\n# A model\n",
    {},
    invalid,
  ],
  ["a key without a space", "---\nlicense:mit\nbase_model: acme/base-7b\n---\n# A model\n", {}, invalid],
  [
    "markers of a conflict",
    "---\n<<<<<<< HEAD\nlicense: mit\n=======\n>>>>>>> x\nlibrary_name: peft\n---\n",
    {},
    invalid,
  ],
  ["a fence of one dash", "-\nlicense: mit\n-\n# A model\n", weights, misplaced],
  ["a fence with a long dash", "\u2013--\nlicense: mit\n\u2013--\n# A model\n", weights, misplaced],
  ["an opening fence with a blank", "--- \nlicense: mit\n---\n# A model\n", weights, misplaced],
  ["a comment above the block", `<!-- by a tool -->\n${sound}`, weights, misplaced],
  ["two fences in a row", "---\n---\n# A model\n", weights, ["warning front-matter/empty"]],
  ["UTF-16", wide(sound), {}, ["error front-matter/encoding"]],
  ["UTF-16 beside weights", wide("---\nlicense: mit\n---\n"), weights, ["error front-matter/encoding"]],
  [
    "a pointer of Git LFS",
    `version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize 9\n`,
    weights,
    ["error front-matter/lfs-pointer"],
  ],
  ["keys with hyphens", "---\nbase-model: acme/base-7b\n---\n", {}, ["warning front-matter/misspelt-key"]],
  ["capital letters", "---\nBASE_MODEL: acme/base-7b\n---\n", {}, ["warning front-matter/misspelt-key"]],
  ["equals signs", "---\nbase_model = acme/base-7b\n---\n", {}, invalid],
  ["a list of keys", "---\n- base_model: acme/base-7b\n---\n", {}, invalid],
  [
    "a parent in a second block",
    "---\nlicense: mit\n---\n\n---\nbase_model: acme/base-7b\n---\n",
    {},
    ["warning front-matter/second-block"],
  ],
  ["a fence with a hard space", sound.replace("---", "---\u00A0"), {}, misplaced],
  ["no fences", "license: mit\nbase_model: acme/base-7b\n\n# A model\n", {}, misplaced],
  [
    "lists nested 70 deep",
    `---\njunk: ${"[".repeat(70)}${"]".repeat(70)}\nlicense: no-such\nbase_model: ./here\n---\n`,
    {},
    ["error front-matter/invalid", "error license/invalid-id", "error base-model/invalid"],
  ],
  [
    "180 KB of list items",
    `---\njunk:\n${"- 1\n".repeat(45_000)}license: no-such\nbase_model: ./here\n---\n`,
    {},
    ["error license/invalid-id", "error base-model/invalid"],
  ],
];

test("cards that earlier versions skipped are linted, and an error in them exits with 1", () =>
  withFolder(async root => {
    for (const [what, text, files] of passedOver) {
      writeFiles(join(root, "cards", what), { "README.md": text, ...files });
    }
    const { code, stdout, stderr } = await lint(join(root, "cards"), join(root, "cards"), "--format", "json");
    assert.equal(code, 1, stderr);
    const report: { files: { path: string; findings: { severity: string; rule: string }[] }[] } =
      JSON.parse(stdout);
    const found = report.files.map(({ path, findings }) => [
      basename(dirname(path)),
      findings.map(each => `${each.severity} ${each.rule}`),
    ]);
    const right = new Map(passedOver.map(([what, , , findings]) => [what, findings]));
    assert.deepEqual(new Map(found as [string, string[]][]), right);
  }));

test("every unreadable file is reported with exit code 2, and the other cards are linted", () =>
  withFolder(async root => {
    const folder = join(root, "cache");
    writeFiles(folder, { "a/README.md": sound, "folder/README.md/README.md": sound, "z/README.md": sound });
    for (const name of ["dangling", "loop", "pipe", "device", "locked"]) mkdirSync(join(folder, name));
    symlinkSync("../../blobs/gone", join(folder, "dangling/README.md"));
    symlinkSync("README.md", join(folder, "loop/README.md"));
    execFileSync("mkfifo", [join(folder, "pipe/README.md")]);
    symlinkSync("/dev/zero", join(folder, "device/README.md"));
    writeFileSync(join(folder, "locked/README.md"), sound);
    chmodSync(join(folder, "locked/README.md"), 0o000);
    // The administrator may read everything.
    const isLocked = process.getuid?.() !== 0;
    const names = ["dangling", "device", "folder", "loop", "pipe", ...(isLocked ? ["locked"] : [])].sort();
    const cards = isLocked ? 3 : 4;

    const text = await lint(folder, folder);
    assert.equal(text.code, 2, text.stdout + text.stderr);
    for (const [name, why] of [
      ["dangling", "is a link to a file that does not exist"],
      ["device", "is not a file but a pipe or a device"],
      ["folder", "is a folder"],
      ["loop", "is a link to itself"],
      ["pipe", "is not a file but a pipe or a device"],
    ])
      assert.ok(
        text.stdout.includes(
          `${join(folder, name ?? "", "README.md")}  error  This ${why}, so it was not linted;`,
        ),
      );
    assert.match(
      text.stdout,
      new RegExp(`^${cards} model cards: .*; ${names.length} files could not be read$`, "m"),
    );

    const json = JSON.parse((await lint(folder, folder, "--format", "json")).stdout);
    assert.equal(json.files.length, cards);
    const unread = json.unread.map((each: { path: string }) => each.path);
    assert.deepEqual(
      unread,
      names.map(name => join(folder, name, "README.md")),
    );

    const github = await lint(folder, folder, "--format", "github");
    assert.match(github.stdout, /^::error file=.*dangling\/README\.md::This is a link to a file/m);

    const [run] = JSON.parse((await lint(folder, folder, "--format", "sarif")).stdout).runs;
    const [invocation] = run.invocations;
    assert.equal(invocation.executionSuccessful, false);
    assert.equal(invocation.toolExecutionNotifications.length, names.length);
    const [first] = invocation.toolExecutionNotifications;
    assert.equal(first.level, "error");
    assert.match(first.locations[0].physicalLocation.artifactLocation.uri, /dangling\/README\.md$/);
  }));

test("pipes in place of the Git configuration and settings do not hang lint, and named pipes are reported", () =>
  withFolder(async root => {
    const folder = join(root, "model");
    writeFiles(folder, { "README.md": sound });
    mkdirSync(join(folder, ".git"));
    for (const name of [".git/config", ".hublineagerc.json", "card.md"])
      execFileSync("mkfifo", [join(folder, name)]);
    symlinkSync("gone.md", join(folder, "link.md"));
    const ran = await lint(
      folder,
      join(folder, "card.md"),
      join(folder, "link.md"),
      join(folder, "README.md"),
    );
    assert.equal(ran.code, 2, ran.stdout + ran.stderr);
    assert.match(
      ran.stdout,
      /card\.md {2}error {2}This is not a file.*\n.*link\.md {2}error {2}This is a link/,
    );
    assert.match(
      ran.stdout,
      /\.hublineagerc\.json {2}error {2}\.hublineagerc\.json is not a file but a pipe/,
    );
    assert.match(ran.stdout, /^0 model cards: .*; 3 files could not be read$/m);
  }));

test("a link to nowhere or a folder in place of the settings is told with exit 2, and settings may begin with a byte order mark", () =>
  withFolder(async root => {
    writeFiles(root, {
      "a/README.md": sound,
      "b/README.md": sound,
      "b/.hublineagerc.json/x": "",
      "c/README.md": sound,
    });
    writeFiles(root, { "c/.hublineagerc.json": '\uFEFF{"rules": {}}' });
    symlinkSync("gone.json", join(root, "a", ".hublineagerc.json"));
    const ran = await lint(root, root);
    assert.equal(ran.code, 2, ran.stdout);
    assert.match(
      ran.stdout,
      /a\/\.hublineagerc\.json {2}error {2}.* is a link to a file that does not exist\. Correct/,
    );
    assert.match(ran.stdout, /b\/\.hublineagerc\.json {2}error {2}.* is a folder\. Correct/);
    assert.match(ran.stdout, /^1 model card: .*; 2 files could not be read$/m);
  }));

test("a given file that is not a model card is reported and not counted as one", () =>
  withFolder(async root => {
    writeFiles(root, {
      "a/README.md": "# A project\n",
      "b/README.md": sound,
      "c/README.md": "---\nsdk: gradio\n---\n",
    });
    const [a, b, c] = ["a", "b", "c"].map(name => join(root, name, "README.md")) as [string, string, string];
    const one = await lint(join(root, "a"), a, b);
    assert.equal(one.code, 0, one.stderr);
    assert.match(one.stdout, /a\/README\.md {2}This is not a model card, so it was not linted/);
    assert.match(one.stdout, /^1 model card: .* 0 hints; 1 file is not a model card$/m);
    const two = await lint(join(root, "a"), a, c, join(root, "a"), "--format", "json");
    const { files, notCards, skipped } = JSON.parse(two.stdout);
    assert.deepEqual([files, notCards, skipped], [[], [a, c], []], "one that was named is not skipped");
    const all = await lint(root, root);
    assert.match(all.stdout, /^1 model card: .*; 2 other README\.md files are no model cards$/m);
  }));

test("in a worktree or submodule, the model is identified by the remote", () =>
  withFolder(async root => {
    const own = "---\nlicense: mit\nbase_model: me/model\n---\n";
    const remote = (url: string): string => `[core]\n\tbare = false\n[remote "origin"]\n\turl = ${url}\n`;
    writeFiles(root, {
      "main/.git/config": remote("https://hf.co/me/model"),
      "main/.git/worktrees/tree/commondir": "../..\n",
      "main/.git/modules/sub/config": remote("https://me:hf_secret@huggingface.co/me/model.git"),
      "tree/README.md": own,
      "tree/.git": `gitdir: ${join(root, "main/.git/worktrees/tree")}\n`,
      "main/sub/README.md": own,
      "main/sub/.git": "gitdir: ../.git/modules/sub\n",
    });
    const ran = await lint(join(root, "tree"), join(root, "tree"), join(root, "main"));
    assert.equal(ran.stdout.match(/base-model\/self$/gm)?.length, 2, ran.stdout + ran.stderr);
    assert.doesNotMatch(ran.stdout + ran.stderr, /hf_secret/);
    assert.equal(ran.code, 1);
  }));

test("a folder without a README.md exits with 2 and is told; one whose README.md is no model card exits with 0", () =>
  withFolder(async root => {
    writeFiles(root, { "a/README.md": "# A project\n", "b/notes.md": "", "c/README.md": sound });
    const empty = await lint(join(root, "a"), join(root, "c"), join(root, "b"));
    assert.equal(empty.code, 2, empty.stderr);
    assert.match(empty.stdout, /b {2}error {2}No README\.md was found in this folder.* Check the path;/);
    assert.match(empty.stdout, /^1 model card: .*; 1 folder has no README\.md$/m);
    const project = await lint(join(root, "a"), join(root, "a"));
    assert.equal(project.code, 0, project.stderr);
    assert.match(project.stderr, /^hub-lineage: No model card was found in .*\n$/);
  }));

test("linked folders that lead elsewhere are named and counted; what they lead to within the folder is linted once", () =>
  withFolder(async root => {
    writeFiles(root, {
      "cards/a/README.md": sound,
      "elsewhere/b/README.md": sound,
      "cards/.hidden/README.md": sound,
      "cards/note.md": "",
    });
    symlinkSync("../elsewhere", join(root, "cards", "away"));
    symlinkSync("../elsewhere", join(root, "cards", "away-too"));
    symlinkSync(".hidden", join(root, "cards", "shown"));
    symlinkSync("a", join(root, "cards", "same"));
    symlinkSync("..", join(root, "cards", "a", "loop"));
    symlinkSync("note.md", join(root, "cards", "file"));
    const ran = await lint(root, join(root, "cards"));
    assert.match(ran.stdout, /^1 model card: /m);
    assert.match(
      ran.stderr,
      /2 linked folders were not searched: \S+away(?:-too)? and \S+shown\. To lint the cards there, name them as well\.\n$/,
    );
    const named = await lint(
      root,
      join(root, "cards"),
      join(root, "cards", "away"),
      join(root, "cards", "shown"),
    );
    assert.match(named.stdout, /^3 model cards: /m);
    assert.doesNotMatch(named.stderr, /not searched/);
  }));

test("a folder whose name is not UTF-8 is told so", { skip: process.platform !== "linux" }, () =>
  withFolder(async root => {
    const folder = join(root, "cards");
    writeFiles(folder, { "a/README.md": sound });
    mkdirSync(Buffer.from(`${folder}/caf\xe9`, "latin1"));
    const { stdout, code } = await lint(folder, folder);
    assert.equal(code, 2);
    assert.match(stdout, /This has a name that is not UTF-8, so it was not linted/);
  }),
);

test("a summary is not written into a linted card, and does not wait for a pipe's reader", () =>
  withFolder(async root => {
    const folder = join(root, "cards");
    writeFiles(folder, { "README.md": sound });
    const card = join(folder, "README.md");
    symlinkSync(card, join(root, "link.md"));
    linkSync(card, join(root, "hard.md"));
    for (const target of [card, join(root, "link.md"), join(root, "hard.md")]) {
      const { stderr, code } = await lint(folder, folder, "--summary", target);
      assert.equal(code, 2);
      assert.match(stderr, /is one of the linted cards/);
    }
    assert.equal(readFileSync(card, "utf8"), sound);
    const pipe = join(root, "pipe");
    execFileSync("mkfifo", [pipe]);
    const waiting = await lint(folder, folder, "--summary", pipe);
    assert.match(waiting.stderr, /The summary cannot be written: ENXIO/);
  }));

test("a broken configuration next to a card is told, and the card counts as not checked completely", () =>
  withFolder(async root => {
    const folder = join(root, "cards");
    writeFiles(folder, {
      "README.md": sound,
      "adapter_config.json": '{"base_model_name_or_path": "acme/other-7b",}',
    });
    const broken = await lint(folder, folder);
    assert.equal(broken.code, 2, broken.stdout);
    assert.match(broken.stdout, /adapter_config\.json is not valid JSON .* base-model\/unreadable-files/);
    assert.match(broken.stdout, /1 model card could not be checked completely/);
    const trace = await runCli(["trace", folder, "--offline", "--index", join(root, ".index")]);
    assert.equal(trace.code, 2);
  }));

test("a README without front matter next to weights is told", () =>
  withFolder(async root => {
    writeFiles(root, {
      "README.md": "# A model\n",
      "model.safetensors": "",
      "sub/README.md": "# A project\n",
    });
    const { code, stdout, stderr } = await lint(root, root);
    assert.equal(code, 0);
    assert.match(stderr, /README\.md lies next to files of a model but has no front matter/);
    assert.doesNotMatch(stderr, /sub.README\.md lies/);
    assert.match(stdout, /2 other README\.md files are no model cards/);
  }));
