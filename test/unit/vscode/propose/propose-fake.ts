/** As much of VS Code as a proposed change needs: it stands in for the module "vscode" where a test bundles it. */
export const shown: string[] = [];

/** What the person does: which fix they pick, and whether they agree. */
export const person: { picks: number | null; agrees: boolean } = { picks: 0, agrees: false };

/** The two sides of the diff that is shown. */
export const diff: { before: string; after: string; right: unknown } = { before: "", after: "", right: null };

/** The document in the active editor. */
export const active: { uri: Uri | undefined } = { uri: undefined };

let textOf: (uri: Uri) => string = () => "";

interface Parts {
  readonly scheme: string;
  readonly path: string;
  readonly query?: string;
}

/** An address. */
export class Uri {
  readonly scheme: string;
  readonly path: string;
  readonly query: string;

  constructor({ scheme, path, query = "" }: Parts) {
    this.scheme = scheme;
    this.path = path;
    this.query = query;
  }

  static from(parts: Parts): Uri {
    return new Uri(parts);
  }

  static parse(text: string): Uri {
    return new Uri({ scheme: "https", path: text });
  }

  toString(): string {
    return `${this.scheme}:${this.path}?${this.query}`;
  }
}

/** Where progress is shown. */
export const ProgressLocation = { Notification: 15 };

/** The window. */
export const window = {
  get activeTextEditor() {
    return active.uri && { document: { uri: active.uri } };
  },
  withProgress: (_: unknown, work: (bar: object, token: object) => Promise<unknown>) =>
    work({ report: () => undefined }, { onCancellationRequested: () => undefined }),
  showQuickPick: async (items: readonly { readonly label: string; readonly description: string }[]) => {
    shown.push(...items.map(({ label, description }) => `${description}: ${label}`));
    return person.picks === null ? undefined : items[person.picks];
  },
  showInformationMessage: async (message: string) => void shown.push(message),
  showWarningMessage: async (message: string, { detail }: { readonly detail: string }, button: string) => {
    shown.push(`${message}\n${detail}`);
    return person.agrees ? button : undefined;
  },
};

/** The workspace. */
export const workspace = {
  registerTextDocumentContentProvider: (
    _: string,
    provider: { provideTextDocumentContent(uri: Uri): string },
  ) => {
    textOf = uri => provider.provideTextDocumentContent(uri);
    return { dispose: () => undefined };
  },
};

/** Commands: the diff editor reads its documents. */
export const commands = {
  executeCommand: async (_: string, left: Uri, right: Uri, title: string) => {
    Object.assign(diff, { before: textOf(left), after: textOf(right), right });
    shown.push(title);
  },
};

/** The environment. */
export const env = { openExternal: async () => true };
