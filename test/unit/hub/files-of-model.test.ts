import assert from "node:assert/strict";
import { test } from "node:test";
import { createHubClients } from "../../../src/hub/client";
import { clientOptions, failed, json, withStub } from "./stub-server";

const file = (path: string) => ({ type: "file", path, size: 1 });
const filesAt = (url: string) => createHubClients(clientOptions(url)).modelFiles;

test("every page of a list of files is read", () =>
  withStub(
    (request, response) => {
      const isSecond = request.url?.includes("cursor=2");
      const headers = isSecond
        ? {}
        : { Link: `<http://${request.headers.host}/api/models/a/b/tree/main?cursor=2>; rel="next"` };
      json(
        response,
        [file(isSecond ? "adapter_config.json" : "README.md")],
        headers as Record<string, string>,
      );
    },
    async stub => {
      const files = await filesAt(stub.url).tree("a/b");
      assert.deepEqual(
        files.map(({ name }) => name),
        ["README.md", "adapter_config.json"],
      );
    },
  ));

test("a list of files without end, one that leads elsewhere, and what is no list are refused", async () => {
  const answers = [
    { body: [file("x")], link: "?again", why: /more than/, reason: "unreadable" },
    {
      body: [file("x")],
      link: "/api/models/other/tree/main",
      why: /outside its own list/,
      reason: "refused",
    },
    { body: {}, link: null, why: /not valid JSON/, reason: "unreadable" },
    { body: [null, file("x")], link: null, why: /not valid JSON/, reason: "unreadable" },
  ] as const;
  for (const { body, link, why, reason } of answers)
    await withStub(
      (_, response) => {
        const many =
          Array.isArray(body) && link === "?again" ? Array.from({ length: 2_000 }, () => file("x")) : body;
        json(response, many, link === null ? {} : { Link: `<${link}>; rel="next"` });
      },
      async stub => {
        const error = await failed(filesAt(stub.url).tree("a/b"), reason);
        assert.match(error.message, why);
      },
    );
});
