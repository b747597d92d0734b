import type { Family } from "../../../../src/lineage/family";
import { bareModel } from "../../../../src/lineage/model";

/** Texts that some reader of our exports would obey, link, or read as its own. */
export const hostileTexts: readonly string[] = [
  "%%{init: {'theme':'dark', 'securityLevel':'loose'}}%%",
  '%%{init: {"flowchart": {"htmlLabels": true}}}%%',
  "---\ntitle: x\n---",
  "%% a comment",
  '"]; click m0 "javascript:alert(1)"; m9["x',
  "m0 --> m1; end; subgraph x",
  "style m0 fill:#f00; classDef a fill:#0f0;",
  "classDef default fill:#f00,stroke:#0;",
  "#35;#quot;&lt;&#60;&amp;lt;",
  "`**bold**` __init__ *x* ~~y~~",
  "# head\n1. one\n- two\n    code\n===",
  "$$x^2$$ and $y$ $$$",
  "fa:fa-car fab:fa-github",
  "a\\nb\\Nc\\Gd\\",
  "ﬂ°°60¶ßscript ﬂ°lt¶ß",
  "<img src=x onerror=alert(1)><script>alert(1)</script><br/>",
  "<!-- comment --> <![CDATA[x]]> <!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]> &y;",
  "https://evil.example/x?a=b&c=d and http://x.y",
  "www.evil.example/x, ftp://evil.example, //evil.example",
  "evil.com wiki.de a.io/b",
  "me@evil.example mailto:me@evil.example xmpp:me@evil.example",
  "[click](javascript:alert(1)) ![x](https://evil.example/x.png) [ref]: https://evil.example",
  "[click](command:workbench.action.quit)",
  "@octocat #1 :tada: GH-1",
  "a|b\\|c\\\\|d `|`",
  "\\",
  "trailing\\",
  '=cmd|"/c calc"!A1',
  "+1+1",
  "-2+3",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "\n=1",
  "  =1",
  "\u00a0=1",
  "\u200b=1",
  "\ufeff=1",
  "＝1+1",
  "＋1",
  "－1",
  "＠x",
  "﹢1",
  'quote " and , comma; semi\ttab',
  "two\r\nlines\rand\nmore",
  "\u001b[31mred\u001b]0;title\u0007\u009b2J",
  "\u202eright\u2066to\u2069left",
  "\ud800 lone \udfff",
  "\u0000nul\ufffe",
  "::error::x",
  "##[error]x ##vso[task.complete]",
  "(a:1,[b])'quoted''name';",
  "{0} {{x}}",
  "ünïcödé 模型 🤗 ß¶°",
  "constructor",
  "__proto__",
  "null",
  "",
];

/** A family in which each of the texts is the license, task, library, a language, and a dataset of a model. */
export function hostileFamily(texts: readonly string[] = hostileTexts): Family {
  const models = texts.map((text, at) => ({
    ...bareModel(`o/m${at}`),
    license: text,
    licenseName: text,
    task: text,
    library: text,
    languages: [text],
    datasets: [text],
    downloads: [1e21, -1, 2.5, 3][at % 4] ?? null,
    parameters: Number.POSITIVE_INFINITY,
  }));
  return {
    root: "o/m0",
    models,
    edges: texts.flatMap((text, at) => [
      { child: `o/m${at}`, parent: `outside ${at} ${text}`, relation: "merge" as const, outside: true },
      ...(at === 0 ? [] : [{ child: `o/m${at}`, parent: "o/m0", relation: "finetune" as const }]),
    ]),
    missing: texts.map((text, at) => `outside ${at} ${text}`),
    cycles: [],
    unchecked: [],
    oldestAt: 5,
  };
}

/** The text as Markdown readers show it: white space is one space, invisible characters are codes, ends are trimmed. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
