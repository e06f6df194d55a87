// What a lost line means, said once: over the list or the conversation, unless a composer in sight says it already.
import { t } from "../i18n";
import { writing } from "./dialogs";
import { mayWrite } from "./rights";
import { line, selected, state } from "./store";

const composing = (): boolean => Boolean(selected.value && (writing.value === "note" || mayWrite(selected.value, state.value.me)));

/** The line is gone and no field says so. */
export const saysOffline = (): boolean => (line.value === "lost" || line.value === "draining") && !composing();

export function Offline() {
  return saysOffline() ? <p class="d-offline" role="status">{t(`connection.${line.value}`)}</p> : null;
}
