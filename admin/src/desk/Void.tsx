// What stands where no conversation is open. Being empty is success here: nobody is waiting.
import { plural, t } from "../i18n";
import { answeredLately } from "../state/views";
import { Mark } from "../ui";
import { clock, sameDay, spoken } from "../ui/clock";
import { inbox, state, view } from "./store";

function Rings() {
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
  const seen = state.value.lastAnswered;
  const at = answeredLately(state.value, inbox.value, (one) => sameDay(one, Date.now()))[0]?.assigned_at;
  if (seen && sameDay(seen.at, Date.now()) && (!at || seen.at >= at.slice(0, 19))) return t("empty.last_answered", { time: clock(seen.at), wait: spoken(seen.waited) });
  return at ? t("empty.last_answered_at", { time: clock(at) }) : "";
}

export function NobodyWaits() {
  return (
    <div class="d-void">
      <Rings />
      <h2>{t("empty.waiting")}</h2>
      <p>{lastAnswered()} {t("empty.when_rings")}</p>
      <KeyHints />
    </div>
  );
}

/** Somebody waits: where the list shows them one can be picked, else the way to them is said. */
export function PickOne({ waiting }: { waiting: number }) {
  const people = plural("nav.waiting_count", waiting);
  const listed = view.value === "waiting" || view.value === "all";
  return (
    <div class="d-void">
      <h2>{listed ? t("empty.pick") : people}</h2>
      <p>{listed ? t("empty.pick_next", { waiting: people }) : t("empty.call_next")}</p>
      <KeyHints />
    </div>
  );
}
