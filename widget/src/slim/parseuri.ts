// Stand-in for engine.io-client's URL parser: every browser we support has URL.
export function parse(text: string): { protocol: string; host: string; port: string; path: string } {
  const url = new URL(text)
  return { protocol: url.protocol.slice(0, -1), host: url.hostname, port: url.port, path: url.pathname }
}
