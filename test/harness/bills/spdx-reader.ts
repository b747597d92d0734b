import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pythonFolder } from "../engines";

/** Why a test with the reader was not run. */
export const needsSpdxReader = "needs python3 and spdx-python-model from the Python registry";

/** The folder of the classes that are generated from the model of SPDX 3.0.1; null if the registry does not serve them. */
export function spdxModelFolder(): string | null {
  return pythonFolder("spdx-model", "spdx-python-model==0.0.6", "spdx_python_model/__init__.py");
}

/** What the classes of SPDX make of a document: its elements, each as `type name`; throws with their complaint if they refuse it. */
export function readBySpdx(folder: string, text: string): readonly string[] {
  const own = mkdtempSync(join(tmpdir(), "hub-lineage-spdx-"));
  try {
    const file = join(own, "bill.json");
    writeFileSync(file, text);
    const environment = { ...process.env, PYTHONPATH: folder, PYTHONUTF8: "1" };
    const ran = spawnSync("python3", ["-c", program, file], { env: environment, maxBuffer: 1 << 26 });
    if (ran.status !== 0) throw new Error(ran.stderr.toString().trimEnd().split("\n").at(-1));
    return JSON.parse(ran.stdout.toString());
  } finally {
    if (existsSync(own)) rmSync(own, { recursive: true, force: true });
  }
}

/** Reads a document, writes it again, which checks what each class requires, and lists the elements. */
const program = `
import io, json, sys
from spdx_python_model import v3_0_1 as spdx
objects = spdx.SHACLObjectSet()
with open(sys.argv[1], "rb") as file:
    spdx.JSONLDDeserializer().read(file, objects)
missing = objects.link()
if missing:
    raise ValueError("undefined: " + ", ".join(sorted(missing)))
spdx.JSONLDSerializer().write(objects, io.BytesIO())
print(json.dumps(sorted(f"{o._COMPACT_TYPE or o._TYPE} {getattr(o, 'name', None) or ''}".strip() for o in objects.foreach())))
`;
