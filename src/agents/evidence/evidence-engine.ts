import type { ModelFiles, ModelFilesPort } from "../../app/ports/model-files-port";
import type { AgentEngine, CardAtPath } from "../agent-engine";

/** A model in a folder: its card, if there is one, and its files. */
export interface LocalModel {
  readonly card: CardAtPath | null;
  readonly files: ModelFiles;
}

/** What the tools that read the files of models need of their host as well. */
export interface EvidenceEngine extends AgentEngine {
  readonly modelFiles: ModelFilesPort;
  /** Opens a folder, or that of a card; throws UserError for what lies outside the folders that the host allows. */
  readonly openModel: (path: string, repo: string | undefined, signal: AbortSignal) => Promise<LocalModel>;
}
