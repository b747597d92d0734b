import type { Rule } from "./finding";
import { baseModelContradictsFiles } from "./rules/base-model-contradicts-files";
import { baseModelCopy } from "./rules/base-model-copy";
import { baseModelCycle } from "./rules/base-model-cycle";
import { baseModelGrandparent } from "./rules/base-model-grandparent";
import { baseModelInvalid } from "./rules/base-model-invalid";
import { baseModelLegacyId } from "./rules/base-model-legacy-id";
import { baseModelMissing } from "./rules/base-model-missing";
import { baseModelNewerVersion } from "./rules/base-model-newer-version";
import { baseModelNotFound } from "./rules/base-model-not-found";
import { baseModelQuantizedParent } from "./rules/base-model-quantized-parent";
import { baseModelRenamed } from "./rules/base-model-renamed";
import { baseModelSelf } from "./rules/base-model-self";
import { baseModelSibling } from "./rules/base-model-sibling";
import { baseModelTooMany } from "./rules/base-model-too-many";
import { baseModelUnreadableFiles } from "./rules/base-model-unreadable-files";
import { bucketsInvalidId } from "./rules/buckets-invalid-id";
import { commentDisablesNothing } from "./rules/comment-disables-nothing";
import { datasetsInvalidId } from "./rules/datasets-invalid-id";
import { datasetsLicense } from "./rules/datasets-license";
import { datasetsNotFound } from "./rules/datasets-not-found";
import { datasetsRenamed } from "./rules/datasets-renamed";
import { emissionsInvalid } from "./rules/emissions-invalid";
import { frontMatterEmpty } from "./rules/front-matter-empty";
import { frontMatterEncoding } from "./rules/front-matter-encoding";
import { frontMatterInvalid } from "./rules/front-matter-invalid";
import { frontMatterLfsPointer } from "./rules/front-matter-lfs-pointer";
import { frontMatterMisplaced } from "./rules/front-matter-misplaced";
import { frontMatterMisspeltKey } from "./rules/front-matter-misspelt-key";
import { frontMatterSecondBlock } from "./rules/front-matter-second-block";
import { frontMatterWrongType } from "./rules/front-matter-wrong-type";
import { gatingEuWithoutGate } from "./rules/gating-eu-without-gate";
import { languageInvalidCode } from "./rules/language-invalid-code";
import { languageReadsAsFalse } from "./rules/language-reads-as-false";
import { libraryUnknown } from "./rules/library-unknown";
import { licenseDisplayMissing } from "./rules/license-display-missing";
import { licenseEuMultimodal } from "./rules/license-eu-multimodal";
import { licenseFamilyId } from "./rules/license-family-id";
import { licenseFileMissing } from "./rules/license-file-missing";
import { licenseForData } from "./rules/license-for-data";
import { licenseIncompatible } from "./rules/license-incompatible";
import { licenseInvalidId } from "./rules/license-invalid-id";
import { licenseLaundered } from "./rules/license-laundered";
import { licenseMergeConflict } from "./rules/license-merge-conflict";
import { licenseMissing } from "./rules/license-missing";
import { licenseNamePrefix } from "./rules/license-name-prefix";
import { licenseNcDropped } from "./rules/license-nc-dropped";
import { licenseNdDerivative } from "./rules/license-nd-derivative";
import { licenseNoticeMissing } from "./rules/license-notice-missing";
import { licenseOtherIncomplete } from "./rules/license-other-incomplete";
import { licenseParentUnlicensed } from "./rules/license-parent-unlicensed";
import { licenseQuantizedCopy } from "./rules/license-quantized-copy";
import { licenseResearchOnlyDropped } from "./rules/license-research-only-dropped";
import { licenseReview } from "./rules/license-review";
import { licenseShareAlikeDropped } from "./rules/license-share-alike-dropped";
import { licenseUseRestrictionsDropped } from "./rules/license-use-restrictions-dropped";
import { licenseWithoutAncestor } from "./rules/license-without-ancestor";
import { modelIndexCopied } from "./rules/model-index-copied";
import { modelIndexEvalResults } from "./rules/model-index-eval-results";
import { modelIndexIncomplete } from "./rules/model-index-incomplete";
import { newVersionInvalid } from "./rules/new-version-invalid";
import { relationContradictsFiles } from "./rules/relation-contradicts-files";
import { relationInvalidId } from "./rules/relation-invalid-id";
import { relationWithoutParent } from "./rules/relation-without-parent";
import { tagsComputed } from "./rules/tags-computed";
import { tagsWrittenList } from "./rules/tags-written-list";
import { taskUnknown } from "./rules/task-unknown";
import { thumbnailInvalid } from "./rules/thumbnail-invalid";
import { traitDatasetsLost } from "./rules/trait-datasets-lost";
import { traitEmissionsMissing } from "./rules/trait-emissions-missing";
import { traitEvaluationLost } from "./rules/trait-evaluation-lost";
import { traitGatingLost } from "./rules/trait-gating-lost";
import { traitLanguagesLost } from "./rules/trait-languages-lost";
import { traitLibraryChanged } from "./rules/trait-library-changed";
import { traitSafetyTagLost } from "./rules/trait-safety-tag-lost";
import { traitTaskChanged } from "./rules/trait-task-changed";

/** Every rule, in the order in which findings at the same position are listed. */
export const rules: readonly Rule[] = [
  frontMatterInvalid,
  frontMatterEncoding,
  frontMatterLfsPointer,
  frontMatterSecondBlock,
  frontMatterMisplaced,
  frontMatterEmpty,
  frontMatterMisspeltKey,
  frontMatterWrongType,
  commentDisablesNothing,
  baseModelInvalid,
  baseModelSelf,
  baseModelNotFound,
  baseModelCycle,
  baseModelRenamed,
  baseModelLegacyId,
  baseModelGrandparent,
  baseModelSibling,
  baseModelQuantizedParent,
  baseModelNewerVersion,
  baseModelTooMany,
  baseModelMissing,
  baseModelContradictsFiles,
  baseModelUnreadableFiles,
  baseModelCopy,
  relationInvalidId,
  relationWithoutParent,
  relationContradictsFiles,
  licenseInvalidId,
  licenseMissing,
  licenseOtherIncomplete,
  licenseFamilyId,
  licenseForData,
  licenseNdDerivative,
  licenseResearchOnlyDropped,
  licenseNcDropped,
  licenseUseRestrictionsDropped,
  licenseShareAlikeDropped,
  licenseIncompatible,
  licenseLaundered,
  licenseMergeConflict,
  licenseReview,
  licenseParentUnlicensed,
  licenseQuantizedCopy,
  licenseNamePrefix,
  licenseNoticeMissing,
  licenseDisplayMissing,
  licenseFileMissing,
  licenseWithoutAncestor,
  licenseEuMultimodal,
  languageInvalidCode,
  languageReadsAsFalse,
  taskUnknown,
  libraryUnknown,
  tagsComputed,
  tagsWrittenList,
  datasetsInvalidId,
  datasetsNotFound,
  datasetsRenamed,
  datasetsLicense,
  bucketsInvalidId,
  newVersionInvalid,
  thumbnailInvalid,
  modelIndexIncomplete,
  modelIndexEvalResults,
  modelIndexCopied,
  emissionsInvalid,
  gatingEuWithoutGate,
  traitLanguagesLost,
  traitTaskChanged,
  traitLibraryChanged,
  traitDatasetsLost,
  traitGatingLost,
  traitSafetyTagLost,
  traitEmissionsMissing,
  traitEvaluationLost,
];
