// How the test run is answered: by a button, by a line of text, or by the fields of a form.
import { useState } from "preact/hooks";
import { t } from "../../../i18n";
import { Button, TextArea, TextField } from "../../../ui";
import type { Ask, AskField, Said } from "./run";

export const answerText = (said: Said): string => (typeof said === "string" ? said : Object.entries(said.fields).map(([name, value]) => `${name}: ${value}`).join("\n"));

const TYPES: Record<string, "text" | "number" | "email" | "date"> = { number: "number", email: "email", date: "date" };

interface AskProps { ask: Ask | null; typed: string; onType: (typed: string) => void; onSend: (text: string) => void }

/** Typing is always possible: a visitor need not press a button, and may answer wrongly. */
export function AskForm({ ask, typed, onType, onSend }: AskProps) {
  return (
    <div class="fl-answer">
      {ask?.options && <div class="fl-choices">{ask.options.map((one) => <Button key={one.id} tiny onClick={() => onSend(one.label)}>{one.label}</Button>)}</div>}
      <form class="s-ask" onSubmit={(event) => { event.preventDefault(); if (typed.trim()) onSend(typed.trim()); }}>
        <TextField class="grow s-quiet" label={t("settings.flows.try.answer")} placeholder={t("settings.flows.try.answer")} value={typed} maxLength={8000} onInput={onType} />
        <Button kind="main" type="submit" icon="up" label={t("settings.flows.try.send")} />
      </form>
    </div>
  );
}

export function FieldsForm({ fields, onSend }: { fields: AskField[]; onSend: (fields: Record<string, string>) => void }) {
  const [values, setValues] = useState<Record<string, string>>({});
  const put = (name: string, value: string): void => setValues((now) => ({ ...now, [name]: value }));
  return (
    <form class="fl-answer" noValidate onSubmit={(event) => { event.preventDefault(); onSend(values); }}>
      {fields.map((one) => one.type === "long_text"
        ? <TextArea key={one.name} label={one.label} required={one.required} rows={2} value={values[one.name] ?? ""} onInput={(value) => put(one.name, value)} />
        : <TextField key={one.name} label={one.label} required={one.required} type={TYPES[one.type] ?? "text"} value={values[one.name] ?? ""} onInput={(value) => put(one.name, value)} />)}
      <Button kind="main" type="submit">{t("settings.flows.try.send")}</Button>
    </form>
  );
}
