import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { repoRoot } from "../../harness/root";
import { callTool, type Host, withHubHost } from "./mcp-host";

const page = join(repoRoot(), "docs/agents.md");
const begin = "<!-- Recorded by test/cli/mcp/conversations.test.ts. Do not edit. -->";
const end = "<!-- End of the recorded part. -->";

type Input = Readonly<Record<string, unknown>>;

/** What a user asks, and the calls that an agent makes for it. */
interface Conversation {
  readonly asks: string;
  readonly calls: readonly (readonly [tool: string, input: Input])[];
  /** What the agent makes of the answers. */
  readonly says: string;
}

const draft = (license: string, more: string) =>
  `---\nlicense: ${license}\nbase_model: google/gemma-2b\nbase_model_relation: adapter\npipeline_tag: text-generation\nlibrary_name: peft\n---\n\n# Support replies\n\nA LoRA adapter that drafts replies to support tickets.\n${more}`;
const found = (parents: string) =>
  `---\nlicense: gemma\nlibrary_name: peft\n${parents}---\n\n# Replies\n\nA fine-tuned version of [google/gemma-2b](https://huggingface.co/google/gemma-2b).\n`;
const files = ["adapter_config.json", "adapter_model.safetensors", "LICENSE"];
const notice =
  "\nGemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms\n";

const conversations: readonly Conversation[] = [
  {
    asks: "Where does NexaAIDev/Octopus-v2 come from?",
    calls: [["get_model_family", { model: "NexaAIDev/Octopus-v2", direction: "up" }]],
    says: "It was made from google/gemma-2b, which is under the Gemma terms, while its own card says cc-by-nc-4.0.",
  },
  {
    asks: "Make a card for my finetune. It is a LoRA of google/gemma-2b.",
    calls: [
      ["check_license", { parents: ["google/gemma-2b"], relation: "adapter" }],
      ["check_model_card", { text: draft("apache-2.0", ""), files }],
      ["check_model_card", { text: draft("gemma", notice), files }],
    ],
    says: "Here is the card. Its license is gemma, which the parent's terms ask for, and it has the notice that they prescribe.",
  },
  {
    asks: "May I merge a Llama 3 model with an Apache one and publish the result under MIT?",
    calls: [["check_license", { parents: ["llama3", "apache-2.0"], child: "mit", relation: "merge" }]],
    says: "It does not look like it: the Llama 3 license asks you to pass on its use restrictions, and MIT does not.",
  },
  {
    asks: "What did Octopus-v2 change compared with its parent?",
    calls: [["compare_traits", { models: ["google/gemma-2b", "NexaAIDev/Octopus-v2"] }]],
    says: "Its license differs in a way that the Gemma terms may not allow. The rest is the same, or was added.",
  },
  {
    asks: "Which licenses do the models made of bigscience/bloom-560m declare?",
    calls: [
      ["get_model_family", { model: "bigscience/bloom-560m", limit: 3 }],
      [
        "query_index",
        {
          sql: "SELECT m.license, count(*) AS models FROM edges e JOIN models m ON m.id = e.child WHERE e.parent = 'bigscience/bloom-560m' GROUP BY 1 ORDER BY 2 DESC, 1",
        },
      ],
    ],
    says: "Most declare the BLOOM license or none. Those with apache-2.0 or mit are worth a look.",
  },
  {
    asks: "This card names no parent. What was the model made from, and what must I add to share it?",
    calls: [
      ["trace_parents", { text: found("") }],
      ["list_obligations", { text: found("base_model: google/gemma-2b\n"), files: ["adapter_config.json"] }],
    ],
    says: "Its text says that google/gemma-2b was fine-tuned, so I would write that as base_model: is it right? Then a copy of the Gemma terms and their notice are missing, and what you changed should be in the card.",
  },
];

async function written({ asks, calls, says }: Conversation, host: Host, hub: string): Promise<string> {
  const steps: string[] = [];
  for (const [tool, input] of calls) {
    const { text } = await callTool(host, tool, input);
    const answer = text.replaceAll(hub, "https://huggingface.co");
    steps.push(
      `\`${tool}\`\n\n\`\`\`json\n${JSON.stringify(input, null, 2)}\n\`\`\`\n\n\`\`\`text\n${answer}\n\`\`\``,
    );
  }
  return `### “${asks}”\n\n${steps.join("\n\n")}\n\n${says}`;
}

test("the conversations of docs/agents.md are what the tools answer", () =>
  withHubHost({}, async (host, hub) => {
    const parts: string[] = [];
    for (const each of conversations) parts.push(await written(each, host, hub.url));
    const text = readFileSync(page, "utf8");
    const [start, stop] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
    const now = `\n\n${parts.join("\n\n")}\n\n`;
    if (process.env.HUB_LINEAGE_RECORD === "1")
      writeFileSync(page, text.slice(0, start) + now + text.slice(stop));
    else
      assert.equal(
        text.slice(start, stop),
        now,
        "run it again with HUB_LINEAGE_RECORD=1 to record the answers",
      );
  }));

test("the settings of hosts in docs/agents.md start the server", () =>
  withHubHost({}, async host => {
    const text = readFileSync(page, "utf8");
    const settings = [...text.matchAll(/```(json|toml)\n([\s\S]*?)```/g)].filter(
      ([, , block = ""]) => /mcp/.test(block) && /npx/.test(block),
    );
    assert.equal(settings.length, 4);
    for (const [, , block = ""] of settings) {
      assert.match(block, /"?command"?\s*[:=]\s*"npx"/);
      const [, args = ""] = /"?args"?\s*[:=]\s*(\[[^\]]*\])/.exec(block) ?? [];
      // What npx runs is the program that this host is connected to.
      assert.deepEqual(JSON.parse(args), ["-y", "hub-lineage", "mcp"]);
      if (block.trimStart().startsWith("{")) JSON.parse(block);
    }
    assert.equal((await host.client.listTools()).tools.length, 7);
  }));
