import { type ThriftField, thriftBytes } from "./thrift-bytes";

/** A page to write: what its header claims, and its bytes. */
export interface HandPage {
  readonly bytes: Uint8Array;
  /** Values that the header claims. */
  readonly values: number;
  /** Bytes that the header claims it unpacks to; its own length if left out. */
  readonly unpacked?: number;
  readonly encoding?: number;
  readonly isDictionary?: boolean;
  /** The checksum that the header claims; without one if left out. */
  readonly crc?: number;
}

/** A column to write by hand; `type` and `converted` are Parquet's numbers. */
export interface HandColumn {
  readonly name: string;
  readonly type: number;
  readonly converted?: number;
  /** Whether it is a list of nullable values. */
  readonly isList?: boolean;
  readonly isRequired?: boolean;
  readonly codec?: number;
  readonly pages: readonly HandPage[];
  /** Values that the chunk claims; those of its pages if left out. */
  readonly values?: number;
  /** The logical type. */
  readonly logical?: readonly ThriftField[];
}

/** Numbers that Parquet gives to types, encodings, and codecs. */
export const parquet = {
  int32: 1,
  int64: 2,
  int96: 3,
  double: 5,
  bytes: 6,
  plain: 0,
  dictionary: 8,
  deltaBytes: 7,
  snappy: 1,
  gzip: 2,
  brotli: 4,
  lz4: 5,
  zstd: 6,
  lz4Raw: 7,
  utf8: 0,
  date: 6,
} as const;

const i32 = (value: number) => ({ i32: value });
const i64 = (value: number) => ({ i64: value });
const text = (value: string) => ({ text: value });

function pageHeader({ bytes, values, unpacked = bytes.length, encoding = 0, isDictionary, crc }: HandPage) {
  const counts = (fields: readonly ThriftField[]) => ({ struct: fields });
  return thriftBytes([
    [1, i32(isDictionary ? 2 : 0)],
    [2, i32(unpacked)],
    [3, i32(bytes.length)],
    ...(crc === undefined ? [] : [[4, i32(crc | 0)] as const]),
    isDictionary
      ? [
          7,
          counts([
            [1, i32(values)],
            [2, i32(0)],
          ]),
        ]
      : [
          5,
          counts([
            [1, i32(values)],
            [2, i32(encoding)],
            [3, i32(3)],
            [4, i32(3)],
          ]),
        ],
  ]);
}

function schemaOf(columns: readonly HandColumn[]): readonly ThriftField[][] {
  return columns.flatMap(({ name, type, converted, isList, isRequired, logical }) => {
    const leaf = (of: string): ThriftField[] => [
      [1, i32(type)],
      [3, i32(isRequired ? 0 : 1)],
      [4, text(of)],
      ...(converted === undefined ? [] : [[6, i32(converted)] as const]),
      ...(logical === undefined ? [] : [[10, { struct: logical }] as const]),
    ];
    if (!isList) return [leaf(name)];
    return [
      [
        [3, i32(1)],
        [4, text(name)],
        [5, i32(1)],
        [6, i32(3)],
      ],
      [
        [3, i32(2)],
        [4, text("list")],
        [5, i32(1)],
      ],
      leaf("element"),
    ];
  });
}

/** A Parquet file of one row group as its parts claim to be, sound or not. */
export function parquetByHand(rows: number, columns: readonly HandColumn[]): Uint8Array<ArrayBuffer> {
  const file = [...new TextEncoder().encode("PAR1")];
  const chunks = columns.map(column => {
    const { name, type, isList, codec = 0, pages } = column;
    const start = file.length;
    for (const page of pages)
      for (const part of [pageHeader(page), page.bytes]) for (const byte of part) file.push(byte);
    const values =
      column.values ?? pages.reduce((sum, page) => sum + (page.isDictionary ? 0 : page.values), 0);
    const size = file.length - start;
    const path = isList ? [name, "list", "element"] : [name];
    const facts: ThriftField[] = [
      [1, i32(type)],
      [2, { list: [i32(0)] }],
      [3, { list: path.map(text) }],
      [4, i32(codec)],
      [5, i64(values)],
      [6, i64(size)],
      [7, i64(size)],
      [9, i64(start)],
    ];
    return {
      struct: [
        [2, i64(start)],
        [3, { struct: facts }],
      ] as const,
    };
  });
  const root: ThriftField[] = [
    [4, text("root")],
    [5, i32(columns.length)],
  ];
  const footer = thriftBytes([
    [1, i32(1)],
    [2, { list: [root, ...schemaOf(columns)].map(struct => ({ struct })) }],
    [3, i64(rows)],
    [
      4,
      {
        list: [
          {
            struct: [
              [1, { list: chunks }],
              [2, i64(file.length)],
              [3, i64(rows)],
            ],
          },
        ],
      },
    ],
  ]);
  const end = new Uint8Array(8);
  new DataView(end.buffer).setUint32(0, footer.length, true);
  end.set(new TextEncoder().encode("PAR1"), 4);
  return Uint8Array.from([...file, ...footer, ...end]);
}

/** Levels of a page as one run of the same level, preceded by their length. */
export function levelRun(level: number, count: number): number[] {
  const run: number[] = [];
  let head = count * 2;
  for (; head >= 128; head = Math.floor(head / 128)) run.push((head % 128) + 128);
  run.push(head, level);
  return [run.length, 0, 0, 0, ...run];
}

/** A page of texts that are all there. */
export function textPage(
  texts: readonly string[],
  levels: readonly number[] = levelRun(1, texts.length),
): HandPage {
  const bytes = texts.flatMap(each => {
    const utf8 = [...new TextEncoder().encode(each)];
    return [utf8.length & 255, utf8.length >> 8, 0, 0, ...utf8];
  });
  return { bytes: Uint8Array.from([...levels, ...bytes]), values: texts.length };
}
