import * as vscode from "vscode";
import type { SampleFile } from "../../demo/sample-cards";
import type { Start } from "../start-extension";
import { SampleFileSystem } from "./sample-file-system";
import { isSampleWindow, sampleScheme } from "./sample-window";

/** Provides the files of the sample workspace, and starts the extension in its window, which begins with a first look. */
export function registerSample(files: () => Promise<readonly SampleFile[]>, start: Start): vscode.Disposable {
  const provider = vscode.workspace.registerFileSystemProvider(sampleScheme, new SampleFileSystem(files), {
    isCaseSensitive: true,
  });
  if (!isSampleWindow()) return provider;
  void vscode.commands.executeCommand("setContext", "hubLineage.sample", true);
  void start();
  return provider;
}
