/** As much of VS Code's API as quick fixes need: it stands in for the module "vscode" where a test bundles them. Positions are offsets. */
export class Range {
  readonly start: number;
  readonly end: number;

  constructor(start: number, end: number) {
    this.start = start;
    this.end = end;
  }
}

/** Edits of one document. */
export class WorkspaceEdit {
  readonly edits: { range: Range; newText: string }[] = [];

  /** How many documents it changes. */
  get size(): number {
    return Math.min(1, this.edits.length);
  }

  replace(_: unknown, range: Range, newText: string): void {
    this.edits.push({ range, newText });
  }
}

/** A kind of code actions, compared by name. */
export class CodeActionKind {
  static readonly QuickFix = new CodeActionKind("quickfix");
  static readonly SourceFixAll = new CodeActionKind("source.fixAll");
  readonly value: string;

  constructor(value: string) {
    this.value = value;
  }

  append(part: string): CodeActionKind {
    return new CodeActionKind(`${this.value}.${part}`);
  }

  intersects({ value }: CodeActionKind): boolean {
    return this.value.startsWith(value) || value.startsWith(this.value);
  }
}

/** What an editor offers. */
export class CodeAction {
  readonly title: string;
  readonly kind: CodeActionKind;
  edit: WorkspaceEdit | undefined;

  constructor(title: string, kind: CodeActionKind) {
    this.title = title;
    this.kind = kind;
  }
}

/** A code action that can still get its edit. */
export type ResolvedAction = CodeAction & { resolved(): Promise<ResolvedAction> };

/** What offers code actions. */
export interface Provider {
  provideCodeActions(
    document: unknown,
    range: Range,
    context: { only?: CodeActionKind; diagnostics: readonly unknown[] },
    token: { isCancellationRequested: boolean },
  ): Promise<readonly ResolvedAction[]>;
}

/** The providers that were registered, in order. */
export const providers: Provider[] = [];

/** Keeps the provider. */
export const languages = {
  registerCodeActionsProvider: (_: unknown, provider: Provider) => void providers.push(provider),
};

/** The levels of problems. */
export const DiagnosticSeverity = { Error: 0, Warning: 1, Information: 2, Hint: 3 };
