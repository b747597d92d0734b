import type { LicenseDuty } from "../../licenses/license-facts";
import { repoName } from "../../lineage/repo-id";
import { absentNotices, noticeFilesOf, noticesOf, whereSaid } from "./ancestor-files";
import type { Asked, Checked } from "./asked";
import { copyrightLines } from "./copyright-lines";

/** What is due for each work, not once for each license: whoever shares a merge credits all of its parents. */
export const dutiesOfWorks: ReadonlySet<LicenseDuty> = new Set([
  ...(["copyright", "changes", "notice-file", "attribution", "source", "network-source"] as const),
  ...(["reserved-name", "rename"] as const),
]);

const unsure: Checked = { state: "to check", seen: null, wanted: null };
const there = (seen: string): Checked => ({ state: "there", seen, wanted: null });
const missing = (wanted: string | null = null): Checked => ({ state: "missing", seen: null, wanted });

/**
 * Whether the ancestor's own notices of copyright are kept. Where its files were not read, some notice may be its or
 * another's; where none are in them, a person has to look elsewhere.
 */
export function copyright({ said, ofAncestor }: Asked): Checked {
  const texts = [...said.files, said.body];
  if (ofAncestor === null)
    return texts.some(({ text }) => copyrightLines(text, 1).length > 0) ? unsure : missing();
  const lines = noticesOf(ofAncestor);
  const absent = absentNotices(ofAncestor, texts);
  if (absent.length > 0) return missing(absent.slice(0, 3).join("; "));
  const isWhole = [...ofAncestor.values()].every(text => text !== null);
  return lines.length > 0 && isWhole ? there(whereSaid(lines[0] ?? "", texts) ?? "README.md") : unsure;
}

/** Whether the ancestor's NOTICE is passed on; null if it has none. */
export function noticeFile({ said, ofAncestor }: Asked): Checked | null {
  if (ofAncestor === null) return unsure;
  const notices = noticeFilesOf(ofAncestor);
  if (notices.length === 0) return null;
  const places = notices.map(([, text]) => (text === null ? null : whereSaid(text, said.files)));
  const absent = notices.find(([, text], index) => text !== null && places[index] === null);
  if (absent !== undefined) return missing(absent[1]?.split("\n", 1)[0]?.slice(0, 200) ?? null);
  const place = places.find(each => each !== null) ?? null;
  return place === null || notices.some(([, text]) => text === null) ? unsure : there(place);
}

/** Names that are words of their own are no credit: `by`, `base`. */
const leastName = 8;

/** Whether the card's text names the ancestor: its ID, or a name that is too long to be there by chance. */
export function attribution({ said, ancestor: { model, path } }: Asked): Checked {
  const ids = [...new Set([model.id, path.at(-1) ?? model.id])];
  const names = ids.map(repoName).filter(name => name.length >= leastName && /[-_.\d]/.test(name));
  const body = said.body.text.toLowerCase();
  const isNamed =
    ids.some(id => named(body, id.toLowerCase(), true)) ||
    names.some(name => named(body, name.toLowerCase(), false));
  return isNamed ? there("README.md") : missing(model.id);
}

/** Whether a text has a name as a word of its own; Chinese stands beside it without a blank. An ID may be a part of an address; a mere name behind a slash is another model's. */
function named(text: string, name: string, isId: boolean): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const before = text.slice(Math.max(0, at - 2), at);
    const after = text.slice(at + name.length, at + name.length + 2);
    const begins = !(isId ? /[\w.-]$/ : /[\w./-]$/).test(before);
    if (begins && !/^(?:[\w-]|\.\w)/.test(after)) return true;
  }
  return false;
}

/** Words that tell what was done to a model; `pretrained` and `adaptive` tell nothing of the kind. */
const changeWords =
  /(?<!\w)(?:fine-?\s?tun(?:ed?|es|ing)|(?:re-?)?quanti[sz](?:ed?|es|ing|ations?)|merg(?:ed?|es|ing)|(?<!pre-|pre )(?:post-?|re-?)?trained|train(?:ing)? (?:on|with)|convert(?:ed|s|ing)?|conversion|adapt(?:ed|s|ing|ers?)|q?lora|prun(?:ed?|es|ing)|distill?(?:ed|s|ing|ation)|modif(?:y|ied|ies|ications?)|abliterat(?:ed|ion)|uncensored|dequanti[sz]ed)(?!\w)|微调|量化|合并|蒸馏|剪枝|融合|ファインチューニング|量子化|マージ|미세\s?조정|양자화/iu;

/** Whether the card's text tells of a change. */
export function stateOfChanges({ said }: Asked): Checked {
  return changeWords.test(said.body.text) ? there("README.md") : missing();
}
