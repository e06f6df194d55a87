// Categories as a tree. No I/O.
import type { Category } from "../model";

export interface Branch { category: Category; depth: number }

/** What a category is called in this language, or in any that has a name for it. */
export const nameIn = ({ names }: Category, locale: string): string => names[locale] ?? Object.values(names)[0] ?? "";

/** Every category under the one it belongs to, in the order visitors see. */
export function treeOf(all: readonly Category[], parent: string | null = null, depth = 0): Branch[] {
  const here = all.filter((one) => one.parent_id === parent).sort((a, b) => a.position - b.position);
  return here.flatMap((category) => [{ category, depth }, ...treeOf(all, category.id, depth + 1)]);
}

/** The ids of a category and of all below it. */
export function branchOf(all: readonly Category[], id: string): Set<string> {
  return new Set([id, ...treeOf(all, id).map((one) => one.category.id)]);
}

/** A choice of a select, moved in as deep as it lies. */
export const indented = ({ category, depth }: Branch, locale: string) => ({ value: category.id, label: `${"\u2003".repeat(depth)}${nameIn(category, locale)}` });
