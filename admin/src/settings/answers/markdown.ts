// What the buttons over an article write: each takes the text and what is marked in it, and answers which part becomes what,
// and what is marked then. No I/O.

export interface Marked { text: string; from: number; to: number }
export interface Change { from: number; to: number; piece: string; mark: [number, number] }
export type Tool = "heading" | "bold" | "italic" | "list" | "numbers" | "quote" | "link" | "table";
export const TOOLS: readonly Tool[] = ["heading", "bold", "italic", "list", "numbers", "quote", "link", "table"];
/** With Ctrl or Cmd. */
export const KEYS: Readonly<Record<string, Tool>> = { b: "bold", i: "italic", k: "link" };

/** The marked part between two marks, or what they would hold, marked. A second time takes the marks away. */
function around({ text, from, to }: Marked, mark: string, empty: string): Change {
  const n = mark.length;
  const inside = text.slice(from, to);
  // One star of the two that make words bold is none for italic.
  const other = n === 1 && /(^|[^*])\*\*$/.test(text.slice(Math.max(0, from - 3), from));
  if (!other && from >= n && text.slice(from - n, from) === mark && text.slice(to, to + n) === mark) return { from: from - n, to: to + n, piece: inside, mark: [from - n, to - n] };
  const words = inside || empty;
  return { from, to, piece: `${mark}${words}${mark}`, mark: [from + n, from + n + words.length] };
}

const QUOTE = /^> /;
/** What makes a line a heading or a part of a list: it is one of them only. */
const KIND = /^(#{1,6}|[-*+]|\d{1,9}[.)]) /;

/** Every line that the marked part touches begins with its sign, or where all of them do, no longer. */
function before({ text, from, to }: Marked, signs: RegExp, signOf: (at: number) => string): Change {
  const start = text.lastIndexOf("\n", from - 1) + 1;
  const next = text.indexOf("\n", to);
  const end = next < 0 ? text.length : next;
  const lines = text.slice(start, end).split("\n");
  const all = lines.every((line) => signs.test(line));
  const bare = (line: string): string => line.replace(signs, "").replace(signs === QUOTE ? "" : KIND, "");
  const piece = lines.map((line, at) => (all ? line.replace(signs, "") : signOf(at) + bare(line))).join("\n");
  return { from: start, to: end, piece, mark: [start + piece.length, start + piece.length] };
}

function link({ text, from, to }: Marked, empty: string): Change {
  const words = text.slice(from, to) || empty;
  const address = "https://";
  const at = from + words.length + 3;
  return { from, to, piece: `[${words}](${address})`, mark: [at, at + address.length] };
}

/** A block of its own after the line that is written on: nothing that is marked is lost. */
export function block({ text, to }: Marked, piece: string): Change {
  const next = text.indexOf("\n", to);
  const end = next < 0 ? text.length : next;
  const written = text.slice(0, end);
  const lead = written.trim() === "" ? "" : written.endsWith("\n") ? "\n" : "\n\n";
  const whole = `${lead}${piece}\n`;
  return { from: end, to: end, piece: whole, mark: [end + whole.length, end + whole.length] };
}

function table(marked: Marked, head: string): Change {
  const first = `| ${head} 1 | ${head} 2 |`;
  const change = block(marked, [first, "| --- | --- |", "|  |  |", "|  |  |"].join("\n"));
  const at = change.from + change.piece.indexOf("|") + 2;
  return { ...change, mark: [at, at + head.length + 2] };
}

/** `word` stands where nothing is marked, or heads a table's columns. */
export function write(tool: Tool, marked: Marked, word: string): Change {
  switch (tool) {
    case "heading": return before(marked, /^## /, () => "## ");
    case "list": return before(marked, /^- /, () => "- ");
    case "numbers": return before(marked, /^\d+\. /, (at) => `${at + 1}. `);
    case "quote": return before(marked, QUOTE, () => "> ");
    case "italic": return around(marked, "*", word);
    case "bold": return around(marked, "**", word);
    case "link": return link(marked, word);
    case "table": return table(marked, word);
  }
}

const ELSEWHERE = /!\[[^\]]*\]\(\s*<?https?:\/\/|<img\s[^>]*src\s*=\s*["']?https?:\/\//i;

/** Whether it would show a picture from another site: visitors get a link to that. */
export const showsForeign = (text: string): boolean => ELSEWHERE.test(text);
