// A new flow: from a template in the languages of the house, empty, or from a file that was exported here or elsewhere.
import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../../api";
import { errorText } from "../../errors";
import { locale, t } from "../../i18n";
import { Button, Dialog, ErrorText, Icon } from "../../ui";
import { Loading } from "../parts/broken";
import { useLoaded } from "../parts/loaded";
import type { PerLocale } from "../model";
import { moveNodes } from "./model/change";
import type { Flow } from "./model/definition";
import { freeOf } from "./model/frame";
import type { Box } from "./model/lanes";
import { layout } from "./model/layout";
import { importFlow, loadTemplates, makeFlow, templates } from "./store";
import { readFile } from "./transfer";

/** Of a file that was refused, that it is no flow: its fields are nowhere to be seen. */
function reason(error: unknown): string {
  if (error instanceof ApiError) return error.code === "invalid_fields" ? t("settings.flows.file_no_flow") : errorText(error);
  return error instanceof Error ? error.message : errorText(error);
}

/** About what the canvas will have: the window without the editor's bar and the panel beside it. */
const roomThen = (): Box => freeOf({ width: Math.max(800, window.innerWidth - 360), height: Math.max(500, window.innerHeight - 57) });

const inMine = (texts: PerLocale<string>): string => texts[locale.value] ?? texts["en"] ?? Object.values(texts)[0] ?? "";

interface NewProps { inboxId: string; onClose: () => void; onMade: (flow: Flow) => void }

export function NewFlow({ inboxId, onClose, onMade }: NewProps) {
  const loaded = useLoaded(() => loadTemplates(inboxId), [inboxId]);
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const there = templates.value !== null;
  useEffect(() => { list.current?.querySelector("button")?.focus(); }, [there]);
  const make = async (sent: () => Promise<Flow>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      onMade(await sent());
    } catch (error) {
      setFailed(reason(error));
      setBusy(false);
    }
  };
  const bring = async (file: File | undefined): Promise<void> => { if (file) await make(async () => importFlow(inboxId, await readFile(file))); };
  return (
    <Dialog wide title={t("settings.flows.new")} onClose={onClose} footer={
      <>
        <label class="bt s-first fl-file"><Icon name="upload" small />{t("settings.flows.import")}<input class="hidden" type="file" accept="application/json,.json" onChange={(event) => { void bring(event.currentTarget.files?.[0]); event.currentTarget.value = ""; }} /></label>
        <Button kind="bare" onClick={onClose}>{t("settings.cancel")}</Button>
      </>}>
      <ul class="fl-templates" ref={list}>
        {templates.value?.map((one) => (
          <li key={one.id}><button type="button" onClick={() => void make(() => makeFlow(inboxId, inMine(one.name), moveNodes(one.definition, layout(one.definition, new Map(), roomThen()))))}><b>{inMine(one.name)}</b><span class="t2 sm">{inMine(one.description)}</span></button></li>
        ))}
        {!templates.value && !loaded.error && <li><Loading rows={3} /></li>}
        <li><button type="button" onClick={() => void make(() => makeFlow(inboxId, t("settings.flows.untitled")))}><b>{t("settings.flows.empty")}</b><span class="t2 sm">{t("settings.flows.empty_hint")}</span></button></li>
      </ul>
      <ErrorText text={failed ?? (loaded.error ? errorText(loaded.error) : null)} />
    </Dialog>
  );
}
