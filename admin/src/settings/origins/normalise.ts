// Makes an origin out of what was pasted, or says in a code what is wrong with it. The server checks again.

export type OriginFault = "empty" | "no_scheme" | "bad_scheme" | "has_path" | "bad_wildcard" | "unreadable" | "already_there";
export type OriginReading = { origin: string } | { fault: OriginFault; suggestion?: string };

const WILDCARD = /^\*\.(?=[^*]+\.[^*]+$)/;

export function readOrigin(typed: string, known: readonly string[]): OriginReading {
  const text = typed.trim();
  if (!text) return { fault: "empty" };
  const found = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(text);
  if (!found) return { fault: "no_scheme", ...suggest(text) };
  const [, scheme = "", host = "", rest = ""] = found;
  if (!/^https?$/i.test(scheme)) return { fault: "bad_scheme" };
  const origin = spellOrigin(scheme, host);
  if (typeof origin !== "string") return origin;
  if (rest !== "" && rest !== "/") return { fault: "has_path", suggestion: origin };
  return known.includes(origin) ? { fault: "already_there" } : { origin };
}

function suggest(text: string): { suggestion?: string } {
  const host = text.replace(/^\/\//, "").split(/[/?#]/)[0] ?? "";
  const origin = spellOrigin(/^(localhost|127\.|\[)/.test(host) ? "http" : "https", host);
  return typeof origin === "string" ? { suggestion: origin } : {};
}

function spellOrigin(scheme: string, host: string): string | { fault: OriginFault } {
  if (!host || /[@\s]/.test(host)) return { fault: "unreadable" };
  const wild = host.startsWith("*");
  if (host.includes("*") && !WILDCARD.test(host)) return { fault: "bad_wildcard" };
  try {
    const plain = new URL(`${scheme}://${wild ? host.slice(2) : host}`);
    return wild ? `${plain.protocol}//*.${plain.host}` : plain.origin;
  } catch {
    return { fault: "unreadable" };
  }
}

// `https://*.shop.tld` covers any depth of subdomain, and not the bare domain.
export function covers(rule: string, origin: string): boolean {
  const star = rule.indexOf("*.");
  if (star < 0) return rule === origin;
  return origin.startsWith(rule.slice(0, star)) && origin.endsWith(rule.slice(star + 1)) && origin.length > rule.length - 1;
}
