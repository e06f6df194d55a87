// What a visitor can choose from.
import { t } from "../../../i18n";
import { freshId } from "../model/change";
import type { Option } from "../model/definition";
import { read } from "../words";
import { AddRow, Rows } from "./rows";
import { LocalText } from "./texts";

export function Options({ options, most, onOptions }: { options: Option[]; most: number; onOptions: (options: Option[], field: string) => void }) {
  const number = (at: number): string => t("settings.flows.option_number", { number: at + 1 });
  return (
    <Rows legend={t("settings.flows.options")} all={options} nameOf={(one, at) => read(one.label) || number(at)} onAll={(all) => onOptions(all, "options")}
      adding={<AddRow label={t("settings.flows.add_option")} room={options.length < most} onAdd={() => onOptions([...options, { id: freshId(options, "o"), label: {} }], "option added")} />}>
      {(one, at) => <LocalText label={number(at)} texts={one.label} most={200} onTexts={(label) => onOptions(options.map((other) => (other.id === one.id ? { ...other, label } : other)), `option ${one.id}`)} />}
    </Rows>
  );
}
