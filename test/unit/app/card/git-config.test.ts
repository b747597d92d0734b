import assert from "node:assert/strict";
import { test } from "node:test";
import { gitConfigFor, gitHeadFor } from "../../../../src/app/card/git-config";

/** What is read of some files, and which were looked for. */
async function read(files: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const known = new Map(Object.entries(files));
  const config = await gitConfigFor(async path => {
    asked.push(path);
    return known.get(path) ?? null;
  });
  return { config, asked };
}

const cases: readonly (readonly [
  what: string,
  files: Readonly<Record<string, string>>,
  config: string | null,
])[] = [
  ["a repo", { ".git/config": "own" }, "own"],
  ["a submodule", { ".git": "gitdir: ../.git/modules/x\n", "../.git/modules/x/config": "sub" }, "sub"],
  [
    "a worktree",
    {
      ".git": "gitdir: /r/.git/worktrees/x\r\n",
      "/r/.git/worktrees/x/commondir": "../..\n",
      "/r/.git/worktrees/x/../../config": "common",
    },
    "common",
  ],
  [
    "a worktree with an absolute common folder",
    {
      ".git": "gitdir: C:/r/.git/worktrees/x",
      "C:/r/.git/worktrees/x/commondir": "C:/r/.git\r\n",
      "C:/r/.git/config": "common",
    },
    "common",
  ],
  ["a folder with blanks", { ".git": "gitdir: ../a b/.git  \n", "../a b/.git/config": "blank" }, "blank"],
  ["a broken link", { ".git": "gitdir: ../gone\n" }, null],
  ["a file that is no link", { ".git": "words\ngitdir: ../x\n", "../x/config": "no" }, null],
  ["no repo", {}, null],
];

for (const [what, files, config] of cases) {
  test(`the Git configuration of ${what} is found`, async () =>
    assert.equal((await read(files)).config, config));
}

test("a folder on another computer is not read", async () => {
  for (const link of ["//evil.example/share", "\\\\evil.example\\share", "/\\evil.example/x"]) {
    assert.deepEqual((await read({ ".git": `gitdir: ${link}\n` })).asked, [".git/config", ".git"]);
    const common = await read({
      ".git": "gitdir: ../x\n",
      "../x/commondir": `${link}\n`,
      "../x/config": "own",
    });
    assert.equal(common.config, "own");
  }
});

test("the commit that is checked out is read from HEAD, a branch, packed branches, and a worktree", async () => {
  const commit = "0123456789abcdef0123456789abcdef01234567";
  const other = "f".repeat(40);
  const cases: readonly (readonly [files: Readonly<Record<string, string>>, commit: string | null])[] = [
    [{ ".git/HEAD": `${commit}\n` }, commit],
    [{ ".git/HEAD": "ref: refs/heads/main\n", ".git/refs/heads/main": `${commit}\n` }, commit],
    [
      {
        ".git/HEAD": "ref: refs/heads/main\n",
        ".git/packed-refs": `# pack-refs\n${other} refs/heads/xmain\n${commit} refs/heads/main\n^${other}\n`,
      },
      commit,
    ],
    [
      {
        ".git": "gitdir: /r/.git/worktrees/w\n",
        "/r/.git/worktrees/w/commondir": "../..\n",
        "/r/.git/worktrees/w/HEAD": "ref: refs/heads/side\n",
        "/r/.git/worktrees/w/../../refs/heads/side": `${commit}\n`,
        "/r/.git/HEAD": `${other}\n`,
      },
      commit,
    ],
    [{ ".git/HEAD": "ref: refs/heads/main\n" }, null],
    [{ ".git/HEAD": "ref: refs/../../../secret\n", ".git/refs/../../../secret": commit }, null],
    [{ ".git/HEAD": "ref: refs/heads/main\n", ".git/refs/heads/main": "ref: refs/heads/x\n" }, null],
    [{ ".git": "gitdir: //evil.example/share\n", "//evil.example/share/HEAD": commit }, null],
    [{}, null],
  ];
  for (const [files, wanted] of cases) {
    const known = new Map(Object.entries(files));
    assert.equal(await gitHeadFor(async path => known.get(path) ?? null), wanted, JSON.stringify(files));
  }
});
