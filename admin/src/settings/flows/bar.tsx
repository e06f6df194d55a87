// The bar over an open flow: its name, whether it is saved and published, undo, how it is looked at, and Publish.
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { Button, Icon, Menu, Segmented } from "../../ui";
import { attempt, whyNot } from "./attempt";
import { showingKeys } from "./keys";
import { KeysDialog } from "./keys-dialog";
import { PublishDialog } from "./publish";
import { canRedo, canUndo, deciding, flow, name, redo, rename, save, saveError, saving, undo } from "./session";
import { stopFlow } from "./store";
import { download } from "./transfer";
import { Status } from "./status";
import { narrow } from "./narrow";
import { Versions } from "./versions";

export type How = "canvas" | "list";

/** One line of state: what happened to the last change. */
function Saved() {
  const state = saving.value;
  if (!name.value.trim()) return <span class="fl-saved bad" role="alert"><Icon name="alert" small /><span class="cut">{t("settings.flows.nameless")}</span></span>;
  if (state === "failed") return <span class="fl-saved bad" role="alert" ><Icon name="alert" small /><span class="cut">{t("settings.flows.not_saved")} {whyNot(saveError.value)}</span> <button type="button" class="s-link" onClick={() => void save()}>{t("ui.try_again")}</button></span>;
  if (state === "conflict") return <span class="fl-saved bad" role="alert"><Icon name="alert" small />{t("settings.flows.conflict")} <button type="button" class="s-link" onClick={() => { deciding.value = true; }}>{t("settings.flows.decide")}</button></span>;
  return <span class="fl-saved t3 sm" role="status">{t(`settings.flows.saving.${state}`)}</span>;
}

/** A flow has a name: left empty, it keeps the one it had. */
function Name() {
  return <input class="fl-name" aria-invalid={!name.value.trim()} aria-label={t("settings.flows.name")} maxLength={200} value={name.value} onInput={(event) => rename(event.currentTarget.value)} onBlur={() => { if (!name.peek().trim() && flow.peek()) rename(flow.peek()?.name ?? ""); }} />;
}

interface BarProps { how: How; onHow: (how: How) => void; onTry: () => void; onProblems: () => void; onJump: (id: string) => void }

function Tools({ how, onHow, onTry }: Omit<BarProps, "onProblems" | "onJump">) {
  return (
    <>
      <span class="fl-pair">
        <Button kind="bare" icon="undo" label={t("settings.flows.undo")} disabled={!canUndo.value} onClick={undo} />
        <Button kind="bare" icon="redo" label={t("settings.flows.redo")} disabled={!canRedo.value} onClick={redo} />
      </span>
      {!narrow.value && <Segmented<How> label={t("settings.flows.how")} value={how} onChange={onHow} choices={[{ value: "canvas", label: t("settings.flows.as_canvas") }, { value: "list", label: t("settings.flows.as_list") }]} />}
      <Button icon="play" onClick={onTry}>{t("settings.flows.tab.try")}</Button>
    </>
  );
}

function More({ onVersions, onKeys }: { onVersions: () => void; onKeys: () => void }) {
  const of = flow.value;
  if (!of) return null;
  const stop = async (): Promise<void> => { flow.value = await stopFlow(of.id); };
  const items = [
    { label: t("settings.flows.versions"), icon: "clock" as const, onSelect: onVersions },
    { label: t("settings.flows.export"), icon: "doc" as const, onSelect: () => attempt(download(of.id)) },
    ...(narrow.value ? [] : [{ label: t("settings.flows.keys"), icon: "keys" as const, onSelect: onKeys }]),
    ...(of.status === "published" ? [{ label: t("settings.flows.stop"), icon: "close" as const, onSelect: () => attempt(stop()) }] : []),
  ];
  return <Menu class="fl-more" end label={t("settings.flows.more")} trigger={<Icon name="more" />} groups={[{ items }]} />;
}

export function Bar({ how, onHow, onTry, onProblems, onJump }: BarProps) {
  const [dialog, setDialog] = useState<"publish" | "versions" | null>(null);
  const close = (): void => setDialog(null);
  const of = flow.value;
  const nothingNew = of?.status === "published" && !of.changed && saving.value === "saved";
  return (
    <header class="fl-bar">
      <a class="bt bare sq" href="/settings/flows" aria-label={t("settings.flows.all")} title={t("settings.flows.all")}><Icon name="back" /></a>
      <h1 class="hidden">{name.value}</h1>
      <Name />
      {of && <Status flow={of} />}
      <Saved />
      <span class="grow" />
      <Tools how={how} onHow={onHow} onTry={onTry} />
      <More onVersions={() => setDialog("versions")} onKeys={() => { showingKeys.value = true; }} />
      <Button kind="main" disabled={nothingNew} onClick={() => setDialog("publish")}>{t("settings.flows.publish")}</Button>
      {dialog === "publish" && <PublishDialog onClose={close} onProblems={() => { close(); onProblems(); }} onJump={(id) => { close(); onJump(id); }} />}
      {dialog === "versions" && <Versions onClose={close} />}
      {showingKeys.value && <KeysDialog onClose={() => { showingKeys.value = false; }} />}
    </header>
  );
}
