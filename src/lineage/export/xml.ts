// What XML 1.0 has no way to write, halves of surrogate pairs included.
const forbidden = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\r": "&#13;",
};

/** A text as XML 1.0 can hold it, in an element or a quoted value; what it has no way to write becomes U+FFFD. */
export function xml(text: string): string {
  return text.replace(forbidden, "\ufffd").replace(/[&<>"'\r]/g, sign => entities[sign] ?? "");
}
