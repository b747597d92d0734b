import * as vscode from "vscode";
import { untrustedData } from "../../agents/fence";
import { modelsToAskFor } from "../../agents/hub-needs";
import { runTool } from "../../agents/run-tool";
import type { CommonToolName } from "../../agents/tool-names";
import { UserError } from "../../app/ports/errors";
import { count } from "../../lineage/in-words";
import { t } from "../../words/words";
import { config } from "../config";
import type { Session } from "../session";
import { editorEngine } from "./editor-engine";

/** The tools for language models, as VS Code calls them. */
export class AgentTools {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Runs a tool; throws its error, for the model to read, or that the call was canceled. */
  async invoke(
    name: CommonToolName,
    input: unknown,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    const stop = new AbortController();
    const canceling = token.onCancellationRequested(() => stop.abort());
    try {
      if (token.isCancellationRequested) stop.abort();
      const call = { signal: stop.signal, progress: () => undefined };
      const answer = await runTool(name, input, editorEngine(this.#session), call);
      if (answer.isError) throw new UserError(answer.text);
      const structured = JSON.stringify({ notice: untrustedData, ...answer.structured });
      return new vscode.LanguageModelToolResult([
        new vscode.LanguageModelTextPart(answer.text),
        new vscode.LanguageModelTextPart(structured),
      ]);
    } catch (error) {
      if (stop.signal.aborted) throw new vscode.CancellationError();
      throw error;
    } finally {
      canceling.dispose();
    }
  }

  /** Says what a tool is doing, and asks before it spends requests and stores what the Hub answers. */
  async prepare(name: CommonToolName, input: unknown): Promise<vscode.PreparedToolInvocation> {
    const models = await modelsToAskFor(name, input, editorEngine(this.#session), config.maxAgeMs);
    const invocationMessage = t`Asking Hub Lineage`;
    if (models === 0) return { invocationMessage };
    const { host } = new URL(this.#session.endpoint);
    return {
      invocationMessage,
      confirmationMessages: {
        title: t`Ask the Hub?`,
        message: t`To answer, Hub Lineage asks ${host} about ${count(models, "model", "models")} and their ancestors, with at most 100 requests, and stores the answers in the index. No file of yours is changed.`,
      },
    };
  }
}
