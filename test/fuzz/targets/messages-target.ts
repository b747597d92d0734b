import { scopeFields } from "../../../src/analyses/scope-words";
import { Channel } from "../../../src/channel";
import { checkedRequest } from "../../../src/vscode/report/report-request";
import { type FuzzTarget, holds } from "../fuzz-target";

const encoder = new TextEncoder();
const seeds = [
  { call: "echo", id: 1, params: { id: "lab/poet" } },
  { call: "fail", id: 2, params: null },
  { reply: 1, result: [1, 2] },
  { reply: 1, error: { name: "UserError", message: "Try again." } },
  { id: "drift", mode: "paper", scope: { license: "mit", from: "2024-01" } },
  [{ call: "echo", id: 3 }, { call: "toString", id: 4 }, { reply: 2 }],
];

/** Messages between the extension, its workers and its views. */
export const messages: FuzzTarget = {
  name: "messages",
  oracle:
    "No message throws on arrival; every call is answered exactly once, by its own handler or with an error, nothing else is answered, and a report's request comes out bounded.",
  seeds: () => seeds.map(seed => encoder.encode(JSON.stringify(seed))),
  words: [
    ...['"call":', '"reply":', '"id":', '"error":', '"params":', '"scope":', "null", "1e999", "[]", "{}"],
    ...['"constructor"', '"__proto__"', '"hasOwnProperty"', '"valueOf"', '"mode":"paper"'],
  ],
  async check(input) {
    const value = parsed(input);
    for (const message of Array.isArray(value) ? value : [value]) {
      await checkChannel(message);
      checkRequest(message);
    }
  },
};

/** What arrives is JSON here; structured clones can hold more, which no check relies on. */
function parsed(input: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(input));
  } catch {
    return null;
  }
}

async function checkChannel(message: unknown): Promise<void> {
  const posted: unknown[] = [];
  let receive: (message: unknown) => void = () => undefined;
  const wire = {
    post: (sent: unknown) => posted.push(sent),
    onMessage: (handler: (message: unknown) => void) => {
      receive = handler;
    },
  };
  const called: unknown[] = [];
  const channel = new Channel<{ ask(what: string): Promise<unknown> }>(wire, {
    echo: async (params: unknown) => called.push(params),
    fail: async () => Promise.reject(new Error("refused")),
  });
  const settled = channel.call("ask", "anything").then(
    () => 1,
    () => 1,
  );
  const before = posted.length;
  receive(message);
  await new Promise(done => setImmediate(done));
  channel.dispose();
  await settled;
  const answers = posted.length - before;
  const { call, id, reply } = (message ?? {}) as { call?: unknown; id?: unknown; reply?: unknown };
  const isCall = typeof message === "object" && typeof call === "string" && typeof id === "number";
  const isAnswer = typeof message === "object" && typeof reply === "number";
  holds(answers === (isCall && !isAnswer ? 1 : 0), () => `${answers} answers to ${JSON.stringify(message)}`);
  holds(called.length === 0 || call === "echo", () => "a handler was called by another name");
}

function checkRequest(message: unknown): void {
  const { id, mode, scope } = checkedRequest(message);
  holds(id.length <= 100 && (mode === "paper" || mode === "corrected"), () => "the request is not bounded");
  const fields: readonly string[] = scopeFields;
  for (const [field, text] of Object.entries(scope))
    holds(fields.includes(field) && typeof text === "string" && text.length <= 300, () => `scope ${field}`);
}
