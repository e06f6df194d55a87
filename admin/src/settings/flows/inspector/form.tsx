// A form: its lines, what each is kept under and whether it has to be filled in.
import { t } from "../../../i18n";
import { SelectField, TextField } from "../../../ui";
import { put } from "../acts";
import { FIELD_TYPES, type FormField, type NodeOf } from "../model/definition";
import { asName } from "../model/names";
import { read } from "../words";
import { AddRow, Rows } from "./rows";
import { LocalText } from "./texts";

const MOST_FIELDS = 20;
const FRESH: FormField = { name: "", label: {}, type: "text", required: true };

function Line({ field, at, onField }: { field: FormField; at: number; onField: (field: FormField) => void }) {
  return (
    <>
      <LocalText label={t("settings.flows.field_number", { number: at + 1 })} texts={field.label} most={200} onTexts={(label) => onField({ ...field, label })} />
      <div class="s-pair fl-narrow">
        <SelectField label={t("settings.flows.form.type")} value={field.type} choices={FIELD_TYPES.map((value) => ({ value, label: t(`settings.flows.answer_type.${value}`) }))} onChange={(type) => onField({ ...field, type: type as FormField["type"] })} />
        <TextField label={t("settings.flows.keep_as")} dir="ltr" maxLength={40} placeholder="order_number" value={field.name} onInput={(typed) => onField({ ...field, name: asName(typed) })} />
      </div>
      <label class="s-tick"><input type="checkbox" checked={field.required} onChange={(event) => onField({ ...field, required: event.currentTarget.checked })} />{t("settings.flows.form.required")}</label>
    </>
  );
}

export function Form({ node }: { node: NodeOf<"form"> }) {
  const { text, fields } = node.data;
  return (
    <>
      <LocalText long names label={t("settings.flows.form.text")} texts={text} onTexts={(fresh) => put(node.id, { text: fresh }, "text")} />
      <Rows legend={t("settings.flows.form.fields")} all={fields} nameOf={(one, at) => read(one.label) || t("settings.flows.field_number", { number: at + 1 })}
        onAll={(all) => put(node.id, { fields: all }, "fields")} adding={<AddRow label={t("settings.flows.form.add")} room={fields.length < MOST_FIELDS} onAdd={() => put(node.id, { fields: [...fields, FRESH] }, "field added")} />}>
        {(one, at, onField) => <Line field={one} at={at} onField={onField} />}
      </Rows>
    </>
  );
}
