/** What the command line says in place of the editor's advice, whose commands and settings it does not have; by the editor's text. */
export const terminalWords: Readonly<Record<string, string>> = {
  "Run Hub Lineage: Sign In with a new token, or sign out and correct HF_TOKEN.":
    "Correct HF_TOKEN, or run hf auth login again.",
  "Run Hub Lineage: Sign In, or set HF_TOKEN.": "Set HF_TOKEN, or run hf auth login.",
  "Set hubLineage.endpoint to an https address, or continue without signing in.":
    "Use an https address for --endpoint (or HF_ENDPOINT), or no token.",
  "Set hubLineage.endpoint (or HF_ENDPOINT) to an address such as https://huggingface.co.":
    "Set --endpoint (or HF_ENDPOINT) to an address such as https://huggingface.co.",
  "Hub Lineage is offline. To read from the Hub, set hubLineage.online to auto or onDemand.":
    "Nothing is requested offline. To read from the Hub, remove --offline, or unset HF_HUB_OFFLINE.",
};
