import * as vscode from "vscode";
import { proposalAddress, proposalScheme } from "../family/hub-card-address";

/** A card on the Hub, and as it is to be. */
export interface ShownChange {
  readonly id: string;
  readonly before: string;
  readonly after: string;
  /** What the change does, for the title. */
  readonly title: string;
}

/** The two sides of the change that was shown last, as documents in memory. */
export class ChangeDocuments implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #provider: vscode.Disposable;
  #count = 0;

  constructor() {
    this.#provider = vscode.workspace.registerTextDocumentContentProvider(proposalScheme, {
      provideTextDocumentContent: uri => this.#texts.get(uri.toString()) ?? "",
    });
  }

  /** Opens the diff editor with a change; returns the address of its right side. */
  async show({ id, before, after, title }: ShownChange): Promise<vscode.Uri> {
    this.#texts.clear();
    this.#count++;
    const side = (name: string, text: string): vscode.Uri => {
      // Documents keep their text as long as they are open, so each change has addresses of its own.
      const uri = proposalAddress(id, `${name}&${this.#count}`);
      this.#texts.set(uri.toString(), text);
      return uri;
    };
    const [left, right] = [side("before", before), side("after", after)];
    await vscode.commands.executeCommand("vscode.diff", left, right, title, { preview: true });
    return right;
  }

  dispose(): void {
    this.#provider.dispose();
  }
}
