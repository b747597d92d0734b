import assert from "node:assert/strict";
import type { IncomingMessage, ServerResponse } from "node:http";
import { test } from "node:test";
import { NoPullRequests, Unconfirmed } from "../../../src/app/ports/proposal-port";
import { proposalsOver } from "../../../src/hub/repos/proposals";
import { clientOptions, deferred, FakeTimers, failed, json, withStub } from "./stub-server";

const sha = "a".repeat(40);
const proposal = {
  id: "lab/m",
  sha,
  text: "---\nlicense: mit\n---\n",
  title: "Set it",
  description: "One.\n\nTwo.",
};
const signal = () => new AbortController().signal;
const regular = { files: [{ path: "README.md", uploadMode: "regular", shouldIgnore: false }] };

const options = (url: string, more: object = {}) =>
  clientOptions(url, { token: async () => "hf_secret", ...more });

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** A Hub that takes the first request of a commit, and answers the second as a test says. */
const upTo =
  (commit: (response: ServerResponse, body: string) => void) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    if (request.url?.includes("/preupload/") === true) json(response, regular);
    else commit(response, body);
  };

test("a pull request is two requests with the token, and the answer's address is one of this model", async () => {
  let sent = "";
  await withStub(
    upTo((response, body) => {
      sent = body;
      json(response, { pullRequestUrl: "https://huggingface.co/lab/m/discussions/7" });
    }),
    async stub => {
      const open = () => proposalsOver(options(stub.url)).open(proposal, signal());
      assert.equal(await open(), "https://huggingface.co/lab/m/discussions/7");
      assert.deepEqual(stub.tokens, ["Bearer hf_secret", "Bearer hf_secret"]);
      assert.deepEqual(
        stub.asked.map(path => path.replace("/api/models/lab/m", "")),
        ["/preupload/main?create_pr=1", "/commit/main?create_pr=1"],
      );
      const [header, file] = sent.split("\n").map(line => JSON.parse(line));
      assert.deepEqual(header.value, { summary: "Set it", description: "One.\n\nTwo.", parentCommit: sha });
      assert.equal(Buffer.from(file.value.content, "base64").toString(), proposal.text);
    },
  );
  for (const [said, url] of [
    ["https://evil.example/lab/m/discussions/7", "/lab/m/discussions/7"],
    ["https://huggingface.co/other/m/discussions/7", "/lab/m/discussions/7"],
    ["javascript:alert(1)", null],
    ["https://huggingface.co/lab/m", null],
    [7, null],
  ] as const)
    await withStub(
      upTo(response => json(response, { pullRequestUrl: said })),
      async stub => {
        const opened = proposalsOver(options(stub.url)).open(proposal, signal());
        if (url === null) assert.match((await failed(opened, "unreadable")).message, /no address of one/);
        else assert.equal(await opened, stub.url + url);
      },
    );
});

test("a Hub that takes the commit and does not answer is given up, and the outcome is told as unknown", async () => {
  const arrived = deferred();
  await withStub(
    upTo(() => arrived.resolve()),
    async stub => {
      const timers = new FakeTimers();
      const opened = proposalsOver(options(stub.url, { timers })).open(proposal, signal());
      await arrived.promise;
      timers.runOut();
      const error = await failed(opened, "unreadable");
      assert.ok(error instanceof Unconfirmed);
      assert.match(error.message, /did not respond in time/);
      assert.ok(error.message.includes(`Look at ${stub.url}/lab/m/discussions`));
      assert.equal(stub.asked.length, 2, "nothing is repeated");
    },
  );
});

test("nothing is repeated or redirected, and only what the Hub itself says means that nothing was opened", async () => {
  for (const [status, body, isUnknown] of [
    [500, { error: "Internal error" }, true],
    [408, { error: "Timeout" }, true],
    [307, { error: "Moved" }, true],
    [202, { pullRequestUrl: "https://huggingface.co/lab/m/discussions/7" }, true],
    [403, "<html>Blocked</html>", true],
    [403, { error: "Forbidden" }, false],
    [412, { error: "A commit has happened since." }, false],
    [404, { error: "Repository not found" }, false],
    [429, "slow down", false],
  ] as const)
    await withStub(
      upTo(response => json(response, body, { Location: "/elsewhere" }, status)),
      async stub => {
        const error: unknown = await proposalsOver(options(stub.url))
          .open(proposal, signal())
          .catch((cause: unknown) => cause);
        assert.equal(error instanceof Unconfirmed, isUnknown, `${status}: ${error}`);
        assert.equal(stub.asked.length, 2, `${status} is neither repeated nor followed`);
      },
    );
});

test("a signal stops before the commit without a word of doubt, and after it with one", async () => {
  const arrived = deferred();
  await withStub(
    upTo(() => arrived.resolve()),
    async stub => {
      const { open } = proposalsOver(options(stub.url));
      await failed(open(proposal, AbortSignal.abort()), "canceled");
      assert.equal(stub.asked.length, 0);
      const stop = new AbortController();
      const opened = open(proposal, stop.signal);
      await arrived.promise;
      stop.abort();
      assert.ok((await failed(opened, "unreadable")) instanceof Unconfirmed);
    },
  );
});

test("open pull requests of a title are found on every page, and others are not", async () => {
  const request = (num: number, more = {}) => ({
    num,
    title: "Set it",
    status: "open",
    isPullRequest: true,
    ...more,
  });
  const pages = [
    [request(1, { title: "Set it all" }), request(2, { status: "merged" })],
    [request(3, { isPullRequest: false }), request(4, { status: "draft" }), request(5)],
  ];
  const answering = (count: number) => (asked: IncomingMessage, response: ServerResponse) => {
    const page = Number(new URL(asked.url ?? "", "http://x").searchParams.get("p"));
    json(response, { discussions: pages[page] ?? [], count, start: 0 });
  };
  await withStub(answering(5), async stub => {
    const found = await proposalsOver(options(stub.url)).alike("lab/m", "Set it");
    assert.deepEqual(found, {
      addresses: [4, 5].map(num => `${stub.url}/lab/m/discussions/${num}`),
      isWhole: true,
    });
    assert.equal(stub.asked.length, 2);
  });
  await withStub(answering(500), async stub => {
    assert.equal((await proposalsOver(options(stub.url)).alike("lab/m", "Set it")).isWhole, false);
    assert.equal(stub.asked.length, 3, "an empty page is the last one");
  });
  await withStub(
    (_, response) => json(response, { error: "Discussions are disabled for this repo" }, {}, 403),
    async stub => {
      const error = await failed(proposalsOver(options(stub.url)).alike("lab/m", "x"), "refused");
      assert.ok(error instanceof NoPullRequests);
    },
  );
  await withStub(
    (_, response) => json(response, { discussions: "none" }),
    async stub => void (await failed(proposalsOver(options(stub.url)).alike("lab/m", "x"), "unreadable")),
  );
});
