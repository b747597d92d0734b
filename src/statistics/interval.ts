/** The 97.5% quantile of the normal distribution. */
export const normal95 = 1.959963984540054;

/** The 95% interval of a share of `count` in `total` draws (Wilson 1927); `total` is above 0. */
export function shareInterval(count: number, total: number): readonly [low: number, high: number] {
  const share = count / total;
  const square = normal95 ** 2;
  const middle = (share + square / (2 * total)) / (1 + square / total);
  const spread = Math.sqrt((share * (1 - share)) / total + square / (4 * total ** 2));
  const half = (normal95 * spread) / (1 + square / total);
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
