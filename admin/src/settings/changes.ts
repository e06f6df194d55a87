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

/** Of the draft only what differs, as deep as it goes: what somebody else changed beside it stays theirs. */
export function changedPart(saved: Plain, draft: Plain): Plain {
  const keys = Object.keys(draft).filter((key) => changedPaths({ [key]: saved[key] }, { [key]: draft[key] }).length > 0);
  return Object.fromEntries(keys.map((key) => [key, partOf(saved[key], draft[key])]));
}

/** The part laid over what stands, as the server does it. */
export function withPart(saved: Plain, part: Plain): Plain {
  const laid = Object.entries(part).map(([key, value]) => [key, isPlain(value) && isPlain(saved[key]) ? withPart(saved[key], value) : value]);
  return { ...saved, ...Object.fromEntries(laid) };
}

const partOf = (saved: unknown, draft: unknown): unknown => (isPlain(draft) ? changedPart(isPlain(saved) ? saved : {}, draft) : draft);
