// What people wrote, as they wrote it: never HTML, and web addresses lead out of the desk without saying where from.
// What counts as an address stands once, beside the visitor's panel, so that both sides see the same links.
import { linkify } from "../../../widget/src/features/talk/links";

export function Said({ text }: { text: string }) {
  const part = (one: ReturnType<typeof linkify>[number], at: number) =>
    typeof one === "string" ? one : <a key={at} href={one.href} target="_blank" rel="noopener nofollow noreferrer">{one.href}</a>;
  return <>{linkify(text).map(part)}</>;
}
