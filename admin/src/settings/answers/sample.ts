// A small CSV that shows how articles are written for an import, in the reader's language. No I/O but the download.
import { locale, t } from "../../i18n";

const COLUMNS = ["title", "answer", "language", "category", "phrasings", "keywords"] as const;

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The byte order mark tells spreadsheets that it is UTF-8. */
export function sampleCsv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${[COLUMNS, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function row(name: "first" | "second"): string[] {
  const said = (what: string): string => t(`settings.answers.sample.${name}_${what}`);
  return [said("title"), said("answer"), locale.peek(), t("settings.answers.sample.category"), said("phrasings"), said("keywords")];
}

export function downloadSample(): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([sampleCsv([row("first"), row("second")])], { type: "text/csv" }));
  link.download = "deskbell-articles.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
