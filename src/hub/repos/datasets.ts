import type { DatasetAnswer, DatasetPort } from "../../app/ports/dataset-port";
import { HubError } from "../../app/ports/errors";
import { asList, asObject, asText } from "../../lineage/checked-json";
import { isRepoId } from "../../lineage/repo-id";
import { readLicense } from "../../lineage/traits/read-traits";
import { t } from "../../words/words";
import { failureOf, isWhole } from "../outcome";
import type { FileVia } from "./files-of-model";

const limit = 2 ** 20;
const longestId = 200;

/** Asks for datasets; `ask` turns failures into HubErrors, and `checkedId` refuses what is no ID. */
export function datasetsOver(
  ask: <T>(work: (via: FileVia) => Promise<T>) => Promise<T>,
  checkedId: (id: string) => string,
): DatasetPort {
  return {
    dataset: (id, how = {}) =>
      ask(async ({ polite, endpoint: { base, host } }) => {
        const url = new URL(
          `${base}/api/datasets/${checkedId(id).split("/").map(encodeURIComponent).join("/")}`,
        );
        const get = (address: URL) =>
          polite.get({ ...how, etag: null, url: address.href, json: true, limit });
        const brief = new URL(url);
        for (const field of ["tags", "gated"]) brief.searchParams.append("expand[]", field);
        let answer = await get(brief);
        // An older Hub rejects the list of fields; without it, it returns more, but it works.
        if (answer.status === 400) answer = await get(url);
        if (!isWhole(answer))
          throw failureOf(answer, { what: "dataset", name: id, host }, polite.retryAfter(answer));
        const found = decodeDataset(answer.bytes, host);
        if (!answer.moved && found.id.toLowerCase() !== id.toLowerCase()) throw anotherDataset(host);
        return found;
      }),
  };
}

function decodeDataset(bytes: Uint8Array, host: string): DatasetAnswer {
  const body = readJson(bytes);
  const id = asText(body?.id, longestId);
  if (body === null || id === null || !isRepoId(id)) throw anotherDataset(host);
  const licenses = asList(body.tags).flatMap(tag =>
    typeof tag === "string" && tag.startsWith("license:") ? [tag.slice("license:".length, 100)] : [],
  );
  return {
    id,
    license: readLicense(licenses),
    gated: body.gated === "auto" || body.gated === "manual",
  };
}

/** What the Hub sent is not the dataset that was asked for; only a redirect says that one was renamed. */
function anotherDataset(host: string): HubError {
  return new HubError(
    "unreadable",
    t`${host} returned something other than a dataset. Check that the endpoint is a Hugging Face Hub, then try again.`,
  );
}

function readJson(bytes: Uint8Array): Readonly<Record<string, unknown>> | null {
  try {
    return asObject(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return null;
  }
}
