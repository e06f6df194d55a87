// What differs between the saved settings and the draft: the paths of the leaves, lists counting as one leaf.

type Plain = Record<string, unknown>;

function isPlain(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function changedPaths(saved: unknown, draft: unknown, at = ""): string[] {
  if (!isPlain(saved) || !isPlain(draft)) return JSON.stringify(saved) === JSON.stringify(draft) ? [] : [at];
  const keys = [...new Set([...Object.keys(saved), ...Object.keys(draft)])];
  return keys.flatMap((key) => changedPaths(saved[key] ?? blank(draft[key]), draft[key] ?? blank(saved[key]), at ? `${at}.${key}` : key));
}

// A text nobody wrote yet and an empty text are the same thing to a reader.
function blank(other: unknown): unknown {
  if (isPlain(other)) return {};
  return other === "" || typeof other === "string" ? "" : null;
}

export function changedKeys<T extends object>(saved: T, draft: T): (keyof T)[] {
  return (Object.keys(draft) as (keyof T)[]).filter((key) => changedPaths(saved[key], draft[key]).length > 0);
}
