/** Values of an address that let others in: tokens, keys, and signatures. */
const inQuery =
  /([?&;](?:[\w-]{0,40}(?:token|key|secret|password|signature|credential)|sig)=)[^&#\s"')\]]{1,2000}/gi;
const userInfo = /(\bhttps?:\/\/)[^/\s@]{1,500}@/gi;
const token = /\b(?:hf|api_org)_[A-Za-z0-9]{8,500}\b/g;

/** A text that others wrote, without the Hub's tokens, passwords, and keys that it may hold: it may end up in a log. */
export function withoutSecrets(text: string): string {
  return text.replace(inQuery, "$1…").replace(userInfo, "$1…@").replace(token, "hf_…");
}
