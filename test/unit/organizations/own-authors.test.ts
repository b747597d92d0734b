import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { longestOwnTable, readOwnAuthors } from "../../../src/organizations/own-authors";

const kinds = "company, university, non-profit, government, community, classroom, person, unknown";

describe("the user's table as CSV", () => {
  it("is read by its header, in any order and case, with quotes, a mark at the start, and blank lines", () => {
    const { authors, problems } = readOwnAuthors(
      '\ufeffKind, Country ,"Name",note\r\n\r\n Company ,us,"acme","said ""so"""\r\nPERSON,,Ann-B\r\n',
      "csv",
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      [...authors],
      [
        ["acme", { name: "acme", kind: "company", country: "US" }],
        ["ann-b", { name: "Ann-B", kind: "person", country: null }],
      ],
    );
  });

  it("says that it is in UTF-16 or has other separators", () => {
    const table = "name,kind\nacme,company\n";
    for (const [text, problem] of [
      [Buffer.from(`\ufeff${table}`, "utf16le").toString("utf8"), /is in UTF-16\. Save it as UTF-8/],
      [`\ufeff${table.replaceAll(",", ";")}`, /separates its columns with semicolons\. Save it with commas/],
      [table.replaceAll(",", "\t"), /separates its columns with tabs/],
      ["label,kind\n", /has no header with the columns name and kind/],
    ] as const) {
      const { authors, problems } = readOwnAuthors(text, "csv");
      assert.deepEqual([authors.size, problems.length], [0, 1], text);
      assert.match(problems[0] ?? "", problem);
    }
  });

  it("tells each bad row with its line and reads the rest", () => {
    const rows = [
      "name,kind,country",
      "acme,startup,",
      "acme/model,company,",
      ",company,",
      "two words,company,",
      "lab,university,UK",
      "lab,,DE",
      '"over',
      'two lines",company,',
      "Sound,company,DE",
      "SOUND,person,",
    ];
    const { authors, problems } = readOwnAuthors(rows.join("\n"), "csv");
    assert.deepEqual([...authors.keys()], ["sound"]);
    assert.deepEqual(problems, [
      `Line 2 has the kind "startup". Use one of ${kinds}.`,
      'Line 3 has the name "acme/model". Give only the author, without a slash.',
      "Line 4 has no name. Give the author's name on the Hub.",
      'Line 5 has the name "two words", which the Hub does not allow (it has characters other than letters, digits, -, _, and .). Give the author\'s name on the Hub.',
      'Line 6 has the country "UK". Use a two-letter code (ISO 3166-1), such as DE or US, or leave it out.',
      `Line 7 has no kind. Use one of ${kinds}.`,
      'Line 8 has the name "over⟨U+000A⟩two lines", which the Hub does not allow (it has characters other than letters, digits, -, _, and .). Give the author\'s name on the Hub.',
      "Line 11 names SOUND again after line 10. Remove one of the lines.",
    ]);
  });

  it("resumes on the next line after a quote that is not closed", () => {
    const { authors, problems } = readOwnAuthors(
      'name,kind\n"acme"x,company\nlab,university\n"open,person\n',
      "csv",
    );
    assert.deepEqual([...authors.keys()], ["lab"]);
    assert.deepEqual(
      problems.map(problem => problem.slice(0, 45)),
      ["Line 2 has a quote that is not closed. Write ", "Line 4 has a quote that is not closed. Write "],
    );
  });

  it("needs a header with commas", () => {
    for (const text of ["acme,company\n", "name\nacme\n", '"name,kind\n'])
      assert.match(readOwnAuthors(text, "csv").problems.join(), /^The table of authors has no header/, text);
  });
});

describe("the user's table as JSON", () => {
  it("is a list of objects", () => {
    const { authors, problems } = readOwnAuthors(
      '[{"name": "acme", "kind": "company", "country": "de", "note": [1, {"a": "]"}]},\n {"name": "Ann", "kind": "person"}]',
      "json",
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      [...authors.values()],
      [
        { name: "acme", kind: "company", country: "DE" },
        { name: "Ann", kind: "person", country: null },
      ],
    );
  });

  it("tells each bad row with the line on which it begins", () => {
    const text = `[
  {"name": "a,b\\"[", "kind": "company"},
  7, null,
  {
    "name": 12, "kind": "person"
  }, {"name": "acme", "kind": {}},
  {"name": "acme", "kind": "constructor"},
  {"name": "acme", "kind": "company", "country": 49},
  {"__proto__": {"name": "acme", "kind": "company"}},
  []
]`;
    const { authors, problems } = readOwnAuthors(text, "json");
    assert.equal(authors.size, 0);
    assert.deepEqual(problems, [
      'Line 2 has the name "a,b\\"[", which the Hub does not allow (it has characters other than letters, digits, -, _, and .). Give the author\'s name on the Hub.',
      'Line 3 is not an object. Write {"name": "…", "kind": "…"}.',
      'Line 3 is not an object. Write {"name": "…", "kind": "…"}.',
      'Line 4 has the name "12". Give the author\'s name on the Hub as text.',
      `Line 6 has the kind "{…}". Use one of ${kinds}.`,
      `Line 7 has the kind "constructor". Use one of ${kinds}.`,
      'Line 8 has the country "49". Use a two-letter code (ISO 3166-1), such as DE or US, or leave it out.',
      "Line 9 has no name. Give the author's name on the Hub.",
      'Line 10 is not an object. Write {"name": "…", "kind": "…"}.',
    ]);
  });

  it("says on which line the text stops being JSON", () => {
    assert.deepEqual(readOwnAuthors('[\n{"name": "acme",,}]', "json").problems, [
      "Line 2 of the table of authors is not valid JSON. Correct it, or save the table as CSV.",
    ]);
    assert.match(readOwnAuthors('{"acme": "company"}', "json").problems.join(), /is not a list/);
  });
});

describe("a hostile table", () => {
  it("may name what every object inherits", () => {
    const { authors, problems } = readOwnAuthors("name,kind\nconstructor,company\n__proto__,person\n", "csv");
    assert.deepEqual(problems, []);
    assert.deepEqual([...authors.keys()], ["constructor", "__proto__"]);
  });

  it("is not read if it is too large, has too many rows, or is empty", () => {
    const huge = `name,kind\n${"x".repeat(longestOwnTable)}`;
    assert.match(
      readOwnAuthors(huge, "csv").problems.join(),
      /has 2000010 characters, and at most 2000000 are read/,
    );
    const many = `name,kind\n${"a,person\n".repeat(50_001)}`;
    assert.match(readOwnAuthors(many, "csv").problems.join(), /has 50001 rows, and at most 50000 are read/);
    for (const format of ["csv", "json"] as const)
      assert.match(readOwnAuthors(" \n", format).problems.join(), /is empty/);
  });

  it("yields at most 21 sentences, with values cut and shown as codes", () => {
    const rows = Array.from({ length: 30 }, (_, at) => `maker${at},\u202e${"k".repeat(500)}`);
    const { problems } = readOwnAuthors(`name,kind\n${rows.join("\n")}`, "csv");
    assert.equal(problems.length, 21);
    assert.equal(problems.at(-1), "10 more rows have problems.");
    assert.ok(problems.every(problem => problem.length < 250 && !problem.includes("\u202e")));
  });

  it("of a million brackets or quotes ends with a sentence", () => {
    assert.equal(readOwnAuthors("[".repeat(1_000_000), "json").authors.size, 0);
    assert.equal(readOwnAuthors(`name,kind\n${'"""\n'.repeat(250_000)}`, "csv").authors.size, 0);
  });
});
