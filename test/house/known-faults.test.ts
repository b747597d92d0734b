import assert from "node:assert/strict";
import { test } from "node:test";
import { auditCode, auditInWords, readAudit } from "./known-faults";

const fault = {
  name: "made-up",
  severity: "high",
  nodes: ["node_modules/made-up"],
  via: [{ title: "Reads too far", url: "https://example.org/1" }, "another"],
};
const report = (vulnerabilities: object) => JSON.stringify({ auditReportVersion: 2, vulnerabilities });

test("a registry that does not answer is told, and is not the same as no faults", () => {
  const refusals = [
    JSON.stringify({ message: "405 Method Not Allowed", error: { summary: "", detail: "" } }),
    JSON.stringify({ error: { code: "ENETUNREACH", summary: "no network" } }),
    "Error: spawnSync npm ETIMEDOUT",
    "",
    "[]",
  ];
  for (const refusal of refusals) {
    const audit = readAudit(refusal);
    assert.equal(audit.answered, false, refusal);
    assert.match(auditInWords(audit, []), /^The registry did not answer \(.+\)\. .* unknown/);
    assert.equal(auditCode(audit), 2);
  }
  assert.match(auditInWords(readAudit(refusals[0] ?? ""), []), /405 Method Not Allowed/);
});

test("no faults are an answer", () => {
  const audit = readAudit(report({}));
  assert.equal(auditInWords(audit, []), "The registry knows of no fault in any package.");
  assert.equal(auditCode(audit), 0);
});

test("a fault names its package, whether users get it, and its advisories", () => {
  const audit = readAudit(report({ "made-up": fault }));
  assert.equal(auditCode(audit), 1);
  const line = (bundled: readonly string[]) => auditInWords(audit, bundled).split("\n")[1];
  const shipped = "made-up (high, in the package): Reads too far https://example.org/1";
  assert.equal(line(["node_modules/made-up/index.js"]), shipped);
  const other = "made-up (high, for development only): Reads too far https://example.org/1";
  assert.equal(line(["node_modules/made-up-not/index.js"]), other);
});
