// Adding and removing allowed origins one by one, on top of what the server has: another tab or admin may have changed
// the list since this page read it.
import { api } from "../../api";
import { errorText, fieldErrors } from "../../errors";
import { t } from "../../i18n";
import { toast } from "../../ui";
import type { Inbox } from "../model";
import { loadEmbed, replaceInbox } from "../store";
import { offerUndo } from "../undo";

/** Answers the fault in words, or null. */
async function change(of: Inbox, part: { add?: string[]; remove?: string[] }): Promise<string | null> {
  try {
    replaceInbox((await api<{ inbox: Inbox }>("PATCH", `/api/inboxes/${of.id}/allowed_origins`, part)).inbox);
    await loadEmbed(of.id).catch(() => undefined);
    return null;
  } catch (error) {
    return Object.values(fieldErrors(error))[0] ?? errorText(error);
  }
}

export const addOrigin = (of: Inbox, origin: string): Promise<string | null> => change(of, { add: [origin] });

export async function allowOrigin(of: Inbox, origin: string): Promise<void> {
  const fault = await addOrigin(of, origin);
  toast(fault ? { text: fault, kind: "bad" } : { text: t("settings.origins.allowed", { origin }) });
}

async function putBack(of: Inbox, origin: string): Promise<void> {
  const fault = await addOrigin(of, origin);
  if (fault) toast({ text: fault, kind: "bad" });
}

export async function removeOrigin(of: Inbox, origin: string): Promise<void> {
  const fault = await change(of, { remove: [origin] });
  if (fault) return void toast({ text: fault, kind: "bad" });
  offerUndo(t("settings.origins.removed", { origin }), () => void putBack(of, origin));
}
