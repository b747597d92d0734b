import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { cliFetch } from "../../../src/cli/network/cli-fetch";
import { createHubClient, type HubClientOptions } from "../../../src/hub/client";
import { systemTimers } from "../../../src/hub/timers";
import { startSampleHub } from "../../harness/hub";
import type { LoopbackHub } from "../../hub/server";
import { clientOptions, failed } from "../../unit/hub/stub-server";
import { type Ran, runCli, withFolder } from "../run";
import { type RunningProxy, startProxy } from "./forward-proxy";
import { type SecureFront, startSecureFront } from "./secure-front";

const folder = mkdtempSync(join(tmpdir(), "hub-lineage-proxy-"));
const bloom = "bigscience/bloom-560m";
let hub: LoopbackHub;
let front: SecureFront;
let ports: { readonly plain: number; readonly secure: number };
before(async () => {
  hub = await startSampleHub();
  const plain = Number(new URL(hub.url).port);
  front = await startSecureFront(folder, plain);
  ports = { plain, secure: front.port };
});
after(async () => {
  await front.close();
  await hub.close();
  rmSync(folder, { recursive: true });
});

/** Reads one model from a Hub at an address, with variables. */
function readModel(endpoint: string, env: Readonly<Record<string, string>>): Promise<Ran> {
  const args = ["family", bloom, "--up", "0", "--down", "0"];
  return withFolder(index => runCli([...args, "--index", index], { HF_ENDPOINT: endpoint, ...env }));
}

async function withProxy<T>(work: (proxy: RunningProxy) => Promise<T>, password?: string): Promise<T> {
  const proxy = await startProxy(ports, password);
  try {
    return await work(proxy);
  } finally {
    await proxy.close();
  }
}

const licenseIn = (ran: Ran) => JSON.parse(ran.stdout || "{}").models?.[0]?.license;

test("an http Hub is read through HTTP_PROXY, and an https Hub through a tunnel in which the token is encrypted", () =>
  withProxy(async proxy => {
    const plain = await readModel("http://hub.test", { http_proxy: proxy.url });
    assert.equal(licenseIn(plain), "bigscience-bloom-rail-1.0", plain.stderr);
    assert.match(proxy.asked[0] ?? "", /^GET http:\/\/hub\.test\/api\/models\/bigscience\/bloom-560m\?/);
    const before = proxy.asked.length;
    hub.resetRequests();
    const secure = await readModel("https://hub.test", {
      HTTPS_PROXY: proxy.url,
      NODE_EXTRA_CA_CERTS: front.certificate,
      HF_TOKEN: "hf_loopback",
    });
    assert.equal(licenseIn(secure), "bigscience-bloom-rail-1.0", secure.stderr);
    const tunnels = proxy.asked.slice(before);
    assert.match(tunnels[0] ?? "", /^CONNECT hub\.test:443 /);
    assert.ok(tunnels.every(line => !/hf_loopback|authorization/i.test(line)));
    assert.ok(hub.requests().length > 0);
  }));

test("a proxy that wants a password gets it from the variable, and is named without it in messages", () =>
  withProxy(async proxy => {
    const known = proxy.url.replace("//", "//user:pass%20word@");
    const env = { NODE_EXTRA_CA_CERTS: front.certificate };
    const ran = await readModel("https://hub.test", { ...env, HTTPS_PROXY: known });
    assert.equal(licenseIn(ran), "bigscience-bloom-rail-1.0", ran.stderr);
    const wrong = await readModel("https://hub.test", {
      ...env,
      HTTPS_PROXY: known.replace("pass", "wrong"),
    });
    assert.equal(wrong.code, 2);
    assert.ok(
      wrong.stderr.includes(`The proxy ${proxy.url} requires a user name and password.`),
      wrong.stderr,
    );
    assert.doesNotMatch(wrong.stderr, /wrong|pass%20word|pass word/);
  }, "pass word"));

test("a proxy that is not there is named, and NO_PROXY and this machine go without one", async () => {
  const gone = "http://127.0.0.1:9";
  const refused = await readModel("https://hub.test", { HTTPS_PROXY: gone });
  assert.match(
    refused.stderr,
    /^hub-lineage: The proxy http:\/\/127\.0\.0\.1:9 cannot be reached \(ECONNREFUSED\)\. Check HTTPS_PROXY, or add hub\.test to NO_PROXY\./,
  );
  const direct = await readModel(hub.url, { HTTP_PROXY: gone });
  assert.equal(licenseIn(direct), "bigscience-bloom-rail-1.0", direct.stderr);
  const exempt = await readModel("http://hub.invalid", { HTTP_PROXY: gone, no_proxy: "invalid" });
  assert.match(exempt.stderr, /hub\.invalid cannot be reached/);
});

test("a certificate that nobody signed is refused with the variable to set, directly and through a proxy", () =>
  withProxy(async proxy => {
    const own = `https://localhost:${front.port}`;
    const direct = await readModel(own, {});
    assert.match(direct.stderr, /localhost:\d+ cannot be reached \(.*CERT.*\)\. .* set NODE_EXTRA_CA_CERTS/);
    const trusted = await readModel(own, { NODE_EXTRA_CA_CERTS: front.certificate });
    assert.equal(licenseIn(trusted), "bigscience-bloom-rail-1.0", trusted.stderr);
    const tunnel = await readModel("https://hub.test", { HTTPS_PROXY: proxy.url });
    assert.ok(
      tunnel.stderr.includes(`hub.test cannot be reached through the proxy ${proxy.url} (`),
      tunnel.stderr,
    );
    assert.match(tunnel.stderr, /set NODE_EXTRA_CA_CERTS/);
    const trust = { NODE_EXTRA_CA_CERTS: front.certificate };
    const wrongName = await readModel("https://another.test", { ...trust, HTTPS_PROXY: proxy.url });
    assert.match(
      wrongName.stderr,
      /another\.test cannot be reached .* Its certificate is for another host\./,
    );
  }));

