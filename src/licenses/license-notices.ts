import { english } from "../words/words";
import { customLicense } from "./custom-licenses";

/** The words that a license requires with every derivative, in addition to a copy of itself. */
export interface LicenseNotice {
  /** The sentence of the "Notice" file; null if none is prescribed. */
  readonly notice: string | null;
  /** The words to display; null if none are prescribed. */
  readonly display: string | null;
  /** What the name of a derivative must begin with; null if any name is allowed. */
  readonly namePrefix: string | null;
  /** The section that says so. */
  readonly clause: string;
}

/** The words that a license prescribes, from its text; null if it prescribes none. */
export function licenseNotice(id: string): LicenseNotice | null {
  if (Object.hasOwn(notices, id)) return notices[id] ?? null;
  const notice = customLicense(id)?.notice;
  const clause = english("its redistribution terms");
  return notice === undefined ? null : { notice, display: null, namePrefix: null, clause };
}

/**
 * Whether a model's name begins as a license requires, ignoring case, `-`, `_`, `.` and blanks. `Meta` may precede
 * it, as in the names of Meta's own models.
 */
export function hasNamePrefix(name: string, prefix: string): boolean {
  const letters = (text: string) => text.toLowerCase().replace(/[-_. ]/g, "");
  return letters(name)
    .replace(/^meta(?=llama)/, "")
    .startsWith(letters(prefix));
}

/**
 * Whether a text contains a sentence in any script, ignoring case, line breaks, signs, and how the copyright sign is written; false
 * for a sentence without letters and digits.
 */
export function saysSentence(text: string, sentence: string): boolean {
  const plain = (words: string) =>
    words
      .normalize("NFKC")
      .toLowerCase()
      .replaceAll("©", "(c)")
      .replace(/[^\p{L}\p{M}\p{N}().]+/gu, " ")
      .trim();
  const wanted = plain(sentence).replace(/\.$/, "");
  return /[\p{L}\p{N}]/u.test(wanted) && plain(text).includes(wanted);
}

function llama(version: string): LicenseNotice {
  return {
    notice: `Llama ${version} is licensed under the Llama ${version} Community License, Copyright © Meta Platforms, Inc. All Rights Reserved.`,
    display: "Built with Llama",
    namePrefix: "Llama",
    clause: "section 1.b",
  };
}

const notices: Readonly<Record<string, LicenseNotice>> = {
  llama2: {
    notice:
      "Llama 2 is licensed under the LLAMA 2 Community License, Copyright (c) Meta Platforms, Inc. All Rights Reserved.",
    display: null,
    namePrefix: null,
    clause: "section 1.b",
  },
  llama3: {
    notice:
      "Meta Llama 3 is licensed under the Meta Llama 3 Community License, Copyright © Meta Platforms, Inc. All Rights Reserved.",
    display: "Built with Meta Llama 3",
    namePrefix: "Llama 3",
    clause: "section 1.b",
  },
  "llama3.1": llama("3.1"),
  "llama3.2": llama("3.2"),
  "llama3.3": llama("3.3"),
  llama4: llama("4"),
  gemma: {
    notice:
      "Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms",
    display: null,
    namePrefix: null,
    clause: "section 3.1",
  },
  "deepfloyd-if-license": {
    notice:
      "DeepFloyd is licensed under the DeepFloyd License, Copyright (c) Stability AI Ltd. All Rights Reserved.",
    display: null,
    namePrefix: null,
    clause: "section 3",
  },
  "apple-amlr": {
    notice:
      "Apple Machine Learning Research Model is licensed under the Apple Machine Learning Research Model License Agreement.",
    display: null,
    namePrefix: null,
    clause: english("its redistribution terms"),
  },
};
