import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import { createServer } from "node:tls";

/** A TLS server with a certificate of its own in front of a port. */
export interface SecureFront {
  readonly port: number;
  /** The path of its certificate. */
  readonly certificate: string;
  close(): Promise<void>;
}

/** Starts one on loopback for some hosts; its certificate is made by openssl in `folder`. */
export async function startSecureFront(
  folder: string,
  port: number,
  hosts: readonly string[] = ["hub.test", "localhost"],
): Promise<SecureFront> {
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  const made = spawnSync("openssl", [
    ..."req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=hub.test".split(
      " ",
    ),
    ...["-addext", `subjectAltName=${hosts.map(host => `DNS:${host}`).join(",")}`, "-keyout"],
    key,
    "-out",
    certificate,
  ]);
  if (made.status !== 0) throw new Error(`openssl failed: ${made.error?.message ?? made.stderr}`);
  const options = { key: readFileSync(key), cert: readFileSync(certificate) };
  const open = new Set<{ destroy(): void }>();
  const server = createServer(options, socket => {
    const onward = connect(port, "127.0.0.1");
    for (const end of [socket, onward]) {
      open.add(end);
      end.on("error", () => end.destroy());
    }
    socket.pipe(onward).pipe(socket);
  });
  server.on("tlsClientError", () => undefined);
  await new Promise<void>(done => server.listen(0, "127.0.0.1", done));
  return {
    port: (server.address() as AddressInfo).port,
    certificate,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise(done => server.close(done));
    },
  };
}
