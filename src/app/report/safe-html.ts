import { showable } from "../../lineage/showable";

/** An untrusted text as HTML that shows it literally, on one line, in an element or an attribute. */
export function safeHtml(text: string): string {
  return showable(text).replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`);
}
