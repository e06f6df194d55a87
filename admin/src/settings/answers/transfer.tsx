// Articles out of files and into them. The ending of a file's name says what it is; a zip is asked about.
import { useState } from "preact/hooks";
import { api, ApiError } from "../../api";
import { errorText } from "../../errors";
import { has, plural, t } from "../../i18n";
import { Button, Dialog, Segmented } from "../../ui";
import { FileDrop } from "../parts/file-drop";
import { Refusals } from "../parts/refusals";
import { loadCategories, loadCount, loadSuggested } from "../store";
import { endingOf, type Zip } from "./ending";
import { refresh } from "./listing";
import { downloadSample } from "./sample";

interface Refused { row: number; code: string; message: string; field?: string; file?: string }
interface Summary { added: number; changed: number; unchanged: number; removed: number; without_answer: number; refused: Refused[]; refused_count: number }
const COLUMNS = "title, answer, body, language, category, phrasings, keywords, visibility, suggested, review_on, slug, status";
const COUNTS = ["added", "changed", "unchanged", "removed"] as const;

const into = (collectionId: string): string => (collectionId ? `&collection_id=${collectionId}` : "");

/** Asks the browser to keep what the server sends: of one collection, or of all that the inbox has. */
export function exportAs(inboxId: string, format: "csv" | "json" | "markdown", collectionId: string): void {
  const link = document.createElement("a");
  link.href = `/api/inboxes/${inboxId}/knowledge/export?format=${format}${into(collectionId)}`;
  link.download = "";
  link.click();
}

/** What the editor calls the columns; others go by their own name. */
const LABELS: Record<string, string> = {
  article: "name", title: "question", answer: "answer", body: "body", phrasing: "phrasings", phrasings: "phrasings", keywords: "keywords", language: "language", category: "category",
  visibility: "visibility", review_on: "review_on", suggested: "suggested", status: "status",
};

function reason(one: Refused): string {
  const why = has(`settings.answers.refused.${one.code}`) ? t(`settings.answers.refused.${one.code}`) : errorText(one);
  const label = LABELS[one.field ?? ""];
  return one.field ? t("settings.answers.import_field", { field: label ? t(`settings.answers.${label}`) : one.field, why }) : why;
}

/** A table whose columns are not known: those that it has are named, or the one that is wrong. */
function failure(error: unknown): string {
  if (!(error instanceof ApiError) || error.code !== "unknown_columns") return errorText(error);
  const { code, message: found } = error.fields["columns"] ?? {};
  if (found && has(`settings.answers.import_columns_${code}`)) return t(`settings.answers.import_columns_${code}`, { columns: found });
  return [t("settings.answers.import_columns_missing"), found && t("settings.answers.import_columns_found", { columns: found })].filter(Boolean).join(" ");
}

function Found({ summary }: { summary: Summary }) {
  return (
    <div role="status">
      <ul class="s-counts">{COUNTS.map((name) => <li key={name}><b>{summary[name]}</b> {t(`settings.answers.import_${name}`)}</li>)}</ul>
      {summary.without_answer > 0 && <p>{plural("settings.answers.import_without_answer", summary.without_answer)}</p>}
      <Refusals count={summary.refused_count} all={summary.refused.map((one) => ({ where: one.file ?? one.row, why: reason(one) }))} />
    </div>
  );
}

interface How { replace: boolean; drafts: boolean }

function useImport(inboxId: string, collectionId: string) {
  const [summary, setSummary] = useState<Summary | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (file: File, format: string, how: How): Promise<void> => {
    setBusy(true);
    setFailed(null);
    try {
      setSummary(await api<Summary>("POST", `/api/inboxes/${inboxId}/knowledge/import?format=${format}&replace=${how.replace}&drafts=${how.drafts}${into(collectionId)}`, file));
      await Promise.all([refresh(), loadCategories(inboxId), loadCount(inboxId), loadSuggested(inboxId)]);
    } catch (error) {
      setFailed(failure(error));
    }
    setBusy(false);
  };
  return { summary, failed, setFailed, busy, send };
}

/** What a file of this kind should hold; before one is chosen, what a table should. */
function Help({ format }: { format: "csv" | "json" | Zip }) {
  if (format !== "csv") return <p class="hint s-columns">{t(`settings.answers.import_help_${format}`)}</p>;
  return <p class="hint s-columns">{t("settings.answers.import_columns")} <code>{COLUMNS}</code> {t("settings.answers.import_columns_also")} <button type="button" class="s-link" onClick={downloadSample}>{t("settings.answers.sample_get")}</button></p>;
}

export function Import({ inboxId, collectionId, onClose }: { inboxId: string; collectionId: string; onClose: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [zip, setZip] = useState<Zip>("markdown");
  const [how, setHow] = useState<How>({ replace: false, drafts: false });
  const { summary, failed, setFailed, busy, send } = useImport(inboxId, collectionId);
  const ending = file && endingOf(file.name);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (!file) return setFailed(t("settings.answers.import_none"));
    if (!ending) return setFailed(t("settings.answers.import_ending"));
    if (!busy) void send(file, ending === "zip" ? zip : ending, how);
  };
  return (
    <Dialog wide title={t("settings.answers.import")} onClose={onClose} footer={
      summary ? <Button kind="main" onClick={onClose}>{t("ui.close")}</Button> : (
        <>
          <Button kind="bare" onClick={onClose}>{t("settings.cancel")}</Button>
          <Button kind="main" type="submit" form="import" busy={busy ? t("settings.answers.importing") : undefined}>{t("settings.answers.import_start")}</Button>
        </>
      )}>
      {summary ? <Found summary={summary} /> : (
        <form id="import" noValidate onSubmit={submit}>
          <FileDrop label={t("settings.answers.import_file")} hint={t("settings.answers.import_hint")} accept=".csv,.json,.zip" file={file} error={failed} onFile={(chosen) => { setFile(chosen); setFailed(null); }} />
          {ending === "zip" && <p class="s-tight"><Segmented label={t("settings.answers.import_zip")} value={zip} onChange={setZip} choices={[{ value: "markdown", label: t("settings.answers.zip_markdown") }, { value: "html", label: t("settings.answers.zip_html") }]} /></p>}
          <Help format={ending === "zip" ? zip : ending ?? "csv"} />
          {(["drafts", "replace"] as const).map((name) => (
            <label key={name} class="s-tick"><input type="checkbox" checked={how[name]} onChange={(event) => { const on = event.currentTarget.checked; setHow((now) => ({ ...now, [name]: on })); }} />
              <span>{t(`settings.answers.import_${name}`)}<span class="hint s-below">{t(`settings.answers.import_${name}_hint`)}</span></span></label>
          ))}
        </form>
      )}
    </Dialog>
  );
}
