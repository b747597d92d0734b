// Builds the product into dist/ (`node esbuild.mjs`), the tests into out/ (`--tests`), or rebuilds the product
// on changes (`--watch`). `--dev` keeps names and source maps.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import * as esbuild from "esbuild";
import { buildCommandLine } from "./cli-files.mjs";
import { bundledFolders, bundledInputs, noticesOf } from "./notices.mjs";

const root = dirname(fileURLToPath(import.meta.url));
const flags = new Set(process.argv.slice(2));
const development = flags.has("--watch") || flags.has("--dev");

/** A file of Python or HTML is a module that exports its `text`. */
const filesAsText = {
  name: "files-as-text",
  setup(build) {
    build.onLoad({ filter: /\.(?:py|html)$/ }, ({ path }) => ({
      contents: `export const text = ${JSON.stringify(readFileSync(path, "utf8"))};`,
    }));
  },
};

/** Packages that our packages import for features that nothing here uses, and what the bundles get instead. */
const unused = {
  // Upload chunking and hashing in @huggingface/hub: 22 KB.
  "@huggingface/xetchunk-wasm": "module.exports = {};",
  // Animations in d3-zoom, which the tree does not use, with color interpolation: 14 KB.
  "d3-transition":
    'import { selection } from "d3-selection"; selection.prototype.interrupt = function () { return this; }; export const interrupt = () => {};',
};
/** The SDK of MCP brings a validator of JSON Schema, 150 KB; the tools check their own input. */
Object.assign(unused, {
  "@modelcontextprotocol/server/_shims":
    'export { default as process } from "node:process"; export class DefaultJsonSchemaValidator { getValidator() { return data => ({ valid: true, data, errorMessage: undefined }); } }',
});
const withoutUnused = {
  name: "without-unused",
  setup(build) {
    const filter = new RegExp(`^(${Object.keys(unused).join("|")})$`);
    build.onResolve({ filter }, ({ path }) => ({ path, namespace: "unused" }));
    build.onLoad({ filter: /./, namespace: "unused" }, ({ path }) => ({
      contents: unused[path],
      resolveDir: root,
    }));
  },
};

/**
 * The commit of @huggingface/hub from its sources, without hashing and uploads of large files, which are five sixths of it: a card is
 * none, and the Hub is asked before.
 */
const withoutLargeFiles = {
  name: "without-large-files",
  setup(build) {
    const library = resolve(root, "node_modules/@huggingface/hub/src");
    build.onResolve({ filter: /^@huggingface\/hub$/ }, ({ importer }) =>
      importer.endsWith("library-commit.ts") ? { path: join(library, "lib/commit.ts") } : undefined,
    );
    build.onResolve(
      { filter: /\/utils\/(?:uploadShards|sha256|createBlobs|SplicedBlob)$/ },
      ({ importer }) =>
        importer === join(library, "lib/commit.ts")
          ? { path: "large-files", namespace: "large-files" }
          : undefined,
    );
    build.onLoad({ filter: /./, namespace: "large-files" }, () => ({
      contents: "export const uploadShards = null, sha256 = null, createBlobs = null, SplicedBlob = null;",
    }));
  },
};

/** Lets a bundle leave out tables of texts that nothing in it uses: the functions that mark them only return them. */
const unusedTables = {
  name: "unused-tables",
  setup(build) {
    build.onLoad({ filter: /[\\/](?:src|webview)[\\/].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(
        /(?<== )(?=(?:english|countable|once)\()/g,
        "/* @__PURE__ */ ",
      ),
      loader: "ts",
    }));
  },
};

const plugins = [filesAsText, withoutUnused, withoutLargeFiles, unusedTables];

/** What every bundle shares; `platform` picks the runtime and the file behind `#platform`. */
const bundle = platform => ({
  absWorkingDir: root,
  bundle: true,
  platform,
  format: "cjs",
  target: "es2022",
  external: ["vscode"],
  alias: {
    // The package has no browser condition; its browser build also runs on Node.
    "@huggingface/hub": resolve(root, "node_modules/@huggingface/hub/dist/browser/index.mjs"),
    "#platform": resolve(root, platform === "node" ? "src/platform/node.ts" : "src/platform/web.ts"),
  },
  plugins,
  logLevel: "warning",
});

// What notices there are stand in third-party-notices.txt.
const product = {
  charset: "utf8",
  legalComments: "none",
  minify: !development,
  sourcemap: development ? "linked" : false,
  metafile: true,
};
const node = { ...bundle("node"), ...product };
const web = { ...bundle("browser"), ...product };

