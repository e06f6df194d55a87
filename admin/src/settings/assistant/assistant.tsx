// The optional language model of an inbox: how it stands, where it is, its limits, what is sent, and a question to try it with.
import { useEffect, useState } from "preact/hooks";
import { api } from "../../api";
import { errorText, fieldErrors } from "../../errors";
import { locale, t } from "../../i18n";
import { focusFirstFault } from "../../setup/focus";
import { Button, ErrorText, Icon, toast } from "../../ui";
import { Loading, NotLoaded } from "../parts/broken";
import { useGuard } from "../parts/guard";
import { useKept } from "../parts/kept";
import { useLoaded } from "../parts/loaded";
import { inbox } from "../store";
import { Endpoint, Help, Limits, Sent } from "./fields";
import { changesOf, formOf, wrongIn, type Assistant, type Form, type Tried } from "./model";
import { Standing } from "./state";
import { TryIt } from "./try-it";

interface Given { assistant: Assistant }
const pathOf = (inboxId: string): string => `/api/inboxes/${inboxId}/assistant`;

/** The form over what is saved. `save` answers whether it went well. */
function useForm(inboxId: string, of: Assistant, take: (fresh: Assistant) => void) {
  const { form, set, forget } = useKept<Form>(inboxId, "/settings/assistant", formOf(of), (typed) => Object.keys(changesOf(typed, of)).length > 0);
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => { if (Object.keys(wrong).length > 0) focusFirstFault(); }, [wrong]);
  const send = async (): Promise<void> => {
    const fresh = (await api<Given>("PATCH", pathOf(inboxId), changesOf(form, of))).assistant;
    take(fresh);
    set(() => formOf(fresh));
  };
  const save = async (): Promise<boolean> => {
    const faults = wrongIn(form, of);
    setWrong(Object.fromEntries(Object.entries(faults).map(([field, words]) => [field, t(`settings.assistant.wrong.${words}`)])));
    setFailed(null);
    if (Object.keys(faults).length > 0 || busy) return false;
    setBusy(true);
    try {
      await send();
      return true;
    } catch (error) {
      setWrong(fieldErrors(error));
      setFailed(Object.keys(fieldErrors(error)).length > 0 ? null : errorText(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  const discard = (): void => { set(() => formOf(of)); setWrong({}); setFailed(null); };
  return { form, wrong, failed, busy, save, discard, forget, write: (part: Partial<Form>) => set((now) => ({ ...now, ...part })), changed: Object.keys(changesOf(form, of)).length > 0 };
}

function Page({ inboxId, of, take }: { inboxId: string; of: Assistant; take: (fresh: Assistant) => void }) {
  const { form, wrong, failed, busy, save, discard, forget, write, changed } = useForm(inboxId, of, take);
  const guard = useGuard(changed, forget, save);
  const store = async (): Promise<void> => { if (await save()) toast({ text: t("settings.assistant.saved") }); };
  const trial = async (text: string): Promise<Tried | null> => {
    if (changed && !await save()) return null;
    const language = inbox.value?.locales.includes(locale.value) ? { locale: locale.value } : {};
    const tried = await api<Tried>("POST", `${pathOf(inboxId)}/try`, { text, ...language });
    take((await api<Given>("GET", pathOf(inboxId))).assistant);
    return tried;
  };
  const props = { of, form, wrong, write };
  return (
    <>
      <div class="s-body s-split narrow">
        <div class="s-form">
          <Standing of={of} />
          <Help {...props} /><Endpoint {...props} /><Limits {...props} /><Sent />
        </div>
        <TryIt ready={Boolean(form.base_url.trim() && form.model.trim())} changed={changed} run={trial} />
      </div>
      {changed && (
        <div class="s-save" role="region" aria-label={t("settings.assistant.saving")}>
          <div class="grow" aria-live="polite"><span class="flex t2"><Icon name="edit" small />{t("settings.answers.unsaved")}</span><ErrorText text={failed} /></div>
          <Button kind="bare" onClick={discard}>{t("settings.save.discard")}</Button>
          <Button kind="main" busy={busy ? t("settings.saving") : undefined} onClick={() => void store()}>{t("settings.save.save")}</Button>
        </div>
      )}
      {guard}
    </>
  );
}

export function LanguageModel() {
  const id = inbox.value?.id ?? "";
  const [known, setKnown] = useState<Assistant | null>(null);
  const loaded = useLoaded(async () => setKnown((await api<Given>("GET", pathOf(id))).assistant), [id]);
  if (!known) return <div class="s-body s-form"><NotLoaded of={loaded} />{!loaded.error && <Loading />}</div>;
  return <Page inboxId={id} of={known} take={setKnown} />;
}
