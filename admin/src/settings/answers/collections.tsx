// The collections an inbox has, in a dialog: made, renamed, shared with other inboxes, and deleted once they are empty.
import { useState } from "preact/hooks";
import { api } from "../../api";
import { errorText, fieldErrors } from "../../errors";
import { plural, t } from "../../i18n";
import { isAdmin } from "../../session";
import { Button, Dialog, ErrorText, TextField } from "../../ui";
import type { Collection } from "../model";
import { Loading, NotLoaded } from "../parts/broken";
import { Ticks } from "../parts/choices";
import { useLoaded } from "../parts/loaded";
import { RowButton } from "../parts/row-button";
import { collections, inboxes, loadCollections } from "../store";
import { places } from "./place";

const inboxNames = (): { id: string; name: string }[] => (isAdmin() ? inboxes.value : places.value) ?? [];

interface FormProps { inboxId: string; of: Collection | null; onDone: () => void }

function useSending(inboxId: string, done: () => void) {
  const [failed, setFailed] = useState<string | null>(null);
  const send = (...ask: Parameters<typeof api>): void => {
    api(...ask).then(() => loadCollections(inboxId)).then(done, (error: unknown) => setFailed(Object.values(fieldErrors(error))[0] ?? errorText(error)));
  };
  return { failed, setFailed, send };
}

function Form({ inboxId, of, onDone }: FormProps) {
  const [name, setName] = useState(of?.name ?? "");
  const [shared, setShared] = useState<string[]>(of?.inbox_ids ?? [inboxId]);
  const { failed, setFailed, send } = useSending(inboxId, onDone);
  const home = of?.home_inbox_id ?? null;
  const others = inboxNames().filter((one) => one.id !== (home ?? inboxId)).map((one) => ({ value: one.id, label: one.name }));
  const submit = (event: Event): void => {
    event.preventDefault();
    if (!name.trim()) return setFailed(t("settings.teams.name_missing"));
    const form = { name: name.trim(), inbox_ids: [...new Set([home ?? inboxId, ...shared])] };
    if (of) send("PATCH", `/api/collections/${of.id}`, form);
    else send("POST", `/api/inboxes/${inboxId}/collections`, form);
  };
  return (
    <form noValidate onSubmit={submit}>
      <TextField label={t("settings.teams.name")} maxLength={200} dir="auto" autofocus value={name} onInput={setName} />
      {others.length > 0 && <Ticks label={t("settings.answers.shared_with")} hint={t("settings.answers.shared_hint")} options={others} chosen={shared} onChoose={setShared} />}
      <ErrorText text={failed} />
      {of && !home && of.articles > 0 && <p class="hint">{t("settings.answers.collection_full")}</p>}
      <div class="s-formfoot">
        {of && !home && <Button class="s-first" kind="bare" icon="trash" disabled={of.articles > 0} onClick={() => send("DELETE", `/api/collections/${of.id}`)}>{t("settings.answers.category_delete")}</Button>}
        <Button kind="bare" onClick={onDone}>{t("settings.cancel")}</Button>
        <Button kind="main" type="submit">{t("settings.answers.collection_save")}</Button>
      </div>
    </form>
  );
}

function Rows({ inboxId, all, onEdit }: { inboxId: string; all: Collection[]; onEdit: (of: Collection | null) => void }) {
  const names = new Map(inboxNames().map((one) => [one.id, one.name]));
  const sharing = (of: Collection): string => of.inbox_ids.filter((id) => id !== inboxId).map((id) => names.get(id) ?? "").filter(Boolean).join(t("settings.agents.comma"));
  return (
    <>
      <p class="hint">{t("settings.answers.collections_hint")}</p>
      <ul class="s-tree">
        {all.map((one) => (
          <li key={one.id}>
            <span class="grow wrap">{one.name} <span class="t3 cp">{plural("settings.answers.category_count", one.articles)}</span>
              {sharing(one) && <span class="t2 sm s-below">{t("settings.answers.also_in", { inboxes: sharing(one) })}</span>}</span>
            <RowButton text={t("settings.answers.category_change")} name={t("settings.answers.category_change_named", { name: one.name })} onClick={() => onEdit(one)} />
          </li>
        ))}
      </ul>
      <Button icon="plus" onClick={() => onEdit(null)}>{t("settings.answers.collection_new")}</Button>
    </>
  );
}

export function Collections({ inboxId, onClose }: { inboxId: string; onClose: () => void }) {
  const loaded = useLoaded(() => loadCollections(inboxId), [inboxId]);
  const [edited, setEdited] = useState<Collection | "new" | null>(null);
  return (
    <Dialog asks title={t(edited === "new" ? "settings.answers.collection_new" : "settings.answers.collections_open")} onClose={onClose}>
      <NotLoaded of={loaded} />
      {!loaded.ready && !loaded.error && <Loading rows={2} />}
      {loaded.ready && (edited
        ? <Form inboxId={inboxId} of={edited === "new" ? null : edited} onDone={() => setEdited(null)} />
        : <Rows inboxId={inboxId} all={collections.value[inboxId] ?? []} onEdit={(of) => setEdited(of ?? "new")} />)}
    </Dialog>
  );
}