/** Leaves an import out of its bundle, to be loaded from a file next to it. */
const apart = (filter, file) => ({
  name: "apart",
  setup(build) {
    build.onResolve({ filter }, () => ({ path: file, external: true }));
  },
});

/** One program draws the pictures of reports, in the panel's page (a global there) and in Node (a module). */
const pictures = { module: /\/pictures\/report-pictures$/, global: "hubLineagePictures" };
const picturesFromPage = {
  name: "pictures-from-page",
  setup(build) {
    build.onResolve({ filter: pictures.module }, ({ path }) => ({ path, namespace: "page" }));
    build.onLoad({ filter: /./, namespace: "page" }, () => ({
      contents: `module.exports = ${pictures.global};`,
    }));
  },
};
/** In a program for Node that requires it when a page is written. */
const picturesApart = {
  plugins: [...plugins, apart(pictures.module, "./pictures.js")],
  supported: { "dynamic-import": false },
};

const bundles = [
  // On the desktop the extension proper is a program of its own: activation reads a tenth of the whole.
  // It is required: an import would have Node look for the names that it exports, which takes longer than running it.
  {
    ...node,
    entryPoints: ["src/extension.ts"],
    outfile: "dist/extension.js",
    plugins: [...plugins, apart(/^\.\/open$/, "./extension.web.js")],
    supported: { "dynamic-import": false },
  },
  // One program for the desktop and the browser: all but a few files of it are the same.
  {
    ...web,
    stdin: {
      contents: 'export { activate } from "./extension"; export * from "./open";',
      resolveDir: join(root, "src"),
      sourcefile: "whole-extension.ts",
    },
    outfile: "dist/extension.web.js",
    alias: { ...web.alias, "#platform": resolve(root, "src/platform/here/here-extension.ts") },
    external: [...web.external, "node:*"],
  },
  // So is this one.
  {
    ...node,
    entryPoints: ["src/worker.ts"],
    outfile: "dist/worker.js",
    alias: { ...node.alias, "#platform": resolve(root, "src/platform/here/here-worker.ts") },
    format: "iife",
  },
  // Snapshots are for the desktop; their program is started for an import or an analysis, and ended after it.
  {
    ...node,
    ...picturesApart,
    entryPoints: ["src/snapshot-worker.ts"],
    outfile: "dist/snapshot-worker.js",
  },
  { ...web, entryPoints: ["webview/panel-main.ts"], outfile: "dist/webview.js", format: "iife" },
  // Charts come with a library of their own, which the other views do not load.
  {
    ...web,
    entryPoints: ["src/pictures/report-pictures.ts"],
    outfile: "dist/pictures.js",
    format: "iife",
    globalName: pictures.global,
    footer: { js: `if (typeof module === "object") module.exports = ${pictures.global};` },
  },
  {
    ...web,
    entryPoints: ["webview/report/report-main.ts"],
    outfile: "dist/report.js",
    format: "iife",
    plugins: [...plugins, picturesFromPage],
  },
  { ...web, entryPoints: ["webview/main.css"], outfile: "dist/webview.css" },
];

/** The command line, which is split into files. */
const commandLine = {
  ...node,
  entryPoints: ["src/cli/main.ts"],
  plugins: [...plugins, apart(pictures.module, "../pictures.js")],
};

/** The test programs, found by directory, so no list can go stale. */
function testEntries() {
  const files = readdirSync(join(root, "test"), { recursive: true }).map(file => file.replaceAll("\\", "/"));
  const programs =
    /^(harness\/[^/]+|bench\/[^/]+|bench\/(?:inside|snapshots)\/[^/]+|hub\/serve|integration\/index)\.ts$/;
  return files
    .filter(file => file.endsWith(".test.ts") || (programs.test(file) && !file.endsWith(".d.ts")))
    .map(file => `test/${file}`);
}

/** Removes programs of tests that no longer exist; the runners go by directory. */
function dropStale(entries) {
  if (!existsSync(join(root, "out"))) return;
  const wanted = new Set(entries.map(entry => entry.slice("test/".length).replace(/\.ts$/, ".js")));
  for (const file of readdirSync(join(root, "out"), { recursive: true })) {
    const name = file.replaceAll("\\", "/");
    if (name.endsWith(".js") && !wanted.has(name)) rmSync(join(root, "out", name));
  }
}

