import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { HubOverview } from "../../../src/organizations/kept-answers";
import { kindOf } from "../../../src/organizations/kind-of";
import { authorKinds } from "../../../src/organizations/kinds";
import { readOwnAuthors } from "../../../src/organizations/own-authors";
import { coverage } from "../../../src/organizations/table-coverage";

const shipped = readOwnAuthors("name,kind,country\nMaker,company,US\nlab,university,DE\n", "csv").authors;
const own = readOwnAuthors("name,kind\nmaker,non-profit\nsomebody,unknown\n", "csv").authors;
const answer = (name: string, is: HubOverview["is"]) => new Map([[name, { is }]]);
const nobody = { kind: "unknown", country: null, from: "none", isOrganization: null };

describe("the kind of an author", () => {
  it("comes from the user's table first, without the shipped country", () => {
    assert.deepEqual(kindOf("MAKER", { own, shipped, asked: answer("maker", "person") }), {
      kind: "non-profit",
      country: null,
      from: "own",
      isOrganization: true,
    });
  });

  it("comes from the shipped table next, in any case", () => {
    const expected = { kind: "company", country: "US", from: "shipped", isOrganization: true };
    assert.deepEqual(kindOf("mAkEr", { shipped }), expected);
    assert.deepEqual(kindOf("mAkEr", { shipped, asked: answer("maker", "person") }), expected);
  });

  it("comes from the Hub's answer last: a person is one, an organization has no kind yet, and nobody stays unknown", () => {
    assert.deepEqual(kindOf("ann", { shipped, asked: answer("ann", "person") }), {
      kind: "person",
      country: null,
      from: "overview",
      isOrganization: false,
    });
    assert.deepEqual(kindOf("acme", { shipped, asked: answer("acme", "organization") }), {
      kind: "unknown",
      country: null,
      from: "overview",
      isOrganization: true,
    });
    assert.deepEqual(kindOf("gone", { shipped, asked: answer("gone", "nobody") }), {
      ...nobody,
      from: "overview",
    });
  });

  it("is unknown if nothing tells, also for names that every object inherits", () => {
    for (const name of ["nobody", "constructor", "__proto__", "toString", ""])
      assert.deepEqual(kindOf(name, { own, shipped }), nobody, name);
  });

  it("stays unknown where the user says so, whatever the Hub answers", () => {
    assert.deepEqual(kindOf("somebody", { own, shipped }), { ...nobody, from: "own" });
    assert.deepEqual(kindOf("somebody", { own, shipped, asked: answer("somebody", "organization") }), {
      ...nobody,
      from: "own",
      isOrganization: true,
    });
  });
});

describe("coverage", () => {
  const figures = [
    { author: "MAKER", models: 3, downloads: 100 },
    { author: "lab", models: 2, downloads: null },
    { author: "stranger", models: 5, downloads: 40 },
    { author: "silent", models: 1, downloads: null },
  ];

  it("sums authors, models, and downloads, in all and by kind", () => {
    const { all, known, byKind } = coverage(figures, { shipped });
    assert.deepEqual(all, { authors: 4, models: 11, downloads: 140, modelsWithoutDownloads: 3 });
    assert.deepEqual(known, { authors: 2, models: 5, downloads: 100, modelsWithoutDownloads: 2 });
    assert.deepEqual(byKind.get("company"), {
      authors: 1,
      models: 3,
      downloads: 100,
      modelsWithoutDownloads: 0,
    });
    assert.deepEqual(byKind.get("unknown"), {
      authors: 2,
      models: 6,
      downloads: 40,
      modelsWithoutDownloads: 1,
    });
    assert.deepEqual([...byKind.keys()], [...authorKinds]);
  });

  it("is nothing for no authors", () => {
    const { all, known } = coverage([]);
    assert.deepEqual(all, { authors: 0, models: 0, downloads: 0, modelsWithoutDownloads: 0 });
    assert.deepEqual(known, all);
  });
});
