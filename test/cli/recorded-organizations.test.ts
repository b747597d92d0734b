import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { shippedAuthors } from "../../src/organizations/shipped-authors";
import { needsRecorded } from "../harness/recorded/recorded-data";
import {
  parquetOfDetails,
  parquetOfEmissions,
  recordedDetails,
  recordedEmissions,
} from "../harness/recorded/recorded-parquet";
import { runCli, withFolder } from "./run";

/** Imports a table, and gives what an analysis finds in it. */
async function overTable(
  bytes: Uint8Array,
  work: (resultOf: (id: string) => Promise<ReturnType<typeof JSON.parse>>) => Promise<void>,
): Promise<void> {
  await withFolder(async folder => {
    const [file, index] = [join(folder, "models.parquet"), join(folder, "index")];
    writeFileSync(file, bytes);
    const imported = await runCli(["import", file, "--index", index]);
    assert.equal(imported.code, 0, imported.stderr);
    await work(async id => {
      const { code, stdout, stderr } = await runCli(["analyze", id, "--index", index]);
      assert.equal(code, 0, stderr);
      return JSON.parse(stdout).result;
    });
  });
}

const close = (one: number, other: number) => assert.ok(Math.abs(one / other - 1) < 1e-9, `${one}, ${other}`);

test(
  "8,650 models of July 2024 with their metadata: kinds, language models, and emissions are those of a plain count",
  needsRecorded("tables/hub_2024-07_details_8650.jsonl.gz"),
  async () => {
    const models = recordedDetails();
    assert.equal(models.length, 8_650);
    await overTable(parquetOfDetails(models), async resultOf => {
      const kinds = (await resultOf("kinds")).kinds as Record<string, number | string>[];
      for (const kind of ["company", "university", "person"]) {
        const owned = models.filter(({ id }) => {
          const owner = id.includes("/") ? id.split("/")[0]?.toLowerCase() : undefined;
          return owner !== undefined && shippedAuthors().get(owner)?.kind === kind;
        });
        const found = kinds.find(row => row.kind === kind);
        assert.ok(owned.length > 0, kind);
        assert.equal(found?.models, owned.length, kind);
        assert.equal(
          found?.downloads,
          owned.reduce((sum, { downloads }) => sum + downloads, 0),
          kind,
        );
      }
      const written = models.filter(
        ({ pipeline_tag, library_name }) => pipeline_tag === "text-generation" && library_name !== "peft",
      );
      const language = await resultOf("language-models");
      assert.deepEqual([language.models, written.length], [2_066, 2_066]);
      const counted = written.filter(({ safetensors }) => (safetensors?.total ?? 0) > 0).length;
      const bases = new Map(
        language.bases.map(({ basis, models: count }: { basis: string; models: number }) => [basis, count]),
      );
      const fromFiles = Number(bases.get("safetensors")) + Number(bases.get("safetensors-packed"));
      assert.ok(fromFiles <= counted && fromFiles > 0.97 * counted, `${fromFiles} of ${counted}`);

      const grams = models.flatMap(({ cardData }) => {
        const stated = cardData?.co2_eq_emissions;
        if (stated === undefined || stated === null) return [];
        return [typeof stated === "number" ? stated : Number(stated.emissions)];
      });
      const emissions = await resultOf("emissions");
      assert.deepEqual([emissions.models, emissions.reporting, grams.length], [8_650, 25, 25]);
      close(emissions.kilograms, grams.reduce((sum, one) => sum + one, 0) / 1_000);
      assert.equal(emissions.belowStreaming, grams.filter(one => one > 0 && one < 55).length);
    });
  },
);

test(
  "1,419 emissions collected in 2023, of 1,415 models: all are read, one is zero, and the sum is that of the table",
  needsRecorded("tables/co2_1419_castano.csv.gz"),
  async () => {
    const models = recordedEmissions();
    await overTable(parquetOfEmissions(models), async resultOf => {
      const { reporting, plausible, kilograms, leftOut, belowStreaming } = await resultOf("emissions");
      // Four names repeat: the later row is a duplicate, which an import skips.
      const first = new Map([...models].reverse().map(model => [model.id, Number(model.grams)]));
      const grams = [...first.values()];
      assert.deepEqual([models.length, reporting], [1_419, 1_415]);
      assert.deepEqual([first.size, plausible], [1_415, grams.filter(one => one > 0).length]);
      assert.deepEqual(
        leftOut.map(({ doubt }: { doubt: string }) => doubt),
        grams.filter(one => one === 0).map(() => "zero"),
      );
      close(kilograms, grams.reduce((sum, one) => sum + one, 0) / 1_000);
      assert.equal(belowStreaming, grams.filter(one => one > 0 && one < 55).length);
    });
  },
);
