import assert from "node:assert/strict";
import { test } from "node:test";
import { markdownText } from "../../../../src/vscode/card/markdown-text";

const hostile = [
  "[Show Family](command:workbench.action.terminal.new)",
  "![](https://evil.example/pixel.png)",
  "<img src=x onerror=alert(1)> <https://evil.example>",
  "https://evil.example/?q=1 and www.evil.example",
  "a | b\n\n# heading\r\n- item",
  "`code` **bold** _under_ ~~gone~~ $(zap) $x^2$",
  "&lt;b&gt; \\[x\\]",
];

test("text by others in a hover contains no character that starts Markdown, HTML, links, or icons", () => {
  for (const text of hostile) {
    const written = markdownText(text);
    assert.doesNotMatch(written.replace(/&#\d+;/g, ""), /[\\`*_{}[\]()#+\-.!|<>&~:/@$^=\n\r]/, text);
  }
});

test("escaped text reads back as the original, on one line", () => {
  for (const text of hostile) {
    const read = markdownText(text).replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
    assert.equal(read, text.replace(/\s+/g, " "));
  }
});
