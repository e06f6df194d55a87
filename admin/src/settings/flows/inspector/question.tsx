// A question: what kind of answer it wants, what is checked, and what is said when an answer cannot be it.
import { t } from "../../../i18n";
import { SelectField, TextField } from "../../../ui";
import { put } from "../acts";
import { ANSWER_TYPES, type AnswerType, type DataOf, type NodeOf } from "../model/definition";
import { asName } from "../model/names";
import { Options } from "./options";
import { LocalText } from "./texts";

type Put = (part: Partial<DataOf["question"]>, field: string) => void;
const BOUNDED: readonly AnswerType[] = ["text", "number", "date"];
const RETRIES = [0, 1, 2, 3, 4, 5];

/** A bound as the wire has it: a number, of a date also a day; null when the field is empty. */
const boundOf = (typed: string): number | string | null => (typed === "" ? null : /^-?\d+(\.\d+)?$/.test(typed) ? Number(typed) : typed);

function Bounds({ data, onPut }: { data: DataOf["question"]; onPut: Put }) {
  if (!BOUNDED.includes(data.answer_type)) return null;
  const ofDate = data.answer_type === "date";
  const field = (name: "min" | "max") => (
    <TextField label={t(`settings.flows.question.${name}_${data.answer_type}`)} type={ofDate ? "text" : "number"} maxLength={10} value={String(data[name] ?? "")} onInput={(typed) => onPut({ [name]: boundOf(typed.trim()) }, name)} />
  );
  return <>{ofDate && <p class="hint">{t("settings.flows.question.date_hint")}</p>}<div class="s-pair fl-narrow">{field("min")}{field("max")}</div></>;
}

function Checks({ data, onPut }: { data: DataOf["question"]; onPut: Put }) {
  return (
    <fieldset class="fl-part">
      <legend>{t("settings.flows.question.checks")}</legend>
      <Bounds data={data} onPut={onPut} />
      {data.answer_type === "text" && <TextField label={t("settings.flows.question.pattern")} hint={t("settings.flows.question.pattern_hint")} dir="ltr" maxLength={500} value={data.pattern ?? ""} onInput={(pattern) => onPut({ pattern: pattern || null }, "pattern")} />}
      <SelectField label={t("settings.flows.question.retries")} value={String(data.retries)} choices={RETRIES.map((count) => ({ value: String(count), label: t(`settings.flows.question.retries_${count === 0 ? "none" : count === 1 ? "one" : "many"}`, { count }) }))} onChange={(value) => onPut({ retries: Number(value) }, "retries")} />
      <LocalText long label={t("settings.flows.question.invalid_text")} hint={t("settings.flows.question.invalid_hint")} texts={data.invalid_text} onTexts={(invalid_text) => onPut({ invalid_text }, "invalid_text")} />
    </fieldset>
  );
}

export function Question({ node }: { node: NodeOf<"question"> }) {
  const { data } = node;
  const onPut: Put = (part, field) => put(node.id, part, field);
  const toType = (answer_type: AnswerType): void => onPut({ answer_type, min: null, max: null, pattern: null }, "answer_type");
  return (
    <>
      <LocalText long names label={t("settings.flows.question.text")} texts={data.text} onTexts={(text) => onPut({ text }, "text")} />
      <div class="s-pair fl-narrow">
        <SelectField label={t("settings.flows.question.answer_type")} value={data.answer_type} choices={ANSWER_TYPES.map((value) => ({ value, label: t(`settings.flows.answer_type.${value}`) }))} onChange={(value) => toType(value as AnswerType)} />
        <TextField label={t("settings.flows.keep_as")} dir="ltr" maxLength={40} placeholder="order_number" value={data.name} onInput={(typed) => onPut({ name: asName(typed) }, "name")} />
      </div>
      {data.answer_type === "choice" && <Options options={data.options} most={50} onOptions={(options, field) => onPut({ options }, field)} />}
      <Checks data={data} onPut={onPut} />
    </>
  );
}
