import type { Rule } from "./finding";
import { baseModelInvalid } from "./rules/base-model-invalid";
import { baseModelNotFound } from "./rules/base-model-not-found";
import { baseModelSelf } from "./rules/base-model-self";
import { frontMatterInvalid } from "./rules/front-matter-invalid";
import { licenseIncompatible } from "./rules/license-incompatible";
import { licenseInvalidId } from "./rules/license-invalid-id";
import { licenseMissing } from "./rules/license-missing";
import { licenseNcDropped } from "./rules/license-nc-dropped";
import { licenseNdDerivative } from "./rules/license-nd-derivative";
import { licenseResearchOnlyDropped } from "./rules/license-research-only-dropped";
import { licenseShareAlikeDropped } from "./rules/license-share-alike-dropped";
import { licenseUseRestrictionsDropped } from "./rules/license-use-restrictions-dropped";
import { relationContradictsFiles } from "./rules/relation-contradicts-files";
import { traitLanguagesLost } from "./rules/trait-languages-lost";

/** Every rule, in the order in which findings at one place are listed. */
export const rules: readonly Rule[] = [
  frontMatterInvalid,
  baseModelInvalid,
  baseModelSelf,
  baseModelNotFound,
  licenseInvalidId,
  licenseMissing,
  licenseNdDerivative,
  licenseResearchOnlyDropped,
  licenseNcDropped,
  licenseUseRestrictionsDropped,
  licenseShareAlikeDropped,
  licenseIncompatible,
  relationContradictsFiles,
  traitLanguagesLost,
];
