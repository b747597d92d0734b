import { Transform, type TransformCallback } from "node:stream";
import { ProtocolErrorCode } from "@modelcontextprotocol/server";
import { type MessageFault, messageFault } from "./message-fault";

/** The longest line that is read, in bytes: ten times the longest card. */
export const longestLine = 10 * 1024 * 1024;

/** What is kept of both ends of a longer line, to find its ID, in bytes. */
const keptEnd = 300;

/** Who hears of lines. */
export interface LineListener {
  /** Told of each message. */
  readonly asked: (message: unknown) => void;
  /** Told when the host closed its side and every line was read. */
  readonly ended: () => void;
  /** Writes an answer. */
  readonly answer: (line: string) => void;
  /** Told of what is wrong and cannot be answered. */
  readonly warn: (sentence: string) => void;
}

/**
 * Lets lines through that are messages of JSON-RPC, and answers the others. The SDK drops what it cannot read, so that a host would
 * wait forever, and ends at the first line that is too long.
 */
export class CheckedLines extends Transform {
  readonly #listener: LineListener;
  #parts: Buffer[] = [];
  #length = 0;

  constructor(listener: LineListener) {
    super();
    this.#listener = listener;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      this.#add(chunk.subarray(start, end));
      this.#endLine();
      start = end + 1;
    }
    this.#add(chunk.subarray(start));
    done();
  }

  /** The end is told to the listener alone: the SDK would drop what it is still working on. */
  override _flush(): void {
    this.#endLine();
    this.#listener.ended();
  }

  #add(part: Buffer): void {
    if (part.length === 0) return;
    this.#length += part.length;
    this.#parts.push(part);
    if (this.#length <= longestLine) return;
    // Of a line that is too long, only both ends are kept.
    const kept = Buffer.concat(this.#parts);
    this.#parts = [Buffer.concat([kept.subarray(0, keptEnd), kept.subarray(-keptEnd)])];
  }

  #endLine(): void {
    const [line, length] = [Buffer.concat(this.#parts), this.#length];
    this.#parts = [];
    this.#length = 0;
    const fault = length > longestLine ? tooLong(line) : this.#faultOf(line.toString("utf8"));
    if (fault === null) this.push(Buffer.concat([line, newline]));
    else if (fault !== "empty") this.#tell(fault);
  }

  #faultOf(line: string): MessageFault | "empty" | null {
    if (line.trim() === "") return "empty";
    let message: unknown;
    try {
      message = JSON.parse(line);
    } catch {
      return { code: ProtocolErrorCode.ParseError, message: "A line is no JSON.", id: null };
    }
    const fault = messageFault(message);
    if (fault === null) this.#listener.asked(message);
    return fault;
  }

  #tell({ id, ...error }: MessageFault): void {
    if (id === undefined) this.#listener.warn(`The host sent what cannot be used: ${error.message}`);
    else this.#listener.answer(`${JSON.stringify({ jsonrpc: "2.0", id, error })}\n`);
  }
}

const newline = Buffer.from("\n");

function tooLong(ends: Buffer): MessageFault {
  return {
    code: ProtocolErrorCode.InvalidRequest,
    message: `A message is longer than ${longestLine / 1024 / 1024} MB and was not read. Send less: a card has at most 1,000,000 characters.`,
    id: idAtEnds(ends.toString("utf8")),
  };
}

const idMember = '"id"\\s{0,9}:\\s{0,9}("[^"\\\\]{0,200}"|-?\\d{1,16})';
const atStart = new RegExp(
  `^\\s{0,9}\\{\\s{0,9}(?:"jsonrpc"\\s{0,9}:\\s{0,9}"2\\.0"\\s{0,9},\\s{0,9})?${idMember}\\s{0,9},`,
);
const atEnd = new RegExp(
  `,\\s{0,9}${idMember}\\s{0,9}(?:,\\s{0,9}"jsonrpc"\\s{0,9}:\\s{0,9}"2\\.0"\\s{0,9})?\\}\\s{0,9}$`,
);

/** The ID of a message from its two ends, where every known host writes it; null if it is elsewhere. */
function idAtEnds(text: string): string | number | null {
  const found = atStart.exec(text)?.[1] ?? atEnd.exec(text)?.[1];
  return found === undefined ? null : (JSON.parse(found) as string | number);
}
