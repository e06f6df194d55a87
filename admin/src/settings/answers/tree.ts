// Categories as a tree. No I/O.
import type { Category } from "../model";

export interface Branch { category: Category; depth: number }

/** What a category is called in this language, or in any that has a name for it. */
export const nameIn = ({ names }: Category, locale: string): string => names[locale] ?? Object.values(names)[0] ?? "";

/** The categories of one parent, in the order visitors see. */
export const childrenOf = (all: readonly Category[], parent: string | null): Category[] => all.filter((one) => one.parent_id === parent).sort((a, b) => a.position - b.position);

/** Every category under the one it belongs to, in the order visitors see. */
export function treeOf(all: readonly Category[], parent: string | null = null, depth = 0): Branch[] {
  return childrenOf(all, parent).flatMap((category) => [{ category, depth }, ...treeOf(all, category.id, depth + 1)]);
}

/** The ids of a category and of all below it. */
export function branchOf(all: readonly Category[], id: string): Set<string> {
  return new Set([id, ...treeOf(all, id).map((one) => one.category.id)]);
}

/** A choice of a select, moved in as deep as it lies. */
export const indented = ({ category, depth }: Branch, locale: string) => ({ value: category.id, label: `${"\u2003".repeat(depth)}${nameIn(category, locale)}` });

/** Places for things in this order: those that they had, in order, each after the one before it. */
export function placesOf(had: readonly number[]): number[] {
  const places: number[] = [];
  for (const place of [...had].sort((a, b) => a - b)) places.push(Math.max(place, (places.at(-1) ?? -1) + 1));
  return places;
}
