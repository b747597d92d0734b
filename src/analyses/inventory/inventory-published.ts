import type { LineageColumns, TraitName } from "../../columns/columns";
import { type PublishedFigure, paper } from "../analysis";
import type { Inventory } from "./inventory-result";

/** The number of models that the paper counts. */
const models = 1_860_411;

/** Of what the paper gives the share for a trait: of all models, or of those with the trait. */
export const publishedOf = {
  license: "ofAll",
  task: "ofKnown",
  language: "ofKnown",
  library: "ofKnown",
  dataset: "ofAll",
} as const satisfies Partial<Record<TraitName, "ofAll" | "ofKnown">>;

type PublishedTrait = keyof typeof publishedOf;

const ten = (text: string, whole: number): ReadonlyMap<string, number> =>
  new Map(text.split(" ").map(pair => [pair.split("=")[0] ?? "", Number(pair.split("=")[1]) / whole]));

/** The ten most frequent values of each panel of the paper's summary figure (notebook summary_figure, cells 10 to 13). */
function panels(): Readonly<Record<PublishedTrait, ReadonlyMap<string, number>>> {
  return {
    license: ten(
      "apache-2.0=298442 mit=109820 other=81887 openrail=37498 creativeml-openrail-m=29233 cc-by-nc-4.0=14315 llama2=10294 llama3=9887 gemma=8677 unknown=8368",
      models,
    ),
    task: ten(
      "text-generation=41.07 text-classification=13.62 text-to-image=11.4 reinforcement-learning=8.66 automatic-speech-recognition=3.49 token-classification=3.23 image-classification=2.59 fill-mask=2.1 feature-extraction=2.01 question-answering=1.79",
      100,
    ),
    language: ten("en=85.56 zh=4.99 fr=4.54 es=4.14 de=4.07 ja=3.47 ko=3.27 it=3.23 pt=3.2 ru=2.55", 100),
    library: ten(
      "transformers=63.17 peft=19.92 diffusers=8.31 stable-baselines3=2.14 sentence-transformers=1.32 ml-agents=1.08 tf-keras=.34 adapter-transformers=.33 keras=.26 mlx=.26",
      100,
    ),
    dataset: ten(
      "imagefolder=5143 glue=3518 generator=3271 squad=1862 emotion=1768 imagenet-1k=1563 mozilla-foundation/common_voice_11_0=1501 mozilla-foundation/common_voice_7_0=1333 imdb=1331 wikipedia=1309",
      models,
    ),
  };
}

const parents =
  "black-forest-labs/FLUX.1-dev=33042 Qwen/Qwen1.5-0.5B=32501 Qwen/Qwen1.5-1.8B=30581 google/gemma-2b=23794 google/gemma-7b=9565 distilbert/distilbert-base-uncased=9361 stabilityai/stable-diffusion-xl-base-1.0=8430 Qwen/Qwen1.5-7B=6457 google-bert/bert-base-uncased=5556 aubmindlab/bert-base-arabertv02=4000";

const downloaded =
  "Falconsai/nsfw_image_detection sentence-transformers/all-MiniLM-L6-v2 timm/mobilenetv3_small_100.lamb_in1k dima806/fairface_age_image_detection google-bert/bert-base-uncased amazon/chronos-t5-small facebook/esm2_t30_150M_UR50D timm/resnet50.a1_in1k Bingsu/adetailer sentence-transformers/all-mpnet-base-v2";

/** The published share of a value of a trait; null if the paper does not print it. */
export function publishedShare(trait: TraitName, value: string): number | null {
  return trait in publishedOf ? (panels()[trait as PublishedTrait].get(value) ?? null) : null;
}

/**
 * Every printed value of the paper's summary figure beside ours, and the places of the models of its last panel;
 * `columns` are those of the whole table, since values of a part would be of other data.
 */
export function publishedBeside(
  columns: Pick<LineageColumns, "traits" | "models">,
  { apacheAndMit, mostDerived, mostDownloaded }: Inventory,
  isPaper: boolean,
): PublishedFigure[] {
  const source = paper.july2025;
  const shares = Object.entries(panels()).flatMap(([name, values]) => {
    const of = publishedOf[name as PublishedTrait];
    const trait = columns.traits[name as PublishedTrait];
    const whole = of === "ofAll" ? columns.models : (trait?.known ?? 0);
    return Array.from(values, ([value, share]) => {
      const count = trait?.counts[trait.values.indexOf(value)] ?? 0;
      return {
        what: `share of models with ${name} ${value}${of === "ofAll" ? "" : ` among those with a ${name}`}`,
        value: share,
        ours: trait === null || whole === 0 ? null : count / whole,
        source,
      };
    });
  });
  const tags = { what: "share of apache-2.0 and mit among license tags", value: 408_262 / 671_895 };
  const derived = Array.from(ten(parents, 1), ([id, count]) => ({
    what: `models whose only declared parent is ${id}`,
    value: count,
    ours: isPaper ? (mostDerived.find(each => each.id === id)?.count ?? null) : null,
    source,
  }));
  const ranks = downloaded.split(" ").map((id, at) => ({
    what: `place of ${id} by downloads in 30 days`,
    value: at + 1,
    ours: (place => (place < 0 ? null : place + 1))(mostDownloaded.findIndex(each => each.id === id)),
    source,
  }));
  return [...shares, { ...tags, ours: apacheAndMit, source }, ...derived, ...ranks];
}
