/** The names of a result's columns, each its own: where several have one name, the later ones get a number (`name`, `name_2`). */
export function distinctNames(names: readonly string[]): readonly string[] {
  const written = new Set(names);
  const given = new Set<string>();
  return names.map(name => {
    let own = name;
    for (let n = 2; given.has(own) || (own !== name && written.has(own)); n++) own = `${name}_${n}`;
    given.add(own);
    return own;
  });
}
