/** The engines that the analyses' SQL is written for. */
export const dialectNames = ["duckdb", "spark", "clickhouse"] as const;

/** The name of an engine. */
export type DialectName = (typeof dialectNames)[number];
