// What stands where no conversation is open. Being empty is success here: nobody is waiting.
import { plural, t } from "../i18n";
import { answeredLately, isMine } from "../state/views";
import { Mark } from "../ui";
import { clock, sameDay, spoken } from "../ui/clock";
import { offered } from "./offered";
import { inbox, state, view } from "./store";

function Rings() {
  return (
    <div class="art">
      <svg class="rings" viewBox="0 0 320 320" aria-hidden="true">{[40, 70, 100, 130, 159].map((r) => <circle key={r} cx="160" cy="160" r={r} />)}</svg>
      <Mark />
    </div>
  );
}

/** While something is offered to me, A accepts that one. */
function KeyHints() {
  const hints = [["A", "empty.key_answer"], ["Ctrl K", "empty.key_find"], ["?", "empty.key_all"]] as const;
  return <dl>{hints.filter(([key]) => key !== "A" || !offered.value).map(([key, words]) => <div key={key}><dt><kbd class="key">{key}</kbd></dt><dd>{t(words)}</dd></div>)}</dl>;
}

/** Of those who stood in line, else of all: who was handed on did not wait. Who still waits for a first word was not answered. */
function lastAnswered(): string {
  const lately = answeredLately(state.value, inbox.value, (at) => sameDay(at, Date.now()));
  const last = lately.find((one) => one.waited_seconds !== null) ?? lately[0];
  if (!last?.assigned_at) return "";
  const words = last.first_reply_at ? "last_answered" : isMine(last, state.value.me?.id) ? "last_given_you" : "last_given";
  const params = { time: clock(last.assigned_at), wait: spoken(last.waited_seconds ?? 0), agent: last.assignee?.name ?? "" };
  return t(`empty.${words}${last.waited_seconds === null ? "_at" : ""}`, params);
}

export function NobodyWaits() {
  const [last, next] = [lastAnswered(), t("empty.when_rings")];
  return (
    <div class="d-void">
      <Rings />
      <h2>{t("empty.waiting")}</h2>
      <p>{last ? t("empty.last_and_next", { last, next }) : next}</p>
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
