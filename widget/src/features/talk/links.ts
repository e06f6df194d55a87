// Finds web addresses in people's text, in linear time: only http and https become links, everything else stays text.
export type Part = string | { href: string }

const ADDRESS = /https?:\/\/[^\s<>"'`\u0000-\u001f\u3000-\u303f\uff00-\uffef]+/gi
const TAIL = new Set('.,;:!?)]}*_~')

export function linkify(text: string): Part[] {
  const parts: Part[] = []
  let from = 0
  for (const found of text.matchAll(ADDRESS)) {
    const address = trimTail(found[0])
    if (!isWeb(address)) continue
    if (found.index > from) parts.push(text.slice(from, found.index))
    parts.push({ href: address })
    from = found.index + address.length
  }
  return from < text.length ? [...parts, text.slice(from)] : parts
}

function trimTail(address: string): string {
  let end = address.length
  while (end && TAIL.has(address[end - 1]!)) end--
  return address.slice(0, end)
}

function isWeb(address: string): boolean {
  try {
    return /^https?:$/.test(new URL(address).protocol)
  } catch {
    return false
  }
}

/** One to a few emoji and nothing else are shown large. */
export const isOnlyEmoji = (text: string): boolean => text.length <= 24 && /^(?=.*\p{Extended_Pictographic})[\p{Extended_Pictographic}\p{Emoji_Modifier}\u200d\ufe0f\s]+$/u.test(text)
