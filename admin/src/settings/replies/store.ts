// Canned replies as the server has them: loading, saving, deleting with ten seconds to change one's mind.
import { signal } from "@preact/signals";
import { api } from "../../api";
import type { CannedReply } from "../../desk/answers";
import { t } from "../../i18n";
import { deleteLater, standing } from "../undo";

export type Form = Pick<CannedReply, "shortcut" | "text" | "inbox_id">;
export const replies = signal<CannedReply[] | null>(null);

const HERE = "/api/canned_replies";
const pathOf = (id: string): string => `${HERE}/${id}`;
const putIn = (fresh: CannedReply): CannedReply[] => [...(replies.value ?? []).filter((one) => one.id !== fresh.id), fresh].sort((a, b) => a.shortcut.localeCompare(b.shortcut));

export async function loadReplies(): Promise<void> {
  const { canned_replies } = await api<{ canned_replies: CannedReply[] }>("GET", HERE);
  replies.value = standing(canned_replies, (one) => pathOf(one.id));
}

export async function saveReply(id: string | null, form: Form): Promise<void> {
  const { canned_reply } = await (id ? api<{ canned_reply: CannedReply }>("PATCH", pathOf(id), form) : api<{ canned_reply: CannedReply }>("POST", HERE, form));
  replies.value = putIn(canned_reply);
}

export function deleteReply(one: CannedReply): void {
  replies.value = (replies.value ?? []).filter((other) => other.id !== one.id);
  deleteLater(pathOf(one.id), t("settings.replies.deleted", { name: one.shortcut }), () => { replies.value = putIn(one); });
}
