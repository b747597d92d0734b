const publicHub = "https://huggingface.co";

/** A text without lone surrogates, which neither a URL nor UTF-8 can hold. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, "\ufffd");
}

/** The package URL of a model: `pkg:huggingface/google/gemma-2b`, each part percent-encoded. */
export function modelPurl(id: string): string {
  const encode = (part: string) =>
    encodeURIComponent(wellFormed(part)).replace(
      /[!'()*]/g,
      sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  return `pkg:huggingface/${id.split("/").map(encode).join("/")}`;
}

/** The page of a model on a Hub, or of whatever else has a path there, each part percent-encoded; `hub` has no final slash. */
export function hubPage(path: string, hub = publicHub): string {
  return `${hub}/${path
    .split("/")
    .map(part => encodeURIComponent(wellFormed(part)))
    .join("/")}`;
}
