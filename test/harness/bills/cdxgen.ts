import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { startProxy } from "../../cli/network/forward-proxy";
import { startSecureFront } from "../../cli/network/secure-front";
import type { LoopbackHub } from "../../hub/server";
import { installed } from "../engines";

// The name under which it is called makes it look for AI.
const program = "node_modules/.bin/aibom";

/** cdxgen, which finds a loopback Hub where it looks for huggingface.co. */
export interface RunningCdxgen {
  /** Its bill of a model, as JSON; null if it writes none. */
  bill(id: string): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * Brings cdxgen from the registry; null if it is not available. It knows no other Hub than huggingface.co but obeys HTTPS_PROXY, so that
 * a proxy on loopback takes its requests to the Hub of the tests, with a certificate that it is told to trust. Files are written to `own`.
 */
export async function startCdxgen(hub: LoopbackHub, own: string): Promise<RunningCdxgen | null> {
  const folder = installed("cdxgen", ["@cyclonedx/cdxgen@12.8.4", "--omit=optional"], program);
  if (folder === null) return null;
  const port = Number(new URL(hub.url).port);
  const front = await startSecureFront(own, port, ["huggingface.co"]);
  const proxy = await startProxy({ plain: port, secure: front.port });
  const env = {
    ...{ PATH: process.env.PATH ?? "", HOME: own, NODE_EXTRA_CA_CERTS: front.certificate },
    ...{ HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url },
  };
  return {
    bill: async id => {
      const file = join(own, "cdxgen.json");
      rmSync(file, { force: true });
      const args = [`https://huggingface.co/${id}`, "-o", file, "--no-install-deps"];
      const child = spawn(process.execPath, [join(folder, program), ...args], {
        ...{ cwd: own, env, stdio: "ignore" },
      });
      await new Promise(done => child.once("close", done));
      try {
        return JSON.parse(readFileSync(file, "utf8"));
      } catch {
        return null;
      }
    },
    close: async () => {
      await proxy.close();
      await front.close();
    },
  };
}
