import type { PoliteOptions } from "../../hub/polite-fetch";
import { type ForwardProxy, hasProxies, proxyFor } from "./proxies";

/**
 * Node's `fetch`, which before version 24 knows no proxy, with the proxies that the environment names. What this needs is
 * loaded only when a request goes through one.
 */
export function cliFetch(environment: Readonly<Record<string, string | undefined>>): PoliteOptions["fetch"] {
  if (!hasProxies(environment)) return globalThis.fetch;
  const known = new Map<string, ReturnType<typeof through>>();
  return async (url, init) => {
    const proxy = proxyFor(new URL(url), environment);
    if (proxy === null) return globalThis.fetch(url, init);
    const route = known.get(proxy.url.href) ?? through(proxy);
    known.set(proxy.url.href, route);
    return (await route).send(url, init);
  };
}

async function through(proxy: ForwardProxy) {
  const { ProxyFetch } = await import("./proxy-fetch");
  return new ProxyFetch(proxy);
}
