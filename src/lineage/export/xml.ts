import { ownValue } from "../own-value";

// What XML 1.0 cannot represent, lone surrogates included.
const forbidden = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\r": "&#13;",
};

/** A text escaped for an XML 1.0 element or quoted value; what XML cannot represent becomes U+FFFD. */
export function xml(text: string): string {
  return text.replace(forbidden, "\ufffd").replace(/[&<>"'\r]/g, sign => ownValue(entities, sign) ?? "");
}
