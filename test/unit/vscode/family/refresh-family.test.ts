import assert from "node:assert/strict";
import { test } from "node:test";
import { HubError, UserError } from "../../../../src/app/ports/errors";
import type { FamilyPresenter } from "../../../../src/vscode/family/family-presenter";
import type { FamilySidebar } from "../../../../src/vscode/family/family-sidebar";
import { refreshFamily } from "../../../../src/vscode/family/refresh-family";
import type { Session } from "../../../../src/vscode/session";

interface Failed {
  readonly id: string;
  readonly error: HubError;
}

/** A session whose Hub answers for every model but those of `failing`; beside it, another model always fails. */
function sessionOf(failing: Readonly<Record<string, HubError>>, offline: UserError | null = null) {
  const listeners = new Set<(failed: Failed) => void>();
  const read: string[] = [];
  const fail = (failed: Failed) => {
    for (const listener of listeners) listener(failed);
  };
  const session = {
    requireOnline() {
      if (offline !== null) throw offline;
    },
    cards: { active: { subject: { identity: { repo: "o/own" }, parents: ["o/parent"] } } },
    facts: {
      read: async (id: string) => {
        read.push(id);
        fail({ id: "o/elsewhere", error: new HubError("server", "Another model failed.") });
        const error = failing[id];
        if (error) fail({ id, error });
      },
    },
    readChildren: async (id: string) => void read.push(`children of ${id}`),
    onDidFail: (listener: (failed: Failed) => void) => {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
  };
  const refreshes: string[] = [];
  const panel = { focus: "o/own", readFromHub: async () => void refreshes.push("panel") };
  const sidebar = { refresh: () => void refreshes.push("sidebar") };
  const refresh = () =>
    refreshFamily(
      session as unknown as Session,
      panel as unknown as FamilyPresenter,
      sidebar as unknown as FamilySidebar,
      undefined,
    );
  return { refresh, read, refreshes, listeners };
}

test("a refresh reads the card's model, its children, and its parents, and redraws both views", async () => {
  const { refresh, read, refreshes } = sessionOf({});
  await refresh();
  assert.deepEqual(read, ["o/own", "children of o/own", "o/parent"]);
  assert.deepEqual(refreshes, ["panel", "sidebar"]);
});

test("a refresh tries everything if the Hub does not answer, then says so", async () => {
  const unreachable = new HubError("unreachable", "example.org cannot be reached. Check the network.");
  const later = new HubError("server", "A later one.");
  const { refresh, read, refreshes, listeners } = sessionOf({ "o/own": unreachable, "o/parent": later });
  await assert.rejects(refresh(), unreachable);
  assert.deepEqual(read, ["o/own", "children of o/own", "o/parent"]);
  assert.deepEqual(refreshes, ["panel", "sidebar"]);
  assert.equal(listeners.size, 0);
});

test("a refresh sends no requests if the Hub may not be used, and says why", async () => {
  const offline = new UserError("The Hub is not asked.");
  const { refresh, read } = sessionOf({}, offline);
  await assert.rejects(refresh(), offline);
  assert.deepEqual(read, []);
});
