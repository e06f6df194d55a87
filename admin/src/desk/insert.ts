// What an agent asks for while writing: "/" where a word begins for a canned reply, "?" for an article; and how a text is put
// there. No screen.
export interface Asked { kind: "reply" | "article"; words: string; from: number; to: number }

/** A word begins behind a space, and in Chinese, which has none, behind a mark. */
const REPLY = /(?:^|[\s，。！；：、])[/／]([^\s/／]{0,40})$/u;
const ARTICLE = /(?:^|\n)[?？]([^\n]{0,100})$/;
/** Within a line a question mark asks once a word follows it at once: French has a space before the one that ends a question. */
const WITHIN = /[\s，。！；：、][?？]([\p{L}\p{N}][^\n?？]{0,99})$/u;

/** What is asked for right before the cursor. */
export function asked(text: string, caret: number): Asked | null {
  const before = text.slice(0, caret);
  const reply = REPLY.exec(before);
  const found = reply ?? ARTICLE.exec(before) ?? WITHIN.exec(before);
  if (!found) return null;
  const words = found[1] ?? "";
  return { kind: reply ? "reply" : "article", words: words.trim(), from: caret - words.length - 1, to: caret };
}

const NAMES = ["visitor", "agent"] as const;

/** Without a name that is not known: no mark at the beginning of a line, no comma before the end of a sentence, no gap. */
function nameless(text: string, blank: string): string {
  return text
    .replace(new RegExp(`^${blank}[:：,，]? ?`, "gm"), "")
    .replace(new RegExp(`[,，] ?${blank}(?=$|[?？!！.。,，])`, "gm"), "")
    .replace(new RegExp(` ?${blank}`, "g"), "");
}

/** `{{visitor}}` and `{{agent}}` filled in. */
export function filled(text: string, names: Record<(typeof NAMES)[number], string>): string {
  const put = (said: string, name: (typeof NAMES)[number]): string => {
    const blank = `\\{\\{\\s*${name}\\s*\\}\\}`;
    return names[name] ? said.replace(new RegExp(blank, "g"), () => names[name]) : nameless(said, blank);
  };
  return NAMES.reduce(put, text);
}

/** Those whose name begins with the words first, then those that hold them anywhere. */
export function matching<T extends { shortcut: string; text: string }>(all: readonly T[], words: string): T[] {
  const wish = words.toLowerCase();
  const rank = (one: T): number => (one.shortcut.toLowerCase().startsWith(wish) ? 0 : `${one.shortcut} ${one.text}`.toLowerCase().includes(wish) ? 1 : 2);
  return all.filter((one) => rank(one) < 2).sort((a, b) => rank(a) - rank(b)).slice(0, 8);
}

/** Letters and digits that `linkify` takes into an address as they are: not those that stand among the marks of Chinese. */
const LETTERS = /^(?:(?![\u3000-\u303f\uff00-\uffef])[\p{L}\p{M}\p{N}])+$/u;

/** An address as a browser shows it: 怎么退货 for %E6%80%8E…; whatever is no letter stays encoded, so that it leads to the same place. */
export function readable(address: string): string {
  return address.replace(/(?:%[89a-f][0-9a-f])+/gi, (bytes) => {
    try {
      const letters = decodeURIComponent(bytes);
      return LETTERS.test(letters) ? letters : bytes;
    } catch {
      return bytes;
    }
  });
}
