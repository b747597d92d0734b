/** Totals of the published orderings of the study, and the share of transitions that each explains. */
export const orderings = [
  {
    graph: "all relations",
    trait: "licenses",
    traffic: 47416,
    total: 68872,
    balanced: 32,
    weight: 47312,
    share: 0.8425635667014978,
  },
  {
    graph: "all relations",
    trait: "languages",
    traffic: 71772,
    total: 144898,
    balanced: 0,
    weight: 71688,
    share: 0.747084155750942,
  },
  {
    graph: "all relations",
    trait: "libraries",
    traffic: 399982,
    total: 405954,
    balanced: 0,
    weight: 399982,
    share: 0.9926444868137769,
  },
  {
    graph: "all relations",
    trait: "tasks",
    traffic: 94652,
    total: 104604,
    balanced: 28,
    weight: 94574,
    share: 0.9515635751968805,
  },
  {
    graph: "finetunes",
    trait: "licenses",
    traffic: 30729,
    total: 44249,
    balanced: 36,
    weight: 30691,
    share: 0.8460878401264537,
  },
  {
    graph: "finetunes",
    trait: "languages",
    traffic: 59400,
    total: 118568,
    balanced: 150,
    weight: 59369,
    share: 0.749911555113799,
  },
  {
    graph: "finetunes",
    trait: "libraries",
    traffic: 4218,
    total: 6266,
    balanced: 0,
    weight: 4218,
    share: 0.8365783593999362,
  },
  {
    graph: "finetunes",
    trait: "tasks",
    traffic: 75232,
    total: 78012,
    balanced: 4,
    weight: 75214,
    share: 0.9819267842493847,
  },
] as const;

/** How much of 20 values with all 190 pairs the best ordering explains by chance, recorded over a few dozen draws. */
export const chanceOfComplete = { mean: 0.7280701754385964, sd: 0.015243988769283139 } as const;

/** Two records of models (as the listing of 2024 wrote them) and how alike they are. */
export const qwenPair = {
  parent: {
    _id: "65afd5fdaa335c2842e7f33c",
    id: "Qwen/Qwen1.5-72B",
    likes: 60,
    downloads: 10_251,
    tags: "transformers safetensors qwen2 text-generation pretrained conversational en arxiv:2309.16609 license:other autotrain_compatible text-generation-inference endpoints_compatible region:us",
    createdAt: "2024-01-23T15:06:37.000Z",
  },
  child: {
    _id: "65ec13dbceb1a8d208ee6b93",
    id: "abideen/MegaQwen-120B",
    likes: 3,
    downloads: 6,
    tags: "transformers safetensors qwen2 text-generation merge mergekit Qwen/Qwen1.5-72B conversational en base_model:Qwen/Qwen1.5-72B base_model:finetune:Qwen/Qwen1.5-72B license:apache-2.0 autotrain_compatible text-generation-inference endpoints_compatible region:us",
    createdAt: "2024-03-09T07:46:35.000Z",
  },
  similarity: 0.7234401349072512,
  /** Of the first 239 characters of the parent's record to the first 266 of the child's. */
  distanceOfStarts: 72,
} as const;

/** Counts over the family of SmolLM2-1.7B of July 2025, which test/hub/families has. */
export const smollm2 = {
  models: 1042,
  edges: 1041,
  root: "HuggingFaceTB/SmolLM2-1.7B",
  width: 470,
  byRelation: {
    finetune: 282,
    quantized: 237,
    adapter: 522,
  },
  depths: {
    0: 1,
    1: 74,
    2: 470,
    3: 470,
    4: 27,
  },
  mostDerived: [
    ["unsloth/SmolLM2-1.7B", 267],
    ["unsloth/SmolLM2-1.7B-Instruct", 220],
    ["HuggingFaceTB/SmolLM2-1.7B-Instruct", 190],
    ["HuggingFaceTB/SmolVLM-Instruct", 116],
    ["HuggingFaceTB/SmolLM2-1.7B", 74],
    ["HuggingFaceTB/SmolVLM-Base", 59],
    ["unsloth/SmolLM2-1.7B-Instruct-bnb-4bit", 16],
    ["HuggingFaceTB/SmolVLM2-2.2B-Instruct", 13],
    ["huihui-ai/SmolLM2-1.7B-Instruct-abliterated", 9],
    ["thirdeyeai/SmolLM2-1.7B-Instruct-Uncensored", 8],
  ],
  parents: 47,
  bornBeforeParent: 1,
  branching: {
    finetune: 40,
    quantized: 6,
  },
  patterns: {
    duo: 1041,
    trio_1: 88965,
    trio_2: 967,
    quad_0: 6364357,
    quad_1: 86264,
    quad_2: 125045,
    quad_3: 497,
  },
  patternsOfFinetunes: {
    duo: 282,
    trio_1: 9730,
    trio_2: 47,
    quad_0: 281155,
    quad_1: 266,
    quad_2: 3645,
    quad_3: 0,
  },
  patternsWithoutQuantized: {
    duo: 804,
    trio_1: 67813,
    trio_2: 537,
    quad_0: 4699144,
    quad_1: 55527,
    quad_2: 38937,
    quad_3: 0,
  },
  mutations: {
    task: {
      mutations: 31,
      edges: 271,
    },
    library: {
      mutations: 524,
      edges: 986,
    },
  },
} as const;
