// What a file is, by the ending of its name. No I/O.
export type Zip = "markdown" | "html";
export type Ending = "csv" | "json" | "zip";

export function endingOf(name: string): Ending | null {
  const ending = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  return ending === "csv" || ending === "json" || ending === "zip" ? ending : null;
}
