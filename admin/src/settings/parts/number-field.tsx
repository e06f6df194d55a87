// A whole number in its range, typed; and the same behind a switch, where off is no number at all. What cannot be read
// stays as typed and holds Publish back. `scale` is how many of the wire's units one of the shown units has (60: minutes).
import { useId } from "preact/hooks";
import { t } from "../../i18n";
import { ErrorText, Switch } from "../../ui";
import { faultOf, heldAt, hold } from "../draft";

interface NumberProps {
  /** Its path on the wire: `routing.overflow.waiting`. */
  field: string;
  label: string;
  unit?: string;
  value: number;
  least: number;
  most: number;
  scale?: number;
  describedBy?: string;
  onNumber: (value: number) => void;
}

const shownOf = (value: number, scale: number): string => String(Math.round((value / scale) * 100) / 100);

export function NumberInput({ field, label, unit, value, least, most, scale = 1, onNumber }: NumberProps) {
  const id = useId();
  const held = heldAt(field);
  const fault = held?.fault ?? faultOf(field);
  const write = (typed: string): void => {
    const number = Number(typed);
    const right = typed.trim() !== "" && Number.isInteger(number) && number >= least && number <= most;
    hold(field, right ? null : { typed, fault: t("settings.routing.number_range", { least, most }) });
    if (right) onNumber(number * scale);
  };
  return (
    <span class="s-number">
      <input class={`in num ${fault ? "wrong" : ""}`} type="number" inputMode="numeric" min={least} max={most} aria-label={unit ? `${label} (${unit})` : label} value={held?.typed ?? shownOf(value, scale)}
        aria-invalid={fault ? true : undefined} aria-describedby={fault ? id : undefined} onInput={(event) => write(event.currentTarget.value)} />
      {unit && <span class="t2" aria-hidden="true">{unit}</span>}
      <ErrorText id={id} text={fault} />
    </span>
  );
}

interface OptionalProps extends Omit<NumberProps, "value" | "onNumber"> {
  value: number | null;
  /** What it is switched on with, in the wire's unit. */
  usual: number;
  onValue: (value: number | null) => void;
}

/** A row: the switch says what happens, the number beside it when. */
export function OptionalNumber({ value, usual, onValue, ...number }: OptionalProps) {
  const flip = (on: boolean): void => {
    hold(number.field, null);
    onValue(on ? usual : null);
  };
  return (
    <div class="s-optional">
      <Switch on={value !== null} label={number.label} onChange={flip} />
      {value !== null && <NumberInput {...number} value={value} onNumber={onValue} />}
    </div>
  );
}
