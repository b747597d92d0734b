/** Names of columns that splitting into words does not make readable. */
const named: ReadonlyMap<string, string> = new Map([
  ["GB", "size, GB"],
  ["medianGB", "median size, GB"],
  ["ninetiethGB", "90th percentile, GB"],
  ["largestGB", "largest, GB"],
  ["sized", "with known size"],
  ["billions", "parameters, billions"],
  ["meanB", "mean parameters, billions"],
  ["medianB", "median, billions"],
  ["ninetiethB", "90th percentile, billions"],
  ["largestB", "largest, billions"],
  ["near70BSoFar", "with 65 B to 75 B so far"],
  ["kilograms", "emissions, kg"],
  ["medianKilograms", "median emissions, kg"],
  ["gramsPerMillion", "g per million parameters"],
  ["belowStreaming", "below an hour of streaming"],
  ["ofReporting", "share of models that report"],
  ["ofKilograms", "share of emissions"],
  ["perModel", "downloads per model"],
  ["tau", "rank correlation with time"],
  ["certain", "the same in every optimal order"],
  ["support", "share of optimal orders that agree"],
  ["pHolm", "p, by Holm over traits"],
  ["outOfSample", "forward in an order of the years before"],
]);

/** A table's column as people read it: `ofDownloads` is "share of downloads". CSV and JSON keep the name itself. */
export function columnInWords(name: string): string {
  return (
    named.get(name) ??
    name
      .replace(/^of(?=[A-Z])/, "shareOf")
      .replace(/(?<=[a-z\d])[A-Z]/g, letter => ` ${letter.toLowerCase()}`)
  );
}
