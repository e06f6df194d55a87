// Publishing: what stands against it, what is only said, and what it means for whoever is in the flow now.
import { useEffect, useState } from "preact/hooks";
import { errorText } from "../../errors";
import { plural, t } from "../../i18n";
import { Button, Dialog, ErrorText, toast } from "../../ui";
import { inOrder, Said } from "./problems";
import { flow, problems, save, START } from "./session";
import { publishFlow } from "./store";
import { nodeName } from "./words";

/** Saved first: what is looked at is what is published. */
function useSavedFirst() {
  const [ready, setReady] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  useEffect(() => { void save().then((all) => { setReady(all); setFailed(all ? null : t("settings.flows.not_saved")); }); }, []);
  return { ready, failed, setFailed };
}

export function PublishDialog({ onClose, onProblems, onJump }: { onClose: () => void; onProblems: () => void; onJump: (id: string) => void }) {
  const { ready, failed, setFailed } = useSavedFirst();
  const [busy, setBusy] = useState(false);
  const found = inOrder(problems.value);
  const errors = found.filter((one) => one.severity === "error").length;
  // What is only a hint is no reason to stop, and is not read again where something is.
  const told = errors > 0 ? found.slice(0, errors) : found;
  const of = flow.value;
  if (!of) return null;
  const go = async (): Promise<void> => {
    setBusy(true);
    try {
      flow.value = await publishFlow(of.id);
      toast({ text: t("settings.flows.published", { name: of.name }) });
      onClose();
    } catch (error) {
      setFailed(errorText(error));
      setBusy(false);
    }
  };
  const title = errors > 0 ? plural("settings.flows.publish_errors", errors) : t("settings.flows.publish_title", { name: of.name });
  return (
    <Dialog title={title} onClose={onClose} footer={
      <>
        <Button kind="bare" onClick={onClose}>{t("settings.cancel")}</Button>
        {errors > 0 ? <Button kind="main" onClick={onProblems}>{t("settings.flows.show_problems")}</Button>
          : <Button kind="main" disabled={!ready} busy={busy ? t("settings.save.publishing") : undefined} onClick={() => void go()}>{t(found.length > 0 ? "settings.flows.publish_anyway" : "settings.flows.publish")}</Button>}
      </>}>
      {found.length === 0 && <p class="t2">{t("settings.flows.publish_text")}</p>}
      {told.length > 0 && <ul class="fl-said fl-before">{told.map((one, at) => <li key={at}><button type="button" onClick={() => onJump(one.node_id ?? START)}><span class="t3 cp">{nodeName(one.node_id ?? START)}</span><Said problem={one} /></button></li>)}</ul>}
      {of.running > 0 && <p class="t2">{plural("settings.flows.running_finish", of.running)}</p>}
      <ErrorText text={failed} />
    </Dialog>
  );
}