async function buildTests() {
  const entryPoints = testEntries();
  dropStale(entryPoints);
  await esbuild.build({
    ...bundle("node"),
    entryPoints,
    outbase: "test",
    outdir: "out",
    packages: "external",
    sourcemap: "inline",
  });
  console.error(`out/  ${entryPoints.length} test programs`);
}

const announce = {
  name: "announce",
  setup(build) {
    build.onStart(() => console.error("[watch] build started"));
    build.onEnd(result => console.error(`[watch] build finished, ${result.errors.length} errors`));
  },
};

/** Writes the licenses of all that was bundled, and the names of what they come from for the test of them. */
function writeNotices(metafiles) {
  const folders = bundledFolders(metafiles);
  const inputs = `${JSON.stringify(bundledInputs(metafiles), null, 1)}\n`;
  writeFileSync(join(root, "dist/bundled-inputs.json"), inputs);
  writeFileSync(join(root, "dist/third-party-notices.txt"), noticesOf(root, folders));
}

/** Puts the pages of rules into one file, which packs much smaller than one file for each. */
function writeRulePages() {
  const folder = join(root, "docs/rules");
  const pages = readdirSync(folder).map(name => [name, readFileSync(join(folder, name), "utf8")]);
  writeFileSync(join(root, "dist/rule-pages.json"), JSON.stringify(Object.fromEntries(pages)));
}

/** Packs the texts of licenses that may be copied: all for the npm package, and the two of most models for the extension. */
function writeLicenseTexts() {
  const folder = join(root, "src/card/obligations/texts");
  const texts = readdirSync(folder).map(name => [
    name.replace(/\.txt$/, ""),
    readFileSync(join(folder, name), "utf8"),
  ]);
  const common = texts.filter(([license]) => license === "mit" || license === "apache-2.0");
  writeFileSync(join(root, "dist/common-licenses.json"), JSON.stringify(Object.fromEntries(common)));
  writeFileSync(
    join(root, "dist/license-texts.json.br"),
    brotliCompressSync(JSON.stringify(Object.fromEntries(texts))),
  );
}

/** The dictionaries as VS Code and the programs read them: by keys instead of English texts, which take half of their weight. */
async function writeDictionaries() {
  const { outputFiles } = await esbuild.build({
    ...{ absWorkingDir: root, entryPoints: ["src/words/text-key.ts"], write: false, format: "esm" },
  });
  const { packedTexts } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
  mkdirSync(join(root, "dist/l10n"), { recursive: true });
  for (const name of readdirSync(join(root, "l10n"))) {
    const texts = JSON.parse(readFileSync(join(root, "l10n", name), "utf8"));
    writeFileSync(join(root, "dist/l10n", name), JSON.stringify(packedTexts(texts)));
  }
}

async function buildProduct() {
  const ready = bundles.filter(({ entryPoints: [entry] = ["src/open.ts"] }) => {
    if (existsSync(join(root, entry))) return true;
    console.error(`skipped: ${entry} does not exist yet`);
    return false;
  });
  mkdirSync(join(root, "dist"), { recursive: true });
  copyFileSync(join(root, "node_modules/sql.js/dist/sql-wasm.wasm"), join(root, "dist/sql-wasm.wasm"));
  writeRulePages();
  writeLicenseTexts();
  await writeDictionaries();
  if (flags.has("--watch")) {
    const contexts = await Promise.all(
      ready.map(options => esbuild.context({ ...options, plugins: [...options.plugins, announce] })),
    );
    await Promise.all(contexts.map(context => context.watch()));
    return;
  }
  const settled = await Promise.allSettled([
    ...ready.map(options => esbuild.build(options)),
    buildCommandLine(commandLine, join(root, "dist")).then(metafile => ({ metafile })),
  ]);
  for (const { outfile } of ready) {
    const path = join(root, outfile);
    if (!existsSync(path)) continue;
    console.error(
      `${relative(root, path).padEnd(24)} ${(statSync(path).size / 1024).toFixed(1).padStart(8)} KB`,
    );
  }
  if (settled.some(outcome => outcome.status === "rejected")) process.exitCode = 1;
  else writeNotices(settled.map(({ value }) => value.metafile));
}

try {
  await (flags.has("--tests") ? buildTests() : buildProduct());
} catch (error) {
  // esbuild has printed its own messages already; anything else needs its words.
  if (!error.errors) console.error(error);
  process.exitCode = 1;
}
