import { UserError } from "../../app/ports/errors";
import { type LicenseVerdict, licenseVerdict } from "../../licenses/compatibility";
import { licenseAddress } from "../../licenses/license-address";
import { licenseDuties, licenseFacts } from "../../licenses/license-facts";
import { isLicenseId, licenseIds } from "../../licenses/license-ids";
import { mergeConflicts } from "../../licenses/license-merges";
import { isSpecificLicense, nearestLicenses } from "../../licenses/licenses";
import { modelVerdict } from "../../licenses/model-verdict";
import { listed } from "../../lineage/in-words";
import { bareModel, type Model, type Relation } from "../../lineage/model";
import type { AgentEngine, ToolCall } from "../agent-engine";
import { fitted, type ToolAnswer } from "../answer";
import { AskedModels } from "../asked-models";
import { needModelId } from "./get-model-family";

/** What `check_license` takes: license IDs or model IDs. */
export interface LicenseInput {
  readonly parents: readonly string[];
  readonly child?: string;
  readonly relation?: Relation;
  readonly complete?: boolean;
}

/** One side of a pair: what was named, and its license; null if it declares none, undefined if that is not known. */
interface Side {
  readonly name: string;
  readonly model: Model | null;
}

const advice: Readonly<Record<LicenseVerdict["verdict"] | "unknown", string>> = {
  ok: "The child may carry this license. Do what the parent's license asks for (duties).",
  review: "The license IDs do not settle it. Read both license texts, or ask the user to.",
  incompatible:
    "The parent's license does not seem to allow this one. Use one of allowed, or the parent's own, or another parent.",
  unknown: "A license is not known. Read the model first, or name the license itself.",
};

/** Judges whether a child may carry its license under those of its parents. */
export async function checkLicense(
  input: LicenseInput,
  engine: AgentEngine,
  call: ToolCall,
): Promise<ToolAnswer> {
  const { parents: names, child: childName, relation = "finetune" } = input;
  const asked = new AskedModels(engine, call);
  const ids = [...names, ...(childName === undefined ? [] : [childName])].filter(name => !isLicenseId(name));
  for (const id of ids) needLicenseOrModel(id);
  await asked.ask(ids);
  const parents = names.map(name => sideOf(name, asked));
  const child = childName === undefined ? null : sideOf(childName, asked);
  const pairs = parents.map(parent => judged(parent, child, relation));
  const licenses = parents.flatMap(({ model }) => model?.license ?? []);
  const conflicts = relation === "merge" || parents.length > 1 ? mergeConflicts(licenses) : [];
  const verdict = worst([...pairs.map(pair => pair.verdict), ...conflicts.map(each => each.verdict)]);
  const allowed = allowedBy(licenses, relation);
  return fitted(most => {
    const shown = Math.max(3, most);
    return {
      head: `Verdict: ${verdict}. ${advice[verdict]}`,
      lines: [
        ...pairs.flatMap(linesOf),
        ...conflicts.map(
          ({ one, other, reason }) => `${one} and ${other} may not be merged because ${reason}`,
        ),
        ...(allowed.length === 0
          ? []
          : [`allowed for a ${relation}: ${listed(allowed, Math.min(shown, 12), "and")}`]),
      ],
      tail: "This compares license terms; it is no legal advice.",
      data: {
        verdict,
        relation,
        what_to_do: advice[verdict],
        pairs: pairs.slice(0, shown),
        merge_conflicts: conflicts
          .slice(0, shown)
          .map(({ one, other, reason, verdict: each }) => ({ one, other, reason, verdict: each })),
        allowed: allowed.slice(0, shown),
        allowed_count: allowed.length,
      },
      coverage: asked.coverage(),
    };
  }, input.complete === true);
}

/** Whether a text is one that the tool refuses, because it looks like a license and is none of the Hub's. */
export function isMistakenLicense(text: string): boolean {
  return !isLicenseId(text) && !text.includes("/") && nearestLicenses(text).length > 0;
}

function needLicenseOrModel(text: string): void {
  const nearest = nearestLicenses(text);
  if (isMistakenLicense(text))
    throw new UserError(
      `${JSON.stringify(text.slice(0, 100))} is not a license ID of the Hub. Did you mean ${listed(nearest, 3, "or")}?`,
    );
  needModelId(text);
}

function sideOf(name: string, asked: AskedModels): Side {
  if (isLicenseId(name)) return { name, model: { ...bareModel(name), license: name } };
  return { name, model: asked.entry(name)?.model ?? null };
}

function judged(parent: Side, child: Side | null, relation: Relation) {
  const license = parent.model?.license ?? "";
  const found =
    parent.model === null || child?.model === null
      ? null
      : child === null
        ? licenseVerdict(parent.model.license, null, relation)
        : modelVerdict(parent.model, child.model, relation);
  const facts = license === "" ? null : licenseFacts(license);
  return {
    parent: parent.name,
    parent_license: license,
    child: child?.name ?? "",
    child_license: child?.model?.license ?? "",
    verdict: found?.verdict ?? ("unknown" as const),
    conflict: found?.kind ?? "",
    clause: found?.clause ?? "",
    source: license === "" ? "" : (licenseAddress(license) ?? ""),
    duties: (facts?.duties ?? []).map(duty => licenseDuties[duty] as string),
  };
}

function linesOf(pair: ReturnType<typeof judged>): readonly string[] {
  const child = pair.child === "" ? "" : ` → ${named(pair.child, pair.child_license)}`;
  const clause = pair.clause === "" ? "" : `, ${pair.clause}`;
  return [
    `${named(pair.parent, pair.parent_license)}${child}: ${pair.verdict}${pair.conflict === "" ? "" : ` (${pair.conflict})`}${clause}`,
    ...(pair.duties.length === 0
      ? []
      : [`  whoever shares a derivative must ${listed(pair.duties, 12, "and")}`]),
    ...(pair.source === "" ? [] : [`  text: ${pair.source}`]),
  ];
}

function named(name: string, license: string): string {
  if (name === license) return name;
  return `${name} (${license === "" ? "no license declared" : license})`;
}

const rank = ["ok", "unknown", "review", "incompatible"] as const;

function worst(verdicts: readonly (typeof rank)[number][]): (typeof rank)[number] {
  return verdicts.reduce((most, each) => (rank.indexOf(each) > rank.indexOf(most) ? each : most), "ok");
}

/** The licenses that every parent allows; none if a parent's is not known. */
function allowedBy(licenses: readonly string[], relation: Relation): readonly string[] {
  if (licenses.length === 0) return [];
  const fits = (id: string) =>
    licenses.every(parent => licenseVerdict(parent, id, relation).verdict === "ok");
  const own = licenses.filter(id => isLicenseId(id) && fits(id));
  return [...new Set([...own, ...licenseIds().filter(id => isSpecificLicense(id) && fits(id))])];
}
