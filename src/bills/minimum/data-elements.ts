import type { KnownDataset } from "../../card/finding";
import { listed } from "../../lineage/in-words";
import { type Bill, subjectOf } from "../bill";
import { type ElementVerdict, filled, type MinimumElement, missing, partial, unread } from "./element";

const undeclared =
  "First list the data as datasets in the card's front matter; what is not public, describe in a section Training data.";

/** What is asked for of the datasets that the subject names. */
export const dataElements: readonly MinimumElement[] = [
  {
    name: "Dataset name",
    ...{ cyclonedx: "components of type data, name", spdx: "name of each dataset_DatasetPackage" },
    judge: bill => ofDatasets(bill, names => filled(listed(names, 3))),
  },
  ofItsCard(
    "Dataset description",
    ["data[].description", "description"],
    "what the dataset is for and holds",
  ),
  ofItsCard(
    "Dataset content",
    ["data[].description", "dataset_datasetType, dataset_datasetSize"],
    "its kinds of data and its size (task_categories, size_categories)",
  ),
  {
    name: "Dataset identifier",
    ...{ cyclonedx: "components of type data, externalReferences", spdx: "software_downloadLocation" },
    judge: bill => ofDatasets(bill, names => byState(names, bill, () => true, identify)),
  },
  {
    name: "Dataset hash",
    ...{ cyclonedx: "components of type data, hashes", spdx: "verifiedUsing" },
    judge: bill =>
      ofDatasets(bill, () =>
        missing(
          "A card names no version of its data. Add the commit of each dataset that was used, or hashes of its files.",
        ),
      ),
  },
  ofItsCard(
    "Dataset provenance",
    ["data[].governance", "dataset_dataCollectionProcess, originatedBy"],
    "how, when, and by whom the data was collected (source_datasets, annotations_creators)",
  ),
  ofItsCard(
    "Dataset statistical properties",
    ["data[].graphics, data[].description", "dataset_datasetNoise, dataset_knownBias"],
    "its size, noise, and known biases",
  ),
  ofItsCard(
    "Dataset sensitivity",
    ["data[].sensitiveData, data[].classification", "dataset_hasSensitivePersonalInformation"],
    "whether it holds personal or confidential data",
  ),
  {
    name: "Dataset dependency relationship",
    ...{ cyclonedx: "modelCard.modelParameters.datasets", spdx: "Relationship of type trainedOn" },
    judge: bill => ofDatasets(bill, names => filled(`trained on ${listed(names, 3)}`)),
  },
  {
    name: "Dataset license",
    ...{ cyclonedx: "components of type data, licenses", spdx: "Relationship of type hasDeclaredLicense" },
    judge: bill =>
      ofDatasets(bill, names => byState(names, bill, known => known.license !== null, licensing)),
  },
];

/** An element that the card of a dataset tells, which is not read. */
function ofItsCard(
  name: string,
  [cyclonedx, spdx]: readonly [cyclonedx: string, spdx: string],
  what: string,
): MinimumElement {
  const fill = `The cards of datasets are not read. Copy from each ${what}, if it tells.`;
  return { name, cyclonedx, spdx, judge: bill => ofDatasets(bill, () => unread(fill)) };
}

function ofDatasets(bill: Bill, judge: (names: readonly string[]) => ElementVerdict): ElementVerdict {
  const { datasets, unread: isUnread } = subjectOf(bill);
  if (datasets.length > 0) return judge([...new Set(datasets)]);
  return isUnread ? unread("The model was not read. Run bom without --offline.") : missing(undeclared);
}

interface Fills {
  readonly asked: string;
  readonly wrong: (names: string) => string;
}

const identify: Fills = {
  asked: "The datasets were not looked up. Run bom without --offline.",
  wrong: names => `Correct the ID, or describe where the data is: ${names}.`,
};

const licensing: Fills = {
  asked: identify.asked,
  wrong: names => `Find out under which license each of these is, and add it: ${names}.`,
};

type Known = Extract<KnownDataset, { readonly state: "known" }>;

/** Filled if every dataset has what is asked for; those that were not looked up may have it. */
function byState(
  names: readonly string[],
  { datasets }: Bill,
  has: (known: Known) => boolean,
  fills: Fills,
): ElementVerdict {
  const known = (name: string): KnownDataset => datasets.get(name) ?? { state: "unknown" };
  const isThere = (name: string): boolean => {
    const found = known(name);
    return found.state === "known" && has(found);
  };
  const there = names.filter(isThere);
  const unasked = names.filter(name => known(name).state === "unknown");
  const wrong = names.filter(name => !isThere(name) && !unasked.includes(name));
  if (there.length === names.length) return filled(listed(there, 3));
  const fill = wrong.length > 0 ? fills.wrong(listed(wrong, 5)) : fills.asked;
  if (there.length > 0) return partial(listed(there, 3), fill);
  return wrong.length > 0 ? missing(fill) : unread(fill);
}
