/** A number with its noun: "1 model", "4,812 models". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString("en-US")} ${n === 1 ? one : many}`;
}

/** A large number in short form: 950, 1.2 thousand, 3.4 million, 7.1 billion. */
export function roughly(n: number): string {
  const units: readonly (readonly [number, string])[] = [
    [1e9, "billion"],
    [1e6, "million"],
    [1e3, "thousand"],
  ];
  // 999,950 would round to "1000 thousand" instead of 1 million.
  const unit = units.find(([size]) => n >= size * 0.99995 && n >= 1000);
  return unit ? `${Number((n / unit[0]).toFixed(1))} ${unit[1]}` : n.toLocaleString("en-US");
}
