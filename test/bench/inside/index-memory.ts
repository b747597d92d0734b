// Opens the index in a folder, reads one family, saves one change, and prints the bytes that its process took at the peak.
import { folderFiles } from "../../../src/platform/node-files";
import { openIndex } from "../../../src/store/open-index";
import { body, decoded, jsonDecoder, wasm } from "../../unit/store/test-index";

async function main(folder: string): Promise<void> {
  const index = await openIndex({ wasm: wasm(), files: folderFiles(folder), decoder: jsonDecoder });
  await index.packedFamily({ id: "maker-0/root-7" });
  const answer = decoded("maker-1/model-0-1", ["maker-0/root-0"]);
  await index.putModel({ asked: answer.model.id, body: body(answer), at: 1_500 });
  await index.save();
  console.log(process.resourceUsage().maxRSS * 1024);
  process.exit(0);
}

void main(process.argv[2] ?? "");
