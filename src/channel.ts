/** Anything that carries messages both ways: a worker, a message port, or a webview. */
export interface Wire {
  post(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  onMessage(handler: (message: unknown) => void): void;
}

type Call = (params: never) => Promise<unknown>;
type Params<F> = F extends (...args: infer P) => unknown
  ? P extends [infer Q, ...unknown[]]
    ? Q
    : undefined
  : never;
type Result<F> = F extends (...args: never[]) => Promise<infer R> ? R : never;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

interface Request {
  readonly call: string;
  readonly id: number;
  readonly params: unknown;
}

interface Reply {
  readonly reply: number;
  readonly result?: unknown;
  readonly error?: { readonly name: string; readonly message: string };
}

function isRequest(message: unknown): message is Request {
  const it = message as Partial<Request> | null;
  return typeof it === "object" && it !== null && typeof it.call === "string" && typeof it.id === "number";
}

function isReply(message: unknown): message is Reply {
  return typeof message === "object" && message !== null && typeof (message as Reply).reply === "number";
}

/** An error from the other side; it keeps its `name`, which still identifies a UserError. */
export class RemoteError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** A result whose buffers are transferred to the caller instead of copied; a handler returns it in place of the result. */
export class HandedOver {
  readonly result: unknown;
  readonly buffers: readonly ArrayBuffer[];

  constructor(result: unknown, buffers: readonly ArrayBuffer[]) {
    this.result = result;
    this.buffers = buffers;
  }
}

/**
 * Typed calls over a wire, both ways. `Remote` is the interface that the other side serves; `handlers` is what this
 * side serves. Every call settles: with a result, with the other side's error, or, if the channel is disposed, with an
 * error that says so.
 */
export class Channel<Remote extends object> {
  readonly #wire: Wire;
  readonly #handlers: Readonly<Record<string, Call>>;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  #closed: string | null = null;

  constructor(wire: Wire, handlers: object) {
    this.#wire = wire;
    this.#handlers = handlers as Readonly<Record<string, Call>>;
    wire.onMessage(message => this.#receive(message));
  }

  /** Calls the other side; `transfer` lists buffers that are transferred instead of copied. */
  call<K extends keyof Remote & string>(
    name: K,
    params: Params<Remote[K]>,
    transfer?: readonly ArrayBuffer[],
  ): Promise<Result<Remote[K]>> {
    if (this.#closed !== null) return Promise.reject(new Error(this.#closed));
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: value => resolve(value as Result<Remote[K]>), reject });
      try {
        this.#wire.post({ call: name, id, params } satisfies Request, transfer);
      } catch (error) {
        this.#waiting.delete(id);
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  /** Rejects every pending call and every later one with the given reason. */
  dispose(reason = "The connection was closed."): void {
    this.#closed ??= reason;
    for (const waiting of this.#waiting.values()) waiting.reject(new Error(this.#closed));
    this.#waiting.clear();
  }

  #receive(message: unknown): void {
    if (this.#closed !== null) return;
    if (isReply(message)) this.#settle(message);
    else if (isRequest(message)) void this.#serve(message);
  }

  #settle(reply: Reply): void {
    const waiting = this.#waiting.get(reply.reply);
    if (waiting === undefined) return;
    this.#waiting.delete(reply.reply);
    if (reply.error) waiting.reject(new RemoteError(reply.error.name, reply.error.message));
    else waiting.resolve(reply.result);
  }

  async #serve(request: Request): Promise<void> {
    try {
      const handler = Object.hasOwn(this.#handlers, request.call) ? this.#handlers[request.call] : undefined;
      if (handler === undefined) throw new Error(`There is no call named ${request.call}.`);
      const result: unknown = await handler(request.params as never);
      if (result instanceof HandedOver) {
        this.#reply({ reply: request.id, result: result.result }, result.buffers);
      } else this.#reply({ reply: request.id, result });
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      try {
        this.#reply({ reply: request.id, error: { name, message } });
      } catch {
        // The wire itself is gone, so nobody is waiting for the reply.
      }
    }
  }

  #reply(reply: Reply, transfer?: readonly ArrayBuffer[]): void {
    if (this.#closed === null) this.#wire.post(reply, transfer);
  }
}

/** The other side's interface as an object of plain functions; `names` lists its methods. */
export function remote<Remote extends object>(
  channel: Channel<Remote>,
  names: Readonly<Record<keyof Remote & string, true>>,
): Remote {
  const calls = Object.keys(names).map(name => [
    name,
    (params: never) => channel.call(name as keyof Remote & string, params),
  ]);
  return Object.fromEntries(calls) as Remote;
}
