// Short news at the foot of the screen, with at most one thing to do about it ("Undo", for ten seconds).
import { signal } from "@preact/signals";
import { t } from "../i18n";
import { segments } from "../router";
import { Button } from "./Button";

/** `when` answers no on the screens where the news makes no sense; it reads signals. News of a `topic` drops older of it. */
export interface ToastSpec { text: string; action?: { label: string; run: () => void } | undefined; kind?: "plain" | "bad" | undefined; seconds?: number | undefined; when?: (() => boolean) | undefined; topic?: string | undefined }
interface Shown extends ToastSpec { id: number; area: string }

/** The desk, the settings, signing in: what was done in one of them is no news in another, unless it can be taken back there. */
const areaNow = (): string => segments()[0] ?? "";

const shown = signal<Shown[]>([]);
let last = 0;

export function dismiss(id: number): void {
  shown.value = shown.value.filter((one) => one.id !== id);
}

/** What was told of it is no longer so. */
export function dropNews(topic: string): void {
  shown.value = shown.value.filter((one) => one.topic !== topic);
}

/** Shows it and answers its id. A second toast pushes the first one up; each leaves by itself. */
export function toast(spec: ToastSpec): number {
  const id = (last += 1);
  if (spec.topic) dropNews(spec.topic);
  shown.value = [...shown.value.slice(-2), { ...spec, id, area: areaNow() }];
  setTimeout(() => dismiss(id), (spec.seconds ?? (spec.action ? 10 : 6)) * 1000);
  return id;
}

function One({ spec }: { spec: Shown }) {
  const run = (): void => { dismiss(spec.id); spec.action?.run(); };
  return (
    <div class={`toast ${spec.kind ?? "plain"}`}>
      <span class="grow">{spec.text}</span>
      {spec.action && <button type="button" class="toast-act" onClick={run}>{spec.action.label}</button>}
      <Button kind="bare" tiny icon="close" label={t("ui.close")} onClick={() => dismiss(spec.id)} />
    </div>
  );
}

export function Toasts() {
  return <div class="toasts" role="status" aria-live="polite">{shown.value.filter((spec) => (spec.when?.() ?? true) && (spec.action || spec.kind === "bad" || spec.area === areaNow())).map((spec) => <One key={spec.id} spec={spec} />)}</div>;
}
