// The editor of one flow: the bar, the canvas or the list, and the panel beside it. Leaving saves what is not saved yet.
import { useSignal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { t } from "../../i18n";
import { navigate } from "../../router";
import { remember, remembered } from "../../storage";
import { Segmented, Skeleton } from "../../ui";
import { NotLoaded } from "../parts/broken";
import { useLoaded } from "../parts/loaded";
import { chooseInbox, inbox } from "../store";
import { select } from "./acts";
import { Bar, type How } from "./bar";
import { focusFields } from "./canvas/keys";
import { view } from "./canvas/view";
import { Conflict } from "./conflict";
import { Inspector } from "./inspector/inspector";
import { listen } from "./keys";
import { CanvasLater } from "./later";
import { Table } from "./list/table";
import { narrow } from "./narrow";
import { followPicks } from "./picks";
import { ProblemList } from "./problems";
import { flow, leaveFlow, openFlow, problems, selected, takeUpAgain } from "./session";
import { loadFlow, loadFlows } from "./store";
import { TryPanel } from "./try/panel";

export type Tab = "edit" | "try" | "problems";
const HOW = "flows.how";

function Tabs({ tab, onTab }: { tab: Tab; onTab: (tab: Tab) => void }) {
  const count = problems.value.length;
  const label = (of: Tab) => <span>{t(`settings.flows.tab.${of}`)}{of === "problems" && count > 0 && <span class="num"> {count}</span>}</span>;
  return <div class="fl-side-tabs"><Segmented<Tab> label={t("settings.flows.panel")} value={tab} onChange={onTab} choices={(["edit", "try", "problems"] as const).map((value) => ({ value, label: label(value) }))} /></div>;
}

/** What could not be saved when it was left is still there; a flow of another inbox brings that inbox, or, when the inbox was changed, the list. */
async function open(id: string): Promise<void> {
  const again = flow.peek()?.id === id;
  if (await takeUpAgain(id)) return;
  const found = await loadFlow(id);
  if (found.inbox_id === inbox.peek()?.id) openFlow(found);
  else if (again) navigate("/settings/flows");
  else chooseInbox(found.inbox_id);
}

function useOpened(id: string) {
  const loaded = useLoaded(() => open(id), [id]);
  useEffect(() => {
    const stop = listen();
    const of = inbox.peek()?.id ?? "";
    const unfollow = followPicks(of);
    loadFlows(of).catch(() => undefined); // only sub-flows need their names
    return () => { stop(); unfollow(); leaveFlow(); };
  }, [id]);
  return loaded;
}

/** In the middle of the canvas, or of the list. */
function lookAt(id: string): void {
  if (view.value) view.value.lookAt(id);
  else document.querySelector(`[data-node="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "center" });
}

export function Editor({ id }: { id: string }) {
  const loaded = useOpened(id);
  const [how, setHow] = useState<How>(remembered(HOW) === "list" ? "list" : "canvas");
  const tab = useSignal<Tab>("edit");
  const opened = useSignal(false);
  const shown: How = narrow.value ? "list" : how;
  useEffect(() => selected.subscribe((ids) => { if (ids.length > 0) tab.value = "edit"; }), []);
  if (flow.value?.id !== id) return <div class="s-body s-form"><NotLoaded of={loaded} />{!loaded.error && <Skeleton kind="block" />}</div>;
  const switchTo = (to: How): void => { remember(HOW, to); setHow(to); };
  const edit = (): void => { tab.value = "edit"; opened.value = true; requestAnimationFrame(() => requestAnimationFrame(focusFields)); };
  // Out of the form, back to what it is about.
  const back = (event: KeyboardEvent): void => {
    const id = selected.peek()[0];
    if (event.key !== "Escape" || event.defaultPrevented || !id) return;
    document.querySelector<HTMLElement>(`:is(.react-flow__node[data-id="${CSS.escape(id)}"], [data-node="${CSS.escape(id)}"])`)?.focus();
  };
  const jump = (of: string): void => { tab.value = "edit"; opened.value = true; lookAt(of); };
  return (
    <div class={`fl-editor ${shown}`}>
      <Bar how={shown} onHow={switchTo} onTry={() => { tab.value = "try"; opened.value = true; }} onProblems={() => { tab.value = "problems"; opened.value = true; }} onJump={(of) => { select(of); jump(of); }} />
      <div class="fl-work">
        {shown === "canvas" ? <CanvasLater /> : <Table onEdit={edit} />}
        <aside class={`fl-side ${opened.value ? "open" : ""}`} aria-label={t("settings.flows.panel")} onKeyDown={back}>
          <Tabs tab={tab.value} onTab={(to) => { tab.value = to; }} />
          {narrow.value && <button type="button" class="bt fl-done" onClick={() => { opened.value = false; select(); }}>{t("settings.flows.done")}</button>}
          {tab.value === "edit" ? <Inspector list={shown === "list"} /> : tab.value === "try" ? <TryPanel onShow={lookAt} /> : <ProblemList onJump={jump} />}
        </aside>
      </div>
      <Conflict />
    </div>
  );
}