/** A model of a Hub that is read through a proxy that says one thing to each connection, or what `say` does with it. */
async function throughBroken<T>(
  say: string | ((socket: Socket) => void),
  work: (model: (endpoint: string, more?: Partial<HubClientOptions>) => Promise<unknown>) => Promise<T>,
): Promise<T> {
  const open = new Set<Socket>();
  const server = createServer(socket => {
    open.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("data", () => (typeof say === "string" ? socket.end(say) : say(socket)));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fetch = cliFetch({ HTTP_PROXY: proxy, HTTPS_PROXY: proxy });
  try {
    return await work((endpoint, more) =>
      createHubClient(clientOptions(endpoint, { fetch, ...more })).model(bloom),
    );
  } finally {
    for (const socket of open) socket.destroy();
    server.close();
  }
}

test("a status that no response has is told through a proxy as it is without one", async () => {
  for (const status of ["600", "999"]) {
    const { message } = await throughBroken(`HTTP/1.1 ${status} No\r\nContent-Length: 2\r\n\r\n{}`, model =>
      failed(model("http://hub.test"), "server"),
    );
    assert.equal(
      message,
      `hub.test reported a server problem (status ${status}). Try again in a few minutes.`,
    );
  }
  await throughBroken("HTTP/1.1 000 No\r\nContent-Length: 2\r\n\r\n{}", async model => {
    assert.match((await failed(model("http://hub.test"), "unreadable")).message, /unexpected status 0/);
  });
});

test("a proxy that switches to another protocol, or sends no TLS, is a failure", async () => {
  const switching = "HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n";
  for (const say of [switching, "HTTP/1.1 200 OK\r\n\r\nno TLS at all"])
    await throughBroken(say, model => failed(model("https://hub.test"), "unreachable"));
  await throughBroken(switching, model => failed(model("http://hub.test"), "unreachable"));
});

/** Resolves when a connection is closed, by its end or by a reset. */
function closed(socket: Socket): Promise<void> {
  socket.on("error", () => undefined);
  return new Promise(done => socket.once("close", () => done()));
}

test("a proxy that sends single bytes in place of a tunnel is given up like a silent Hub", {
  timeout: 20_000,
}, async () => {
  const left: Promise<unknown>[] = [];
  const drip = (socket: Socket) => {
    socket.write("HTTP/1.1 200 OK\r\nX: ");
    const drops = setInterval(() => socket.write("a"), 20);
    left.push(closed(socket).finally(() => clearInterval(drops)));
  };
  await throughBroken(drip, async model => {
    const limits = { timeoutMs: 300 };
    const { message } = await failed(model("https://hub.test", { limits, timers: systemTimers }), "timeout");
    assert.match(message, /^hub\.test did not respond within .* the proxy http:\/\/127\.0\.0\.1:\d+,/);
    await Promise.all(left);
  });
});

test("a proxy that wants a password and never ends its answer is left at once, for both kinds of addresses", {
  timeout: 20_000,
}, async () => {
  const heads = ["Content-Length: 9", "Transfer-Encoding: chunked", "Connection: keep-alive"];
  for (const head of heads)
    for (const endpoint of ["http://hub.test", "https://hub.test"]) {
      const left: Promise<unknown>[] = [];
      const keepOpen = (socket: Socket) => {
        left.push(closed(socket));
        socket.write(`HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic\r\n${head}\r\n\r\n`);
      };
      await throughBroken(keepOpen, async model => {
        const { message } = await failed(model(endpoint), "unreachable");
        assert.match(message, /^The proxy http:\/\/127\.0\.0\.1:\d+ requires a user name and password\./);
        assert.equal(left.length, 1, "it was asked more than once");
        await Promise.all(left);
      });
    }
});

test("the command line ends although a proxy that wants a password keeps its connection", async () => {
  const open = new Set<Socket>();
  const server = createServer(socket => {
    open.add(socket.on("error", () => socket.destroy()));
    socket.once("data", () => socket.write("HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic\r\n\r\n"));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    for (const endpoint of ["http://hub.test", "https://hub.test"]) {
      const ran = await readModel(endpoint, { HTTP_PROXY: proxy, HTTPS_PROXY: proxy });
      assert.equal(ran.code, 2);
      assert.match(ran.stderr, /requires a user name and password/);
    }
  } finally {
    for (const socket of open) socket.destroy();
    server.close();
  }
});

test("what is sent to the Hub goes through a proxy whole, as a POST", () =>
  withProxy(async proxy => {
    const asked = hub.requests().length;
    const send = cliFetch({ http_proxy: proxy.url });
    const answer = await send(`http://hub.test/api/models/${bloom}/preupload/main?create_pr=1`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: "Bearer hf_loopback" },
      body: JSON.stringify({ files: [{ path: "é.md" }] }),
    });
    assert.equal(JSON.parse(await answer.text()).files[0].path, "é.md");
    assert.equal(hub.requests()[asked]?.method, "POST");
  }));
