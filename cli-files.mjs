// Builds the command line: dist/cli.js starts it, and dist/cli has a file for each program that it imports when a command
// needs it, and for what several of them share. A command then reads, and Node compiles, only its own part.
import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as esbuild from "esbuild";

/** What stands for the folder `dist` in a file of the command line, wherever that file is. */
const placeOf = file =>
  `const distFolder = ${file === "cli.js" ? "__dirname" : 'require("node:path").dirname(__dirname)'};`;

/** esbuild splits modules only: each becomes a script, which Node loads faster and can keep compiled. */
async function asScript({ text, name }, { minify }) {
  const { code } = await esbuild.transform(text, {
    format: "cjs",
    target: "es2022",
    platform: "node",
    minify,
    supported: { "dynamic-import": false },
    banner: `${name === "cli.js" ? "#!/usr/bin/env node\n" : ""}${placeOf(name)}`,
  });
  return code;
}

/** Builds the command line from `options`, those of a bundle, into `dist`; returns esbuild's metafile. */
export async function buildCommandLine(options, dist) {
  const built = await esbuild.build({
    ...options,
    format: "esm",
    splitting: true,
    sourcemap: false,
    write: false,
    outdir: dist,
    entryNames: "cli",
    chunkNames: "cli/[name]-[hash]",
    define: { __dirname: "distFolder" },
  });
  mkdirSync(join(dist, "cli"), { recursive: true });
  const files = built.outputFiles.map(({ path, text }) => {
    const name = path.slice(dist.length + 1).replaceAll("\\", "/");
    return { name, text };
  });
  for (const file of files) {
    const path = join(dist, file.name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, await asScript(file, options));
  }
  chmodSync(join(dist, "cli.js"), 0o755);
  const names = new Set(files.map(({ name }) => name));
  for (const name of readdirSync(join(dist, "cli")))
    if (!names.has(`cli/${name}`)) rmSync(join(dist, "cli", name), { recursive: true });
  return built.metafile;
}
