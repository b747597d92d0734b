// The conformance suite imports a function of Node 22, which it calls only to look at the sources of SDKs. On an older Node,
// this gives it one that finds nothing.
import { register } from "node:module";

const shim = `data:text/javascript,${encodeURIComponent(
  'export * from "node:fs"; export { default } from "node:fs"; export const globSync = () => [];',
)}`;
const hook = `export async function resolve(name, context, next) {
  return name === "fs" && context.parentURL?.includes("/conformance/dist/")
    ? { url: ${JSON.stringify(shim)}, shortCircuit: true }
    : next(name, context);
}`;
if (Number(process.versions.node.split(".")[0]) < 22)
  register(`data:text/javascript,${encodeURIComponent(hook)}`);
