// The log on the screen: it stays at the end while one is at the end, and says when something new is below.
// Reading is told to the server only when a person can see it.
import { effect } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n";
import { EMPTY_LOG, type Log } from "../state/model";
import { isMine } from "../state/views";
import { Button, Skeleton, useLate } from "../ui";
import { dayName } from "../ui/clock";
import type { Conversation } from "../wire";
import { Before } from "./BotPart";
import { hint } from "./commands";
import { entriesOf, type Entry } from "./entries";
import { MessageView, OutgoingView } from "./MessageView";
import { nameOf } from "./names";
import { outbox } from "./outbox";
import { line, selectedLog, selectedTyping, state } from "./store";
import { TypingRow } from "./TypingRow";

function Loading() {
  if (!useLate(true)) return <div class="grow" />;
  return (
    <div class="d-log skeletons" aria-hidden="true">
      <div class="row them"><Skeleton kind="bubble" width="46%" /></div>
      <div class="row me"><Skeleton kind="bubble" width="58%" /></div>
      <div class="row them"><Skeleton kind="bubble" width="34%" /></div>
    </div>
  );
}

function EntryView({ entry, one, unfolded, onFold }: { entry: Entry; one: Conversation; unfolded: boolean; onFold: () => void }) {
  if (entry.type === "day") return <div class="day" role="separator"><span>{dayName(entry.at)}</span></div>;
  if (entry.type === "before") return <Before inboxId={one.inbox_id} messages={entry.messages} unfolded={unfolded} onFold={onFold} />;
  if (entry.type === "outgoing") return <OutgoingView out={entry.out} />;
  return <MessageView visitor={one.visitor} marks={one.read_marks.visitor} inbox_id={one.inbox_id} message={entry.message} more={entry.more} last={entry.last} />;
}

/** Keeps the end in sight, unless somebody scrolled up to read. */
function useEndInSight(mark: string) {
  const box = useRef<HTMLDivElement>(null);
  const [away, setAway] = useState(false);
  const toEnd = (): void => { const it = box.current; if (it) it.scrollTop = it.scrollHeight; setAway(false); };
  const scrolled = (): void => { const it = box.current; if (it) setAway(it.scrollHeight - it.scrollTop - it.clientHeight > 80); };
  useLayoutEffect(() => { if (!away) toEnd(); }, [mark]);
  useEffect(() => {
    const watch = new ResizeObserver(() => { if (!away) toEnd(); });
    if (box.current) watch.observe(box.current);
    return () => watch.disconnect();
  }, [away]);
  return { box, away, toEnd, scrolled };
}

/** Tells the server how far I have read what is mine, while the page is before my eyes. */
function useReadMark(id: string): void {
  useEffect(() => {
    let told = 0;
    const tell = (): void => {
      const one = state.peek().conversations[id];
      const seen = document.visibilityState === "visible" && document.hasFocus() && line.peek() === "online";
      if (!one || !seen || !isMine(one, state.peek().me?.id) || one.last_seq <= Math.max(told, one.read_marks.agent.read_seq)) return;
      told = one.last_seq;
      hint("mark_read", { conversation_id: id, seq: one.last_seq });
    };
    const stop = effect(() => { void state.value.conversations[id]; void line.value; tell(); });
    addEventListener("focus", tell);
    return () => { stop(); removeEventListener("focus", tell); };
  }, [id]);
}

function Loaded({ one, log }: { one: Conversation; log: Log }) {
  const [unfolded, setUnfolded] = useState(false);
  const mine = outbox.value.filter((out) => out.conversation_id === one.id);
  const entries = entriesOf(log, mine, unfolded);
  const typing = one.status === "resolved" ? undefined : selectedTyping.value;
  const { box, away, toEnd, scrolled } = useEndInSight(`${entries.length} ${entries.at(-1)?.key} ${typing?.author.name ?? ""}`);
  useReadMark(one.id);
  return (
    <div class="d-logbox">
      <div class="d-log" ref={box} onScroll={scrolled} role="log" aria-live="polite" aria-label={t("conversation.log", { name: nameOf(one.visitor) })} tabIndex={0}>
        {entries.map((entry) => <EntryView key={entry.key} entry={entry} one={one} unfolded={unfolded} onFold={() => setUnfolded(!unfolded)} />)}
        {typing && <TypingRow author={typing.author} />}
      </div>
      {away && <Button tiny icon="down" class="to-end" onClick={toEnd}>{t("conversation.new_below")}</Button>}
    </div>
  );
}

export function LogView({ one }: { one: Conversation }) {
  const log = selectedLog.value;
  const sending = outbox.value.some((out) => out.conversation_id === one.id);
  return log?.loaded || sending ? <Loaded one={one} log={log ?? EMPTY_LOG} /> : <Loading />;
}
