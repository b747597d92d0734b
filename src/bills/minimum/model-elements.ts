import { hubPage, modelPurl } from "../../lineage/export/purl";
import { count, listed } from "../../lineage/in-words";
import { type Bill, subjectOf } from "../bill";
import { modelVersion } from "../model-version";
import { taskFormats } from "../task-formats";
import { type ElementVerdict, filled, type MinimumElement, missing, partial, unread } from "./element";

const push = "Push the model to the Hub, or pass its future ID with --repo.";
const dated = "The Hub dates a model and its changes, so it has one once it is there.";
const noCommit =
  "The commit is not known. Run bom with a connection, on a clone of the repo, or on the Hub's cache.";
const offline = "The model was not read. Run bom without --offline.";
const noText = "The card's text was not read. Run bom where the card can be read.";

/** What is asked for of each model; the subject of the bill is judged. */
export const modelElements: readonly MinimumElement[] = [
  {
    name: "Model name",
    ...{ cyclonedx: "component.name", spdx: "name" },
    judge: ({ family, isDraft }) => filled(isDraft ? family.root.slice("./".length) : family.root),
  },
  {
    name: "Model identifier",
    ...{ cyclonedx: "component.purl", spdx: "software_packageUrl" },
    judge: ({ family, isDraft }) => (isDraft ? missing(push) : filled(modelPurl(family.root))),
  },
  {
    name: "Model version",
    ...{ cyclonedx: "component.version", spdx: "software_packageVersion" },
    judge: bill => {
      const { version, commit } = modelVersion(subjectOf(bill), bill);
      return commit === null && version !== null
        ? partial(version, noCommit)
        : whenRead(bill, version, dated);
    },
  },
  {
    name: "Model timestamp",
    ...{ cyclonedx: "properties, hub-lineage:created", spdx: "releaseTime" },
    judge: bill => whenRead(bill, subjectOf(bill).createdAt, dated),
  },
  {
    name: "Model producer",
    ...{ cyclonedx: "component.supplier", spdx: "suppliedBy" },
    judge: ({ family, isDraft }) =>
      isDraft || !family.root.includes("/")
        ? missing("Put the model in the repo of a person or an organization, or pass its ID with --repo.")
        : filled(family.root.slice(0, family.root.indexOf("/"))),
  },
  {
    name: "Model description",
    ...{ cyclonedx: "component.description", spdx: "description" },
    judge: ({ said }) => {
      if (said === null) return unread(noText);
      return said.description === null
        ? missing("Begin the card's text with a paragraph that says what the model is.")
        : filled("the first paragraph of the card");
    },
  },
  {
    name: "Model hash value",
    ...{ cyclonedx: "component.components[].hashes", spdx: "verifiedUsing of each software_File" },
    judge: bill => hashes(bill, seen => seen),
  },
  {
    name: "Model hash algorithm",
    ...{ cyclonedx: "component.components[].hashes[].alg", spdx: "Hash.algorithm" },
    judge: bill => hashes(bill, () => "SHA-256"),
  },
  {
    name: "Model properties",
    ...{ cyclonedx: "modelCard.modelParameters, properties", spdx: "ai_AIPackage" },
    judge: properties,
  },
  {
    name: "Model input/output properties",
    ...{
      cyclonedx: "modelCard.modelParameters.task, inputs, outputs",
      spdx: "ai_informationAboutApplication",
    },
    judge: bill => {
      const { task } = subjectOf(bill);
      if (task !== null)
        return partial(
          taskFormats(task) === null ? `the task, ${task}` : `the task, ${task}, and kinds of data`,
          "Say in the card's text which formats the model takes and returns, and how much, such as the length of its context.",
        );
      return ifRead(bill, "Declare the task as pipeline_tag in the card's front matter.");
    },
  },
  {
    name: "Model training properties",
    ...{ cyclonedx: "modelCard, pedigree", spdx: "ai_informationAboutTraining, ai_hyperparameter" },
    judge: training,
  },
  {
    name: "Model license",
    ...{ cyclonedx: "component.licenses", spdx: "Relationship of type hasDeclaredLicense" },
    judge: bill => {
      const { license, licenseName } = subjectOf(bill);
      if (license === null) return ifRead(bill, "Declare the license in the card's front matter.");
      if (license === "unknown" || (license === "other" && licenseName === null))
        return partial(
          license,
          "Name the license: license_name and license_link in the card's front matter.",
        );
      return filled(licenseName ?? license);
    },
  },
  {
    name: "Model external references",
    ...{ cyclonedx: "component.externalReferences", spdx: "software_homePage, software_downloadLocation" },
    judge: ({ family, isDraft, making }) =>
      isDraft ? missing(push) : filled(hubPage(family.root, making.hub)),
  },
];

/** Missing, unless nobody read the model. */
function ifRead(bill: Bill, fill: string): ElementVerdict {
  return subjectOf(bill).unread ? unread(offline) : missing(fill);
}

function whenRead(bill: Bill, seen: string | null, fill: string): ElementVerdict {
  return seen === null ? ifRead(bill, fill) : filled(seen);
}

function hashes({ family, weights }: Bill, inWords: (seen: string) => string): ElementVerdict {
  const files = weights.get(family.root);
  if (files === undefined) return unread("The files of the model were not listed.");
  if (files.length === 0)
    return missing("No weights are at the top of the repo. Add them there, or list their hashes yourself.");
  const known = files.filter(({ sha256 }) => sha256 !== null).length;
  const fill =
    "Push the weights with git LFS or Xet, so that the Hub lists their SHA-256, or add the output of sha256sum.";
  if (known === 0) return missing(fill);
  const seen = inWords(`${known} of ${count(files.length, "file")} of weights`);
  return known === files.length ? filled(seen) : partial(seen, fill);
}

function properties(bill: Bill): ElementVerdict {
  const { task, library, parameters, languages } = subjectOf(bill);
  const facts: readonly (readonly [what: string, value: unknown, how: string])[] = [
    ["the task", task, "pipeline_tag"],
    ["the library", library, "library_name"],
    ["languages", languages[0] ?? null, "language"],
    [
      "the number of parameters",
      parameters,
      "weights as safetensors or GGUF on the Hub, which counts their parameters",
    ],
  ];
  const there = facts.filter(([, value]) => value !== null).map(([what]) => what);
  const absent = facts.filter(([, value]) => value === null).map(([, , how]) => how);
  if (absent.length === 0) return filled(listed(there));
  const fill = `Add ${listed(absent)}.`;
  return there.length === 0 ? ifRead(bill, fill) : partial(listed(there), fill);
}

function training(bill: Bill): ElementVerdict {
  const { family, said } = bill;
  if (said?.training != null) return filled("the card's section on training");
  const there = [
    ...(family.edges.some(({ child }) => child === family.root) ? ["parents"] : []),
    ...(subjectOf(bill).datasets.length > 0 ? ["datasets"] : []),
  ];
  const fill =
    said === null
      ? noText
      : "Add a section Training to the card, with hyperparameters and what was done to the data.";
  if (there.length > 0) return partial(listed(there), fill);
  return said === null ? unread(fill) : missing(fill);
}
