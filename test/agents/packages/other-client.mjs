// Connects the client of @ai-sdk/mcp to a server (the arguments after the folder of packages) and prints what it finds. It is a
// program of its own because that client leaves something open that keeps a program alive.
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, card, ...args] = process.argv.slice(2);
const load = file => import(pathToFileURL(join(folder, "node_modules/@ai-sdk/mcp/dist", file)).href);
const [{ createMCPClient }, { Experimental_StdioMCPTransport: Transport }] = await Promise.all([
  load("index.js"),
  load("mcp-stdio/index.js"),
]);
const transport = new Transport({ command: process.execPath, args, env: process.env });
const client = await createMCPClient({ transport });
const tools = await client.tools();
const options = { toolCallId: "1", messages: [] };
const found = {
  tools: (await client.listTools()).tools.map(({ name }) => name),
  checked: await tools.check_model_card.execute({ text: card }, options),
  wrong: await tools.get_model_family.execute({ model: "no model" }, options),
  resources: (await client.listResources()).resources.map(({ uri }) => uri),
};
await client.close();
process.stdout.write(JSON.stringify(found), () => process.exit(0));
