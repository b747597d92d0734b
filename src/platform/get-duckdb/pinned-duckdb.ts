/** A build of DuckDB's command line: where it is, and what it has to be. */
export interface PinnedDuckdb {
  readonly version: string;
  readonly url: string;
  readonly bytes: number;
  /** Of the whole archive, in hexadecimal digits. */
  readonly sha256: string;
  /** The program's name in the archive, a ZIP file. */
  readonly program: string;
}

const version = "1.5.6";

/** The wheels of duckdb-cli on PyPI, which the makers of DuckDB publish: [folder, end of the name, bytes, SHA-256] by platform and processor. */
const wheels: Readonly<Record<string, readonly [string, string, number, string]>> = {
  "linux-x64": [
    "9c/b5/4ed517e199e817c6f1900d6b25c55166f2f7933f6d05571eab8564bc528c",
    "manylinux_2_17_x86_64.manylinux2014_x86_64",
    21_285_304,
    "9797555bd39095d730eb0d0b3bf29e95e148c96a4cdce1e363f01c7bf7003a44",
  ],
  "linux-arm64": [
    "9c/53/57db6896bad6bdd8d5078bcfb1424f812c8c16fad3856e86367331d0ec11",
    "manylinux_2_17_aarch64.manylinux2014_aarch64",
    19_292_802,
    "9b03301a14310a4ef7f86386e87b36954fe099ed762c8a81f94f7bd0ba073542",
  ],
  "darwin-x64": [
    "c7/0a/d0fe7f4e8f9aa7b193528fef6310497a719e845fdc63e0b2bf4d04e788ac",
    "macosx_12_0_x86_64",
    18_952_617,
    "9bcad8efb4bf3fc9ceacb226e557976446fa19930f8714f59d18d9acc1b9a35b",
  ],
  "darwin-arm64": [
    "08/bb/fbc6f6ea745970b72c6413bc20d13367438363b8300c592ca1936d12c278",
    "macosx_12_0_arm64",
    17_001_296,
    "239b7a1af956931b6f91fe62b23912c4afdcb3538d0c00853126425067a4afe4",
  ],
  "win32-x64": [
    "ba/56/5ba1d86f393d9333a0947984e3a8ec4aafb1f06b5f8ddc848d0972189874",
    "win_amd64",
    12_920_724,
    "3fad6bf532f8101ab4d383d513ad560121946042cab17d8b63f0ad3575dc4ae1",
  ],
  "win32-arm64": [
    "ea/64/f1044c8bbc47d4f7b14b8775075208f576bc236090a194dafd84bd2f6dbf",
    "win_arm64",
    13_865_534,
    "1359947569e53aa6c7c01de6661d809bfd6306fec8d1cb234d952a4e0a620613",
  ],
};

/** The build for a system, such as `linux-x64`; null if there is none. */
export function pinnedDuckdb(system: string): PinnedDuckdb | null {
  const found = Object.hasOwn(wheels, system) ? wheels[system] : undefined;
  if (found === undefined) return null;
  const [folder, end, bytes, sha256] = found;
  const url = `https://files.pythonhosted.org/packages/${folder}/duckdb_cli-${version}-py3-none-${end}.whl`;
  const program = `duckdb_cli/duckdb${system.startsWith("win32") ? ".exe" : ""}`;
  return { version, url, bytes, sha256, program };
}
