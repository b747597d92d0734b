/** As much of VS Code's window as a panel needs: it stands in for the module "vscode" where a test bundles a panel. */
export const shown: string[] = [];

/** What a panel answered its view, in order. */
export const posted: { readonly reply?: number; readonly result?: unknown; readonly error?: unknown }[] = [];

const views: ((message: unknown) => void)[] = [];

/** Sends a message as the view that was opened last would. */
export function sendFromView(message: unknown): void {
  views.at(-1)?.(message);
}

/** Where VS Code opens an editor. */
export const ViewColumn = { One: 1, Beside: -2 };

/** Addresses, as text. */
export const Uri = { joinPath: (...parts: readonly string[]) => parts.join("/") };

/** The window: it opens panels without a page and notes the errors that it is to show. */
export const window = {
  createWebviewPanel: () => ({
    visible: true,
    onDidDispose: () => undefined,
    onDidChangeViewState: () => undefined,
    webview: {
      cspSource: "",
      asWebviewUri: (uri: string) => uri,
      postMessage: (message: object) => void posted.push(message),
      onDidReceiveMessage: (handler: (message: unknown) => void) => void views.push(handler),
    },
  }),
  showErrorMessage: async (message: string) => {
    shown.push(message);
  },
  showWarningMessage: async (message: string, options: { readonly detail?: string }, button: string) => {
    shown.push(`${message} ${options.detail}`);
    return answers.agrees ? button : undefined;
  },
  showInputBox: async ({ prompt }: { readonly prompt: string }) => {
    shown.push(prompt);
    return answers.token;
  },
  setStatusBarMessage: (message: string) => void shown.push(message),
};

/** The extensions: none. */
export const extensions = { getExtension: () => undefined };

/** What the person answers when asked. */
export const answers: { agrees: boolean; token: string | undefined } = { agrees: true, token: undefined };

/** The workspace's own settings. */
export const workspaceSettings = new Map<string, unknown>();

/** The workspace: its settings, and no documents. */
export const workspace = {
  textDocuments: [],
  getConfiguration: () => ({
    get: (key: string) => workspaceSettings.get(key),
    inspect: (key: string) => ({ workspaceValue: workspaceSettings.get(key) }),
  }),
};
