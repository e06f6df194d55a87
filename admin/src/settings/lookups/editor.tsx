// The page of one look-up: what it asks and takes, its secret, trying it beside the form, saving below.
import { useEffect, useState } from "preact/hooks";
import { errorText, fieldErrors } from "../../errors";
import { locale, t } from "../../i18n";
import { navigate } from "../../router";
import { focusFirstFault } from "../../setup/focus";
import { Button, ErrorText, Icon, toast } from "../../ui";
import { Loading, NotLoaded } from "../parts/broken";
import { useGuard } from "../parts/guard";
import { useKept } from "../parts/kept";
import { useLoaded } from "../parts/loaded";
import { inbox } from "../store";
import { Answer, Request } from "./fields";
import { changesIn, EMPTY, formOf, isChanged, parametersOf, wrongIn, type Form, type LookUp } from "./model";
import { SecretOnce, SecretPart } from "./secret";
import { addLookUp, changeLookUp, deleteLookUp, HERE, hrefOf, loadLookUps, lookUps, NEW, tryLookUp } from "./store";
import { TryIt } from "./try-it";

/** The form over what is saved, what is wrong in it, and saving it: answers the look-up as saved, or null. */
function useForm(inboxId: string, of: LookUp | null, onSecret: (secret: string) => void) {
  const saved = of ? formOf(of) : EMPTY;
  const { form, set, forget } = useKept<Form>(inboxId, hrefOf(of?.id ?? NEW), saved, (typed) => isChanged(typed, saved));
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => { if (Object.keys(wrong).length > 0) focusFirstFault(); }, [wrong]);
  const send = async (): Promise<LookUp> => {
    if (of) return changeLookUp(of.id, changesIn(form, saved));
    const { look_up, secret } = await addLookUp(inboxId, form);
    forget();
    onSecret(secret);
    return look_up;
  };
  const save = async (): Promise<LookUp | null> => {
    const faults = wrongIn(form);
    setWrong(Object.fromEntries(Object.entries(faults).map(([field, words]) => [field, t(`settings.lookups.wrong.${words}`)])));
    setFailed(null);
    if (Object.keys(faults).length > 0 || busy) return null;
    setBusy(true);
    try {
      return await send();
    } catch (error) {
      setWrong(fieldErrors(error));
      setFailed(Object.keys(fieldErrors(error)).length > 0 ? null : errorText(error));
      return null;
    } finally {
      setBusy(false);
    }
  };
  return { form, wrong, failed, busy, save, forget, write: (part: Partial<Form>) => set((now) => ({ ...now, ...part })), changed: isChanged(form, saved) };
}

interface BarProps { changed: boolean; busy: boolean; failed: string | null; onDelete: (() => void) | null; onSave: () => void }

function Bar({ changed, busy, failed, onDelete, onSave }: BarProps) {
  return (
    <div class="s-save" role="region" aria-label={t("settings.lookups.saving")}>
      <div class="grow" aria-live="polite">{changed && <span class="flex t2"><Icon name="edit" small />{t("settings.answers.unsaved")}</span>}<ErrorText text={failed} /></div>
      {onDelete && <Button kind="bare" icon="trash" onClick={onDelete}>{t("settings.lookups.delete")}</Button>}
      <Button kind="main" disabled={!changed} busy={busy ? t("settings.saving") : undefined} onClick={onSave}>{t("settings.save.save")}</Button>
    </div>
  );
}

interface PageProps { inboxId: string; of: LookUp | null; onSecret: (secret: string) => void }

function Page({ inboxId, of, onSecret }: PageProps) {
  const { form, wrong, failed, busy, save, forget, write, changed } = useForm(inboxId, of, onSecret);
  // The secret of a new one is shown once, on this page: there is no leaving with it.
  const guard = useGuard(changed, forget, of ? async () => await save() !== null : undefined);
  const languages = inbox.value?.locales ?? [];
  const store = async (): Promise<void> => {
    const saved = await save();
    if (saved) toast({ text: t("settings.lookups.saved", { name: saved.name }) });
    if (saved && !of) navigate(hrefOf(saved.id), { replace: true });
  };
  const trial = async (inputs: Record<string, string>) => (of && (!changed || await save()) ? tryLookUp(of.id, inputs, languages.includes(locale.value) ? locale.value : languages[0] ?? "en") : null);
  return (
    <>
      <div class="s-body s-split narrow">
        <div class="s-form">
          <p class="s-tight"><a class="s-back" href={HERE}><Icon name="back" small />{t("settings.lookups.all")}</a></p>
          <Request form={form} wrong={wrong} write={write} />
          <Answer form={form} wrong={wrong} write={write} languages={languages} />
          {of && <SecretPart id={of.id} onSecret={onSecret} />}
        </div>
        <TryIt names={parametersOf(form)} saved={of !== null} changed={changed} run={trial} />
      </div>
      <Bar changed={changed} busy={busy} failed={failed} onDelete={of && (() => { forget(); deleteLookUp(of); navigate(HERE); })} onSave={() => void store()} />
      {guard}
    </>
  );
}

/** The secret stands above the page, which becomes another once a new look-up is saved. */
export function Editor({ id, inboxId }: { id: string; inboxId: string }) {
  const [secret, setSecret] = useState<string | null>(null);
  const loaded = useLoaded(() => loadLookUps(inboxId), [inboxId]);
  const all = lookUps.value[inboxId];
  const of = all?.find((one) => one.id === id) ?? null;
  return (
    <>
      {!all && <div class="s-body s-form"><NotLoaded of={loaded} />{!loaded.error && <Loading />}</div>}
      {all && (of || id === NEW) && <Page key={id} inboxId={inboxId} of={of} onSecret={setSecret} />}
      {all && !of && id !== NEW && <div class="s-calm"><h2>{t("settings.lookups.gone")}</h2><a class="bt" href={HERE}>{t("settings.lookups.all")}</a></div>}
      {secret && <SecretOnce secret={secret} onClose={() => setSecret(null)} />}
    </>
  );
}
