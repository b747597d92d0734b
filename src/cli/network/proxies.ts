import { HubError } from "../../app/ports/errors";
import { ownValue } from "../../lineage/own-value";

type Environment = Readonly<Record<string, string | undefined>>;

/** A proxy from the environment. */
export interface ForwardProxy {
  /** With the user name and password, if it has them. */
  readonly url: URL;
  /** The address without them, for messages. */
  readonly name: string;
  /** The variable that names it. */
  readonly variable: string;
}

/** The value of a variable, in lower case first as in curl; an empty one counts as not set. */
function read(
  environment: Environment,
  name: string,
): { readonly name: string; readonly value: string } | null {
  for (const each of [name.toLowerCase(), name]) {
    const value = ownValue(environment, each)?.trim() ?? "";
    if (value !== "") return { name: each, value };
  }
  return null;
}

/** Whether any variable names a proxy; false is the usual case, in which nothing else has to be loaded. */
export function hasProxies(environment: Environment): boolean {
  return read(environment, "HTTPS_PROXY") !== null || read(environment, "HTTP_PROXY") !== null;
}

/**
 * The proxy for an address, by `HTTPS_PROXY` or `HTTP_PROXY` and `NO_PROXY`; null for none. This machine is never reached
 * through a proxy. Throws HubError if the variable is not the address of an http or https proxy.
 */
export function proxyFor(target: URL, environment: Environment): ForwardProxy | null {
  const found = read(environment, target.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY");
  if (found === null || isLoopback(target.hostname) || isExempt(target, environment)) return null;
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(found.value) ? found.value : `http://${found.value}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === "")
    throw new HubError(
      "unreachable",
      `${found.name} is not the address of an http or https proxy. Write it as http://host:port, or unset it.`,
    );
  return { url, name: url.origin, variable: found.name };
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

/** `NO_PROXY` lists hosts, with their subdomains, or with a port; `*` is every host. */
function isExempt(target: URL, environment: Environment): boolean {
  const host = target.hostname.replace(/^\[|\]$/g, "");
  const port = target.port || (target.protocol === "https:" ? "443" : "80");
  const entries = (read(environment, "NO_PROXY")?.value ?? "").toLowerCase().split(/[\s,]+/);
  return entries.some(entry => {
    if (entry === "*") return true;
    const [, written = "", ownPort] = /^(\[[^\]]*\]|[^:]*|.*:.*:.*?)(?::(\d+))?$/.exec(entry) ?? [];
    const name = written.replace(/^\[|\]$/g, "").replace(/^\*?\./, "");
    if (name === "" || (ownPort !== undefined && ownPort !== port)) return false;
    return host === name || host.endsWith(`.${name}`);
  });
}

/** The header with the user name and password of a proxy, or none. A `%` that begins no escape stands for itself. */
export function credentials({ username, password }: URL): Readonly<Record<string, string>> {
  if (username === "" && password === "") return {};
  const bytes = `${username}:${password}`.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return { "Proxy-Authorization": `Basic ${Buffer.from(bytes, "latin1").toString("base64")}` };
}
