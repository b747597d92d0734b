/** An answer before it is sent: the server adds the headers that every answer has. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** A JSON answer. */
export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { "Content-Type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(value),
  };
}

/** A plain text answer. */
export function plain(body: string, status = 200, headers: Record<string, string> = {}): Reply {
  return { status, headers: { "Content-Type": "text/plain; charset=utf-8", ...headers }, body };
}

/** An error in the Hub's form: a JSON `error`, the same message in a header, and a code when the Hub has one for it. */
export function failure(status: number, message: string, code?: string): Reply {
  const headers: Record<string, string> = {
    "X-Error-Message": message.replace(/[^\x20-\x7e]+/g, " ").trim(),
  };
  if (code !== undefined) headers["X-Error-Code"] = code;
  return json({ error: message }, status, headers);
}

/** A redirect to another path of this server, as renamed repositories answer. */
export function movedTo(path: string): Reply {
  return plain(`Temporary Redirect. Redirecting to ${path}`, 307, { Location: path });
}
