/** Why our facts differ from the study's labels: `license: term` with the reason, in Markdown. */
export const labelReasons: Readonly<Record<string, string>> = {
  "afl-3.0: Disclose Source":
    "Section 3 is the licensor's promise to provide the source; it asks nothing of those who distribute derivatives.",
  "apple-amlr: Include Copyright":
    "The text asks for a copy of itself and a prescribed sentence, not for a copyright notice.",
  "apple-amlr: State Changes":
    "“All Model Derivatives must clearly be identified as such, including disclosure of modifications and changes”.",
  "apple-amlr: Include Notice": "The text prescribes an attribution notice word for word.",
  "apple-ascl: Include License":
    "The text has to be kept in copies that are complete and unmodified, not in derivatives.",
  "artistic-2.0: Include Copyright":
    "Section 2 asks for all copyright notices with copies. A person has to say whether a quantized model is one.",
  "cc-by-3.0: State Changes":
    "Section 3(b): “clearly label, demarcate or otherwise identify that changes were made”.",
  "cc-by-3.0: Give Credit": "Section 4(b) asks for the names of the author and the title.",
  "intel-research: Modify":
    "Section 2 grants the use, reproduction, display, and distribution only. What a license does not grant is not allowed.",
  "intel-research: Commercial Use": "By its name and section 2, the license is for research.",
  "lgpl-2.1: Include Notice":
    "Section 6 asks for a notice in works that use the library. Derivatives of it fall under section 2, which asks for none.",
  "mpl-2.0: Include License":
    "Section 3.1: recipients must learn how they can obtain the text, so a link is enough. We hold it as one.",
  "ncsa: Include Copyright": "The first two conditions ask for the copyright notice.",
  "ofl-1.1: Include Copyright": "Condition 2 asks for the copyright notice and the license in each copy.",
  "osl-3.0: Include License":
    "The text asks to license copies under it (section 1(c)) and to keep notices (section 6), not to include its text.",
  ...llama("llama2"),
  ...llama("llama3"),
  ...llama("llama3.1"),
  ...llama("llama3.2"),
  ...llama("llama3.3"),
};

function llama(license: string): Readonly<Record<string, string>> {
  return {
    [`${license}: Include Copyright`]:
      "The only copyright notice that the text asks for is in the prescribed sentence of the “Notice” file, which is *Include Notice* here.",
    [`${license}: Pay Above Use Threshold`]:
      "Section 2: above 700 million monthly users, a license must be requested, which Meta may grant in its sole discretion. A price is not named.",
    ...(license === "llama2"
      ? {}
      : {
          [`${license}: Rename`]:
            "Section 1.b.i: the name of a derivative must begin with the prescribed word.",
        }),
  };
}

/** Why the study's rule and ours differ on a step of a chain: `child < parent`. */
export const stepReasons: Readonly<Record<string, string>> = {
  "mit < apache-2.0": permitted("“State Changes” and a NOTICE file"),
  "cc-by-4.0 < mit": permitted("a copy of the license"),
  "cc-by-nc-sa-4.0 < apache-2.0": permitted("a copy of the license and a NOTICE file"),
  "gpl-3.0 < cc-by-4.0":
    "Creative Commons lists no compatibility of CC BY with the GPL for other than BY-SA, so we ask a person. The study counts credit as missing from the GPL.",
  "apache-2.0 < openrail++": restrictions(),
  "apache-2.0 < creativeml-openrail-m": restrictions(),
  "creativeml-openrail-m < openrail++":
    "Both pass use restrictions on, but not the same ones, so we ask a person. The study has no term for them.",
  "openrail++ < creativeml-openrail-m": "As above.",
  "llama3 < llama3.1":
    "Either text asks to be passed on itself, so we ask a person. The study labels them alike.",
};

function permitted(what: string): string {
  return `The parent's license lets derivatives have another license as long as its own conditions are met (${what}). They are obligations, not conflicts. The study counts each term that the child does not ask for again.`;
}

function restrictions(): string {
  return "The use restrictions of attachment A have to bind everyone downstream (section 4(a)), which Apache 2.0 does not do. The study has no term for them.";
}
