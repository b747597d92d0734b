import { createServer, request } from "node:http";
import { type AddressInfo, connect } from "node:net";

/** A forward proxy on loopback. */
export interface RunningProxy {
  readonly url: string;
  /** What clients asked of it: method, target, and headers, as one text each. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/**
 * Starts a forward proxy for absolute addresses and for CONNECT. It takes every host for `hosts.plain` or, by CONNECT,
 * `hosts.secure`: ports on this machine. With `password`, it wants "user" and that one.
 */
export async function startProxy(
  hosts: { readonly plain: number; readonly secure: number },
  password?: string,
): Promise<RunningProxy> {
  const asked: string[] = [];
  const wanted = password && `Basic ${Buffer.from(`user:${password}`).toString("base64")}`;
  const open = new Set<{ destroy(): void }>();
  const server = createServer((incoming, answer) => {
    asked.push(`${incoming.method} ${incoming.url} ${JSON.stringify(incoming.headers)}`);
    if (wanted && incoming.headers["proxy-authorization"] !== wanted) {
      answer.writeHead(407, { "Proxy-Authenticate": "Basic" }).end();
      return;
    }
    const { pathname, search } = new URL(incoming.url ?? "");
    const { "proxy-authorization": _, ...headers } = incoming.headers;
    const { method = "GET" } = incoming;
    const onward = { host: "127.0.0.1", port: hosts.plain, method, path: pathname + search, headers };
    incoming.pipe(
      request(onward, reply => {
        answer.writeHead(reply.statusCode ?? 502, reply.rawHeaders);
        reply.pipe(answer);
      }),
    );
  });
  server.on("connect", (incoming, socket) => {
    asked.push(`CONNECT ${incoming.url} ${JSON.stringify(incoming.headers)}`);
    open.add(socket);
    if (wanted && incoming.headers["proxy-authorization"] !== wanted) {
      socket.end("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n");
      return;
    }
    const onward = connect(hosts.secure, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    open.add(onward);
    for (const end of [socket, onward]) end.on("error", () => end.destroy());
  });
  await new Promise<void>(done => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: async () => {
      for (const socket of open) socket.destroy();
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
}
