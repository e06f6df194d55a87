// The flows of the inbox that is looked at: loading, making, bringing in, stopping, deleting with ten seconds to undo.
import { signal } from "@preact/signals";
import { api } from "../../api";
import { locale, t } from "../../i18n";
import { toast } from "../../ui";
import type { PerLocale } from "../model";
import { EMPTY, type Definition, type Flow, type Version } from "./model/definition";
import { deleteLater, standing } from "../undo";

export interface Template { id: string; name: PerLocale<string>; description: PerLocale<string>; definition: Definition }

const MOST_SAID = 3;

export const flows = signal<Flow[] | null>(null);
export const templates = signal<Template[] | null>(null);

const pathOf = (id: string): string => `/api/flows/${id}`;
const ofInbox = (id: string, what: string): string => `/api/inboxes/${id}/${what}`;
const put = (fresh: Flow): void => { flows.value = [...(flows.value ?? []).filter((one) => one.id !== fresh.id), fresh].sort((a, b) => a.name.localeCompare(b.name)); };

let shownOf: string | null = null;

/** Those of another inbox are not shown meanwhile. */
export async function loadFlows(inboxId: string): Promise<void> {
  if (shownOf !== inboxId) flows.value = null;
  shownOf = inboxId;
  const { flows: all } = await api<{ flows: Flow[] }>("GET", ofInbox(inboxId, "flows"));
  flows.value = standing(all, (one) => pathOf(one.id));
}

export async function loadTemplates(inboxId: string): Promise<void> {
  templates.value = (await api<{ templates: Template[] }>("GET", ofInbox(inboxId, "flow_templates"))).templates;
}

export const loadFlow = async (id: string): Promise<Flow> => (await api<{ flow: Flow }>("GET", pathOf(id))).flow;

async function made(sent: Promise<{ flow: Flow }>): Promise<Flow> {
  const { flow } = await sent;
  put(flow);
  return flow;
}

export const makeFlow = (inboxId: string, name: string, definition: Definition = EMPTY): Promise<Flow> => made(api("POST", ofInbox(inboxId, "flows"), { name, definition }));
/** What names something that is not here is left out, and said. */
export async function importFlow(inboxId: string, file: unknown): Promise<Flow> {
  const sent = api<{ flow: Flow; warnings: { sentences: PerLocale<string> }[] }>("POST", ofInbox(inboxId, "flows/import"), file);
  for (const { sentences } of (await sent).warnings.slice(0, MOST_SAID)) toast({ text: sentences[locale.peek()] ?? sentences["en"] ?? "", seconds: 20 });
  return made(sent);
}
export const publishFlow = (id: string): Promise<Flow> => made(api("POST", `${pathOf(id)}/publish`));
export const stopFlow = (id: string): Promise<Flow> => made(api("POST", `${pathOf(id)}/stop`));
export const restoreFlow = (id: string, version: number): Promise<Flow> => made(api("POST", `${pathOf(id)}/restore`, { version }));

export const loadVersions = async (id: string): Promise<Version[]> => (await api<{ versions: Version[] }>("GET", `${pathOf(id)}/versions`)).versions;
/** The flow as a file: what `importFlow` takes, here or at another desk. */
export const exportFlow = (id: string): Promise<unknown> => api("GET", `${pathOf(id)}/export`);

export function deleteFlow(of: Flow): void {
  flows.value = (flows.value ?? []).filter((one) => one.id !== of.id);
  deleteLater(pathOf(of.id), t("settings.flows.deleted", { name: of.name }), () => put(of));
}
