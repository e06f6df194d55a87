// The middle column: who it is and what can be done, why it is here, what was said, and where to write.
import { t } from "../i18n";
import { plural } from "../i18n";
import { waitingCount } from "../state/views";
import { Mark } from "../ui";
import { clock, duration, sameDay } from "../ui/clock";
import { Composer } from "./Composer";
import { missing } from "./fetch";
import { Header } from "./Header";
import { LogView } from "./LogView";
import { fetched, inbox, line, selected, selectedId, state } from "./store";
import { Why } from "./Why";

export function Rings() {
  return (
    <div class="art">
      <svg class="rings" viewBox="0 0 320 320" aria-hidden="true">{[40, 70, 100, 130, 159].map((r) => <circle key={r} cx="160" cy="160" r={r} />)}</svg>
      <Mark />
    </div>
  );
}

function KeyHints() {
  const hints = [["A", "empty.key_answer"], ["Ctrl K", "empty.key_find"], ["?", "empty.key_all"]] as const;
  return <dl>{hints.map(([key, words]) => <div key={key}><dt><kbd class="key">{key}</kbd></dt><dd>{t(words)}</dd></div>)}</dl>;
}

function lastAnswered(): string {
  const last = state.value.lastAnswered;
  if (!last || !sameDay(last.at, Date.now())) return "";
  return `${t("empty.last_answered", { time: clock(last.at), wait: duration(last.waited) })} `;
}

function NobodyWaits() {
  return (
    <div class="d-void">
      <Rings />
      <h2>{t("empty.waiting")}</h2>
      <p>{lastAnswered()}{t("empty.when_rings")}</p>
      <KeyHints />
    </div>
  );
}

function PickOne({ waiting }: { waiting: number }) {
  return (
    <div class="d-void">
      <h2>{t("empty.pick")}</h2>
      <p>{t("empty.pick_next", { waiting: plural("nav.waiting_count", waiting) })}</p>
      <KeyHints />
    </div>
  );
}

function Missing() {
  return <div class="d-void"><h2>{t("conversation.missing")}</h2><p>{t("conversation.missing_next")}</p></div>;
}

function Nothing() {
  const waiting = waitingCount(state.value, inbox.value);
  if (!fetched.value) return null;
  return waiting ? <PickOne waiting={waiting} /> : <NobodyWaits />;
}

/** One calm bar, once; everything else works on. */
function Offline() {
  if (line.value !== "lost" && line.value !== "draining") return null;
  return <p class="d-offline" role="status">{t(`connection.${line.value}`)}</p>;
}

export function Conversation() {
  const id = selectedId.value;
  const one = selected.value;
  return (
    <main class="d-col d-main" id="conversation" tabIndex={-1} aria-label={t("list.label")}>
      <Offline />
      {one ? <><Header one={one} /><Why one={one} /><LogView key={one.id} one={one} /><Composer key={`write ${one.id}`} one={one} /></>
        : id && missing.value.has(id) ? <Missing /> : !id && <Nothing />}
    </main>
  );
}
