const digit = 11;
const radix = 2 ** digit;

/**
 * The numbers of those rows that have a time (ms since 1970, NaN for none), oldest first, equal ones in their order: a radix
 * sort of four digits, good for spans of 500 years.
 */
export function orderByTime(times: Float64Array): Uint32Array {
  let least = Number.POSITIVE_INFINITY;
  let rows = 0;
  for (let row = 0; row < times.length; row++) {
    const time = times[row] as number;
    if (Number.isNaN(time)) continue;
    rows++;
    if (time < least) least = time;
  }
  let order = new Uint32Array(rows);
  for (let row = 0, place = 0; row < times.length; row++) {
    if (!Number.isNaN(times[row] as number)) order[place++] = row;
  }
  let other = new Uint32Array(rows);
  const digits = new Uint16Array(rows);
  for (let step = 0; step < 4; step++) {
    const unit = radix ** step;
    const places = new Uint32Array(radix + 1);
    for (let at = 0; at < rows; at++) {
      const value = Math.floor(((times[order[at] as number] as number) - least) / unit) % radix;
      digits[at] = value;
      places[value + 1] = (places[value + 1] as number) + 1;
    }
    for (let value = 1; value <= radix; value++)
      places[value] = (places[value] as number) + (places[value - 1] as number);
    for (let at = 0; at < rows; at++) {
      const value = digits[at] as number;
      const place = places[value] as number;
      places[value] = place + 1;
      other[place] = order[at] as number;
    }
    [order, other] = [other, order];
  }
  return order;
}
