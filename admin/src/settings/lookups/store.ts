// Look-ups as the server has them: loading, saving, trying, deleting with ten seconds to change one's mind.
import { signal } from "@preact/signals";
import { api } from "../../api";
import { t } from "../../i18n";
import { deleteLater, standing } from "../undo";
import { bodyOf, type Form, type LookedUp, type LookUp } from "./model";

export const NEW = "new";
export const HERE = "/settings/lookups";
export const lookUps = signal<Record<string, LookUp[]>>({});

const pathOf = (id: string): string => `/api/look_ups/${id}`;
const ofInbox = (inboxId: string): string => `/api/inboxes/${inboxId}/look_ups`;
export const hrefOf = (id: string): string => `${HERE}/${id}`;

export async function loadLookUps(inboxId: string): Promise<void> {
  const { look_ups } = await api<{ look_ups: LookUp[] }>("GET", ofInbox(inboxId));
  lookUps.value = { ...lookUps.peek(), [inboxId]: standing(look_ups, (one) => pathOf(one.id)) };
}

function put(fresh: LookUp): void {
  const others = (lookUps.peek()[fresh.inbox_id] ?? []).filter((one) => one.id !== fresh.id);
  lookUps.value = { ...lookUps.peek(), [fresh.inbox_id]: [...others, fresh].sort((a, b) => a.name.localeCompare(b.name)) };
}

/** The secret is told this once. */
export async function addLookUp(inboxId: string, form: Form): Promise<{ look_up: LookUp; secret: string }> {
  const added = await api<{ look_up: LookUp; secret: string }>("POST", ofInbox(inboxId), bodyOf(form));
  put(added.look_up);
  return added;
}

export async function changeLookUp(id: string, changes: object): Promise<LookUp> {
  const { look_up } = await api<{ look_up: LookUp }>("PATCH", pathOf(id), changes);
  put(look_up);
  return look_up;
}

export const renewSecret = async (id: string): Promise<string> => (await api<{ secret: string }>("POST", `${pathOf(id)}/secret`)).secret;
export const tryLookUp = (id: string, inputs: Record<string, string>, locale: string): Promise<LookedUp> => api<LookedUp>("POST", `${pathOf(id)}/try`, { inputs, locale });

export function deleteLookUp(one: LookUp): void {
  lookUps.value = { ...lookUps.peek(), [one.inbox_id]: (lookUps.peek()[one.inbox_id] ?? []).filter((other) => other.id !== one.id) };
  deleteLater(pathOf(one.id), t("settings.lookups.deleted", { name: one.name }), () => put(one));
}
