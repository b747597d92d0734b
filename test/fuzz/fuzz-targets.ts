import type { FuzzTarget } from "./fuzz-target";
import { csv } from "./targets/csv-target";
import { fix } from "./targets/fix-target";
import { frames } from "./targets/frames-target";
import { frontMatter } from "./targets/front-matter-target";
import { hubAnswers } from "./targets/hub-answers-target";
import { measures } from "./targets/measures-target";
import { messages } from "./targets/messages-target";

import { notebooks } from "./targets/notebook-target";

import { ownAuthors } from "./targets/own-authors-target";

import { parquet } from "./targets/parquet-target";
import { snapshot } from "./targets/snapshot-target";
import { weightHeaders } from "./targets/weight-headers-target";

/** Every target of `npm run fuzz`. */
export const fuzzTargets: readonly FuzzTarget[] = [
  frontMatter,
  fix,
  hubAnswers,
  measures,
  messages,
  frames,
  snapshot,
  parquet,
  csv,
  ownAuthors,
  notebooks,
  weightHeaders,
];
