import { type Speech, speak } from "../../src/words/words";

/** Says everything in the language that the panel put into the page; call it before a view is made. */
export function speakLikePage(): void {
  const text = document.querySelector<HTMLMetaElement>('meta[name="speech"]')?.content;
  speak(text === undefined ? null : (JSON.parse(text) as Speech));
}
