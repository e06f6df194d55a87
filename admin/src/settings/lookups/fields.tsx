// The form of a look-up: what is asked for, what counts as found, and which parts of the answer become a card.
import { useState } from "preact/hooks";
import { locale, t } from "../../i18n";
import { Button, Icon, SelectField, TextField } from "../../ui";
import { LanguageBar } from "../brand/language-bar";
import { MOST_FIELDS, MOST_SECONDS, nameOf, namesInUrl, NO_ROW, placeOf, type Form, type Method, type Row } from "./model";

export interface FieldsProps { form: Form; wrong: Record<string, string>; write: (part: Partial<Form>) => void }

const METHODS: { value: Method; label: string }[] = [{ value: "GET", label: "GET" }, { value: "POST", label: "POST" }];

function Inputs({ url }: { url: string }) {
  const names = namesInUrl(url);
  if (names.length === 0) return null;
  return <p class="s-chips s-under-field"><span class="t2 sm">{t("settings.lookups.asked_with")}</span>{names.map((name) => <span key={name} class="chip"><bdi>{name}</bdi></span>)}</p>;
}

export function Request({ form, wrong, write }: FieldsProps) {
  return (
    <fieldset>
      <legend>{t("settings.lookups.request")}</legend>
      <p class="hint">{t("settings.lookups.request_hint")}</p>
      <TextField label={t("settings.lookups.name")} value={form.name} maxLength={200} dir="auto" error={wrong["name"]} onInput={(name) => write({ name })} />
      <div class="s-method">
        <SelectField label={t("settings.lookups.method")} value={form.method} choices={METHODS} error={wrong["method"]} onChange={(method) => write({ method: method as Method })} />
        <TextField class="grow" type="url" label={t("settings.lookups.url")} dir="ltr" placeholder="https://shop.example/orders/{number}" maxLength={2000} value={form.url} error={wrong["url"]} onInput={(url) => write({ url })} />
      </div>
      <p class="hint s-under-field">{t("settings.lookups.url_hint")}</p>
      <Inputs url={form.url} />
      {form.method === "POST" && <TextField label={t("settings.lookups.more")} hint={t("settings.lookups.more_hint")} dir="ltr" placeholder="number, email" value={form.more} error={wrong["parameters"]} onInput={(more) => write({ more })} />}
      {form.method === "GET" && wrong["parameters"] && <p class="err"><Icon name="alert" small />{wrong["parameters"]}</p>}
      <TextField class="s-short" type="number" min={1} max={MOST_SECONDS} label={t("settings.lookups.seconds")} hint={t("settings.lookups.seconds_hint")} value={form.seconds} error={wrong["seconds"]} onInput={(seconds) => write({ seconds })} />
    </fieldset>
  );
}

interface RowProps { row: Row; at: number; place: number; language: string; wrong: Record<string, string>; write: (row: Row) => void; remove: () => void }

function MappedField({ row, at, place, language, wrong, write, remove }: RowProps) {
  return (
    <div class="s-mapped" role="group" aria-label={t("settings.lookups.field", { number: at + 1 })}>
      <TextField label={t("settings.lookups.path")} dir="ltr" placeholder="order.status" maxLength={200} value={row.path} error={wrong[`fields.${place}.path`]} onInput={(path) => write({ ...row, path })} />
      <div lang={language}><TextField label={t("settings.lookups.label")} dir="auto" maxLength={100} value={row.label[language] ?? ""} error={wrong[`fields.${place}.label`]} onInput={(label) => write({ ...row, label: { ...row.label, [language]: label } })} /></div>
      <TextField label={t("settings.lookups.short")} dir="ltr" placeholder={nameOf(row)} maxLength={40} value={row.name} error={wrong[`fields.${place}.name`]} onInput={(name) => write({ ...row, name })} />
      <Button kind="bare" icon="trash" label={t("settings.lookups.remove_field", { number: at + 1 })} onClick={remove} />
    </div>
  );
}

interface AnswerProps extends FieldsProps { languages: readonly string[] }

export function Answer({ form, wrong, write, languages }: AnswerProps) {
  const [chosen, setLanguage] = useState<string>(locale.peek());
  const language = languages.includes(chosen) ? chosen : languages[0] ?? "en";
  const rows = (fields: Row[]): void => write({ fields });
  return (
    <fieldset>
      <legend>{t("settings.lookups.answer")}</legend>
      <p class="hint">{t("settings.lookups.answer_hint")}</p>
      <TextField label={t("settings.lookups.found_when")} hint={t("settings.lookups.found_when_hint")} dir="ltr" placeholder="order.number" maxLength={200} value={form.found_when} error={wrong["found_when"]} onInput={(found_when) => write({ found_when })} />
      <div class="s-languages"><LanguageBar label={t("settings.lookups.language")} language={language} onLanguage={setLanguage} /></div>
      <div lang={language}><TextField label={t("settings.lookups.card_title")} dir="auto" maxLength={100} value={form.title[language] ?? ""} error={wrong["title"]} onInput={(title) => write({ title: { ...form.title, [language]: title } })} /></div>
      <p class="s-label">{t("settings.lookups.fields")}</p>
      <p class="hint">{t("settings.lookups.fields_hint")}</p>
      <div class="card s-mappings">
        {form.fields.map((row, at) => (
          <MappedField key={at} row={row} at={at} place={placeOf(form.fields, at)} language={language} wrong={wrong} write={(fresh) => rows(form.fields.map((one, other) => (other === at ? fresh : one)))}
            remove={() => rows(form.fields.filter((_, other) => other !== at))} />
        ))}
        <div><Button kind="bare" icon="plus" disabled={form.fields.length >= MOST_FIELDS} onClick={() => rows([...form.fields, NO_ROW])}>{t("settings.lookups.add_field")}</Button></div>
      </div>
    </fieldset>
  );
}
