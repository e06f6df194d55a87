// How the business's server knows that it is Deskbell who asks, in the languages most shops are written in.
import { LANGUAGES, type Language } from "../tag/samples";

export { LANGUAGES, type Language };

const SAMPLES: Record<Language, string> = {
  node: `import { createHmac, timingSafeEqual } from "node:crypto";

function isDeskbell(request, body) { // body: as it came, "" for GET
  const [, t, v1] = /^t=(\\d+),v1=([0-9a-f]{64})$/.exec(request.headers["deskbell-signature"] ?? "") ?? [];
  if (!t || Math.abs(Date.now() / 1000 - t) > 300) return false;
  const signed = \`\${t}.\${request.method}.\${request.url}.\${body}\`;
  const right = createHmac("sha256", process.env.DESKBELL_LOOKUP_SECRET).update(signed).digest("hex");
  return timingSafeEqual(Buffer.from(v1), Buffer.from(right));
}`,
  python: `import hashlib, hmac, os, re, time

def is_deskbell(method, path_and_query, header, body):  # body: bytes as they came, b"" for GET
    found = re.fullmatch(r"t=(\\d+),v1=([0-9a-f]{64})", header or "")
    if not found or abs(time.time() - int(found[1])) > 300:
        return False
    signed = f"{found[1]}.{method}.{path_and_query}.".encode() + body
    right = hmac.new(os.environ["DESKBELL_LOOKUP_SECRET"].encode(), signed, hashlib.sha256)
    return hmac.compare_digest(found[2], right.hexdigest())`,
  php: `function is_deskbell(string $body): bool { // as it came, "" for GET
    $header = $_SERVER["HTTP_DESKBELL_SIGNATURE"] ?? "";
    if (!preg_match('/^t=(\\d+),v1=([0-9a-f]{64})$/', $header, $found)) return false;
    if (abs(time() - (int) $found[1]) > 300) return false;
    $signed = $found[1] . "." . $_SERVER["REQUEST_METHOD"] . "." . $_SERVER["REQUEST_URI"] . "." . $body;
    return hash_equals(hash_hmac("sha256", $signed, getenv("DESKBELL_LOOKUP_SECRET")), $found[2]);
}`,
};

export const checkIn = (language: Language): string => SAMPLES[language];
