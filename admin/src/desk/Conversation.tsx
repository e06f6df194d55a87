// The middle column: who it is and what can be done, why it is here, what was said, and where to write.
import { t } from "../i18n";
import { waitingCount } from "../state/views";
import { Composer } from "./Composer";
import { missing } from "./fetch";
import { Header } from "./Header";
import { LogView } from "./LogView";
import { fetched, inbox, selected, selectedId, state } from "./store";
import { NobodyWaits, PickOne } from "./Void";
import { Why } from "./Why";

function Missing() {
  return <div class="d-void"><h2>{t("conversation.missing")}</h2><p>{t("conversation.missing_next")}</p></div>;
}

function Nothing() {
  const waiting = waitingCount(state.value, inbox.value);
  if (!fetched.value) return null;
  return waiting ? <PickOne waiting={waiting} /> : <NobodyWaits />;
}

export function Conversation() {
  const id = selectedId.value;
  const one = selected.value;
  return (
    <main class="d-col d-main" id="conversation" tabIndex={-1} aria-label={t("list.label")}>
      {one ? <><Header one={one} /><Why one={one} /><LogView key={one.id} one={one} /><Composer key={`write ${one.id}`} one={one} /></>
        : id && missing.value.has(id) ? <Missing /> : !id && <Nothing />}
    </main>
  );
}
