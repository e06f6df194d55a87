// The middle column: who it is and what can be done, why it is here, what was said, and where to write.
import { t } from "../i18n";
import { waitingCount } from "../state/views";
import { Button } from "../ui";
import { Composer } from "./Composer";
import { missing } from "./fetch";
import { Header } from "./Header";
import { Joined } from "./Joined";
import { LogView } from "./LogView";
import { closeConversation, fetched, inbox, pathOf, selected, selectedId, state } from "./store";
import { NobodyWaits, PickOne } from "./Void";
import { Why } from "./Why";

/** Where list and conversation take turns, the way back is in the head, as with any conversation. */
function Missing() {
  return (
    <>
      <header class="d-bar d-head only-turns"><Button kind="bare" icon="back" label={t("ui.back")} onClick={closeConversation} /></header>
      <div class="d-void">
        <h2>{t("conversation.missing")}</h2>
        <p>{t("conversation.missing_next")}</p>
        <a class="bt" href={pathOf("waiting")}>{t("conversation.missing_back")}</a>
      </div>
    </>
  );
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
      {one ? <><Header one={one} /><Why one={one} /><Joined one={one} /><LogView key={one.id} one={one} /><Composer key={`write ${one.id}`} one={one} /></>
        : id && missing.value.has(id) ? <Missing /> : !id && <Nothing />}
    </main>
  );
}
