/** How a model refers to a dataset of its bill. */
export function datasetRef(name: string): string {
  return `dataset:${name}`;
}
