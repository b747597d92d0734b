import assert from "node:assert/strict";
import { test } from "node:test";
import { credentials, proxyFor } from "../../../../src/cli/network/proxies";

const through = (address: string, environment: Readonly<Record<string, string>>) =>
  proxyFor(new URL(address), environment)?.name ?? null;

test("each scheme has its own proxy variable, and lower case comes first", () => {
  const both = { HTTPS_PROXY: "http://s:1", HTTP_PROXY: "http://p:2" };
  assert.equal(through("https://huggingface.co/api", both), "http://s:1");
  assert.equal(through("http://hub.test/api", both), "http://p:2");
  assert.equal(through("https://huggingface.co", { ...both, https_proxy: "low:3" }), "http://low:3");
  assert.equal(through("https://huggingface.co", { HTTP_PROXY: "http://p:2" }), null);
  assert.equal(through("https://huggingface.co", { HTTPS_PROXY: "" }), null);
});

test("this machine is never reached through a proxy", () => {
  const both = { HTTPS_PROXY: "http://s:1", HTTP_PROXY: "http://p:2" };
  for (const host of ["localhost:8000", "127.0.0.1", "127.9.9.9:80", "[::1]:5", "hub.localhost"])
    assert.equal(through(`http://${host}/`, both), null, host);
});

test("NO_PROXY exempts hosts with their subdomains, ports, and everything", () => {
  const exempt = (address: string, list: string) =>
    through(address, { HTTPS_PROXY: "http://s:1", NO_PROXY: list }) === null;
  assert.ok(exempt("https://huggingface.co", "other.test, huggingface.co"));
  assert.ok(exempt("https://cdn.huggingface.co", "huggingface.co"));
  assert.ok(exempt("https://cdn.huggingface.co", ".huggingface.co"));
  assert.ok(exempt("https://cdn.huggingface.co", "*.huggingface.co"));
  assert.ok(exempt("https://huggingface.co", "*"));
  assert.ok(exempt("https://huggingface.co", "huggingface.co:443"));
  assert.ok(exempt("https://[fd00::1]:8443", "[fd00::1]:8443 x"));
  assert.ok(!exempt("https://huggingface.co", "huggingface.co:8443"));
  assert.ok(!exempt("https://nothuggingface.co", "huggingface.co"));
  assert.ok(!exempt("https://huggingface.co", ""));
});

test("a variable that is no address of an http proxy is refused in a sentence that does not repeat it", () => {
  for (const value of ["socks5://user:secret@x:1", "http://", "::"])
    assert.throws(
      () => through("https://huggingface.co", { HTTPS_PROXY: value }),
      (error: Error) =>
        /^HTTPS_PROXY is not the address/.test(error.message) && !error.message.includes("secret"),
    );
});

test("a percent sign in a proxy's password stands for itself unless it begins an escape", () => {
  const sent = (address: string) => {
    const [, coded = ""] = (credentials(new URL(address))["Proxy-Authorization"] ?? "").split(" ");
    return Buffer.from(coded, "base64").toString();
  };
  assert.equal(sent("http://u:p%zz@host"), "u:p%zz");
  assert.equal(sent("http://u%40x:50%25%@host"), "u@x:50%%");
  assert.equal(sent("http://u:ü%@host"), "u:ü%");
  assert.deepEqual(credentials(new URL("http://host")), {});
});
