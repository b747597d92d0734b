import assert from "node:assert/strict";
import { test } from "node:test";
import { HubError } from "../../../../src/app/ports/errors";
import type { OverviewPort } from "../../../../src/app/ports/overview-port";
import {
  type AuthorQuestion,
  askAuthors,
  askedInWords,
  authorsToAsk,
} from "../../../../src/app/report/ask-authors";
import { columnsOf } from "../../../../src/columns/build-columns";
import { type KeptAnswers, noAnswers } from "../../../../src/organizations/kept-answers";

const model = (id: string, downloads: number | null) => ({ id, numbers: { downloads } });
const columns = columnsOf(
  [
    ...[
      model("small/a", 1),
      model("google/b", 900),
      model("large/c", 70),
      model("two/d", 1),
      model("two/e", null),
    ],
    ...[
      model("LARGE/f", 5),
      model("gpt2", 50),
      model("-odd/g", 400),
      model("kept/h", 300),
      model("mine/i", 200),
    ],
  ],
  [{ parent: "small/a", child: "two/d", relation: "finetune" }],
);
const own = [{ name: "mine", kind: "person", country: null }] as const;
const kept: KeptAnswers = { answers: [{ name: "Kept", is: "person", at: 5 }], unanswered: [] };
const question: AuthorQuestion = { scope: {}, own, kept, most: 10, now: 6 };

test("authors of unknown kind are asked about, by downloads and then models, each once", () => {
  assert.deepEqual(authorsToAsk(columns, question), ["large", "two", "small"]);
  assert.deepEqual(authorsToAsk(columns, { ...question, most: 1 }), ["large"]);
  assert.deepEqual(authorsToAsk(columns, { ...question, kept: null })[0], "kept");
  assert.deepEqual(authorsToAsk(columns, { ...question, own: undefined })[0], "mine");
  const unknown = [{ name: "google", kind: "unknown", country: null }] as const;
  assert.deepEqual(authorsToAsk(columns, { ...question, own: unknown })[0], "google");
});

test("a scope has the authors at the other end of its links too", () => {
  assert.deepEqual(authorsToAsk(columns, { ...question, scope: { organization: "small" } }), [
    "small",
    "two",
  ]);
});

const answering = (answer: (name: string) => "person" | HubError): OverviewPort => ({
  overview: async name => {
    const is = answer(name);
    if (is instanceof HubError) throw is;
    return { is };
  },
});

test("a name without an answer is remembered as such; after a failure that concerns all, the rest is left", async () => {
  const asked = await askAuthors(["a", "b", "c"], {
    overviews: answering(name => (name === "b" ? new HubError("server", "A server problem.") : "person")),
    clock: () => 9,
    ask: {},
  });
  assert.deepEqual(asked.told, {
    answers: [
      { name: "a", is: "person", at: 9 },
      { name: "c", is: "person", at: 9 },
    ],
    unanswered: [{ name: "b", at: 9 }],
  });
  assert.equal(
    askedInWords(asked, 3),
    "The Hub answered about 2 of 3 authors: 0 organizations, 2 persons, and 0 names that nobody has today. A server problem.",
  );
  const names = Array.from({ length: 50 }, (_, at) => `n${at}`);
  const offline = await askAuthors(names, {
    overviews: answering(() => new HubError("offline", "Offline.")),
    clock: () => 9,
    ask: {},
  });
  assert.deepEqual(offline.told, noAnswers);
  assert.equal(offline.failure?.reason, "offline");
});
