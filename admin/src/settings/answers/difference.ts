// Lines of two versions: what changed, with a few lines around it. No I/O.
export interface Line { kind: "same" | "added" | "removed"; text: string }
/** A gap stands for `hidden` lines that are the same. */
export type Shown = Line | { kind: "gap"; hidden: number };

const AROUND = 2;

export function nearChanges(lines: readonly Line[]): Shown[] {
  const near = (at: number): boolean => lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some((one) => one.kind !== "same");
  const shown: Shown[] = [];
  lines.forEach((line, at) => {
    const last = shown.at(-1);
    if (near(at)) shown.push(line);
    else if (last?.kind === "gap") last.hidden += 1;
    else shown.push({ kind: "gap", hidden: 1 });
  });
  return shown;
}
