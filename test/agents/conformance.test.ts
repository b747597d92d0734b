import assert from "node:assert/strict";
import { test } from "node:test";
import { withFolder } from "../cli/run";
import { startSampleHub } from "../harness/hub";
import { conformanceChecks, type SuiteCheck } from "./conformance-run";
import { startBridge } from "./http-bridge";
import { installedPackages } from "./installed-packages";

/**
 * What the suite asks of a server that was made for it, and this one does not have: the reason, and the scenarios or checks. All
 * other failures are ours.
 */
const notApplicable: readonly (readonly [reason: string, names: readonly string[]])[] = [
  [
    "no tool returns pictures, sound, or resources",
    ["tools-call-image", "tools-call-audio", "tools-call-embedded-resource", "tools-call-mixed-content"],
  ],
  [
    "no prompt has pictures or resources, and no resource is binary",
    ["prompts-get-embedded-resource", "prompts-get-with-image", "resources-read-binary"],
  ],
  [
    "no tool uses the host's language model or asks the user",
    [
      ...["tools-call-sampling", "tools-call-elicitation"],
      ...["elicitation-sep1034-defaults", "elicitation-sep1330-enums"],
      "sep-2575-http-server-no-independent-requests-on-stream",
      ...["sep-2575-server-rejects-undeclared-capability", "sep-2575-missing-capability-http-400"],
    ],
  ],
  [
    "the server declares neither logging nor subscriptions",
    [
      ...["logging-set-level", "tools-call-with-logging", "resources-subscribe", "resources-unsubscribe"],
      "sep-2575-server-no-log-without-loglevel",
    ],
  ],
  [
    "no tool asks the host for anything but its roots",
    [
      ...["elicitation", "sampling", "request-state", "multiple-inputs", "non-tool"].map(
        each => `sep-2322-${each}-incomplete`,
      ),
      ...["sep-2322-result-type-included", "sep-2322-multi-round-r1"],
      ...["sep-2322-reject-tampered-state", "sep-2322-respect-client-capabilities"],
    ],
  ],
  ["no tool has the schema that the suite looks for", ["json-schema-2020-12"]],
  [
    "headers are of HTTP, not of standard input and output",
    [
      ...["http-header-validation", "http-custom-header-server-validation"],
      "sep-2575-http-server-header-mismatch-400",
    ],
  ],
];

const reasonOf = ({ scenario, id }: SuiteCheck): string | undefined =>
  notApplicable.find(([, names]) => names.some(name => name === scenario || name === id))?.[0];

/** The versions of the protocol that the suite knows, with the scenarios that must pass without an exception. */
const versions = ["2025-06-18", "2025-11-25", "2026-07-28"] as const;

const mustPass = [
  ...["tools-list", "tools-call-simple-text", "tools-call-error", "tools-call-with-progress"],
  ...["resources-list", "resources-read-text", "resources-templates-read"],
  ...["prompts-list", "prompts-get-simple", "prompts-get-with-args", "completion-complete"],
];
const ofVersion = {
  "2025-06-18": ["server-initialize", "server-session-lifecycle", "ping"],
  "2025-11-25": ["server-initialize", "server-session-lifecycle", "ping", "server-sse-multiple-streams"],
  "2026-07-28": [
    ...["sep-2164-resource-not-found", "caching", "input-required-result-basic-list-roots"],
    ...["sep-2575-server-implements-discover", "sep-2575-server-unsupported-version-error"],
    "sep-2575-server-sends-subscription-ack",
  ],
};

for (const version of versions) {
  test(`the official conformance suite passes for ${version}`, async t => {
    await installedPackages();
    const hub = await startSampleHub();
    try {
      await withFolder(index =>
        withFolder(async results => {
          const bridge = await startBridge(["--endpoint", hub.url, "--index", index]);
          try {
            const checks = await conformanceChecks(bridge.url, version, results);
            const failed = checks.filter(({ status }) => status === "FAILURE");
            const ours = failed.filter(check => reasonOf(check) === undefined);
            assert.deepEqual(
              ours.map(({ scenario, id, message }) => `${scenario}: ${id}: ${message}`),
              [],
            );
            for (const name of [...mustPass, ...ofVersion[version]]) {
              const found = checks.filter(({ scenario, id }) => name === scenario || name === id);
              assert.ok(found.length > 0, `the suite has no ${name}`);
              assert.deepEqual(
                found.filter(
                  ({ status }) => status !== "SUCCESS" && status !== "INFO" && status !== "SKIPPED",
                ),
                [],
              );
            }
            assert.equal(bridge.stderr(), "");
            t.diagnostic(`${version}: ${summary(checks)}`);
          } finally {
            await bridge.close();
          }
        }),
      );
    } finally {
      await hub.close();
    }
  });
}

/** How many checks passed, and why the others do not apply, with their number. */
function summary(checks: readonly SuiteCheck[]): string {
  const passed = checks.filter(({ status }) => status === "SUCCESS").length;
  const reasons = new Map<string, number>();
  for (const check of checks.filter(({ status }) => status === "FAILURE")) {
    const reason = reasonOf(check) ?? "ours";
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const others = [...reasons].map(([reason, number]) => `${number} do not apply: ${reason}`);
  return [`${passed} checks passed`, ...others].join("; ");
}
