// Tags as the server keeps them (domain/tags.py): trimmed, each once whatever its case, in the order they came.

export const MOST = 20;
export const LONGEST = 40;

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export function tidy(tags: readonly string[]): string[] {
  const kept: string[] = [];
  for (const tag of tags.map((one) => one.split(/\s+/).filter(Boolean).join(" "))) {
    if (tag && !kept.some((known) => same(known, tag))) kept.push(tag);
  }
  return kept;
}

export const without = (tags: readonly string[], tag: string): string[] => tags.filter((one) => !same(one, tag));
