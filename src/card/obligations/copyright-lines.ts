/** A notice of copyright: the word with a sign or a year. */
const notice = /copyright\s+(?:\(c\)|©|\d{4})|©\s?\d{4}|\(c\)\s?\d{4}/i;

/** What is no notice of the work: a template's blank, and those of the texts of licenses themselves. */
const ofLicenses =
  /[<[{]?\b(?:yyyy|year|xxxx)\b|name of author|free software foundation|perl foundation|european (?:union|community)|the copyright (?:holder|owner)/i;

/** The notices of copyright of the work in a text of a license or a notice, one a line, each once; at most `most`. */
export function copyrightLines(text: string, most = 20): readonly string[] {
  const found = new Set<string>();
  for (const [line] of text.slice(0, 200_000).matchAll(/[^\n\r]+/g)) {
    if (line.length > 400 || !notice.test(line) || ofLicenses.test(line)) continue;
    found.add(line.replace(/^[\s#/*>-]+/, "").trim());
    if (found.size >= most) break;
  }
  return [...found];
}
