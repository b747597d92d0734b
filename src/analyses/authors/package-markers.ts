import { lowerByte } from "../../columns/id-hash";

/** What names of packages have as a part of their own: the format or the bits of quantized or converted weights. */
const markers = [
  ...["gguf", "ggml", "awq", "gptq", "exl2", "exl3", "mlx", "bnb", "hqq", "eetq", "aqlm", "nf4", "fp8"],
  ...["int4", "int8", "i1-gguf", "w4a16", "w8a8"],
  ...["2", "3", "4", "5", "6", "7", "8"].flatMap(bits => [
    ...[`q${bits}`, `${bits}bit`, `${bits}bits`, `${bits}-bit`, `${bits}-bits`],
  ]),
];

const codesOf = (text: string) => Array.from(text, letter => letter.charCodeAt(0));
const [hyphen, dot, underscore] = codesOf("-._");
const isSign = (byte: number | undefined) => byte === hyphen || byte === dot || byte === underscore;
const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 48 && byte <= 57;
const bitsPerWeight = codesOf("bpw");

/** The markers by their first two bytes: `lists[places[pair]]` are those that begin with a pair; `lists[0]` is empty. */
const { lists, places } = byStart(markers.map(codesOf));

function byStart(all: readonly (readonly number[])[]) {
  const lists: (readonly number[])[][] = [[]];
  const places = new Uint8Array(1 << 16);
  for (const marker of all) {
    const start = pairOf(marker[0]!, marker[1]!);
    if (places[start] === 0) places[start] = lists.push([]) - 1;
    lists[places[start]!]?.push(marker);
  }
  return { lists, places };
}

function pairOf(first: number, second: number): number {
  return (first << 8) | second;
}

/**
 * Whether a marker begins at a byte of a name that ends at `to`, behind a sign, as in `-GGUF`, `_4bit`, or `.Q4_K_M`. Its
 * part ends there or before another sign, so that `-gptneo` and `-4bitter` are none. The case of letters is ignored.
 */
export function isMarker(bytes: Uint8Array, at: number, to: number): boolean {
  if (at + 1 >= to) return false;
  const [first, second] = [lowerByte[bytes[at]!]!, lowerByte[bytes[at + 1]!]!];
  const place = places[pairOf(first, second)]!;
  if (place !== 0) for (const marker of lists[place]!) if (isPart(bytes, at, to, marker)) return true;
  return isDigit(first) && isPart(bytes, decimalsEnd(bytes, at + 1, to), to, bitsPerWeight);
}

/** Whether a text stands at a place and is followed by a sign or the end. */
function isPart(bytes: Uint8Array, at: number, to: number, text: readonly number[]): boolean {
  const end = at + text.length;
  if (end > to || (end < to && !isSign(bytes[end]))) return false;
  for (let place = 0; place < text.length; place++)
    if (lowerByte[bytes[at + place]!] !== text[place]) return false;
  return true;
}

/** The end of a point with digits behind it; the same place if there are none. */
function decimalsEnd(bytes: Uint8Array, at: number, to: number): number {
  if (at >= to || bytes[at] !== dot) return at;
  let end = at + 1;
  while (end < to && isDigit(bytes[end])) end++;
  return end === at + 1 ? at : end;
}
