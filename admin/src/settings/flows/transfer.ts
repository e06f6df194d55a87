// Flows as files: out of the browser and into it.
import { t } from "../../i18n";
import { exportFlow } from "./store";
import { flow } from "./session";

const MOST_BYTES = 512 * 1024;
const fileName = (name: string): string => `${name.trim().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "flow"}.json`;

export function saveAs(name: string, content: unknown): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: "application/json" }));
  link.download = fileName(name);
  link.click();
  URL.revokeObjectURL(link.href);
}

export const download = async (id: string, name = flow.peek()?.name ?? ""): Promise<void> => saveAs(name, await exportFlow(id));

/** What a file says. Raises a sentence for whoever chose it. */
export async function readFile(file: File): Promise<unknown> {
  if (file.size > MOST_BYTES) throw new Error(t("settings.flows.file_too_big"));
  try {
    return JSON.parse(await file.text());
  } catch {
    throw new Error(t("settings.flows.file_no_json"));
  }
}
