/** A response before it is sent; the server adds the common headers. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** A JSON response. */
export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { "Content-Type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(value),
  };
}

/** A plain text response. */
export function plain(body: string, status = 200, headers: Record<string, string> = {}): Reply {
  return { status, headers: { "Content-Type": "text/plain; charset=utf-8", ...headers }, body };
}

/** A Hub-style error: a JSON `error`, the same message in a header, and a code if the Hub has one. */
export function failure(status: number, message: string, code?: string): Reply {
  const headers: Record<string, string> = {
    "X-Error-Message": message.replace(/[^\x20-\x7e]+/g, " ").trim(),
  };
  if (code !== undefined) headers["X-Error-Code"] = code;
  return json({ error: message }, status, headers);
}

/** A redirect to another path of this server, as for renamed repositories. */
export function movedTo(path: string): Reply {
  return plain(`Temporary Redirect. Redirecting to ${path}`, 307, { Location: path });
}
