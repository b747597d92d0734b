import * as vscode from "vscode";
import { unpackedTexts } from "../words/text-key";
import { speak } from "../words/words";

/**
 * Says everything in VS Code's display language, if the extension has been translated into it. VS Code reads the dictionary
 * in `dist/l10n`, which the build makes of `l10n`, before it activates the extension, and reads none for English.
 */
export function speakLikeEditor(): void {
  const { bundle } = vscode.l10n;
  speak(bundle === undefined ? null : { language: vscode.env.language, dictionary: unpackedTexts(bundle) });
}
