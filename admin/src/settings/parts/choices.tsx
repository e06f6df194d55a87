// Tick boxes for several of a few, and radio rows where each choice needs a sentence.
import { useId } from "preact/hooks";

export interface Tick { value: string; label: string; lang?: string }
interface TicksProps { label: string; options: readonly Tick[]; chosen: readonly string[]; onChoose: (chosen: string[]) => void; hint?: string }

export function Ticks({ label, options, chosen, onChoose, hint }: TicksProps) {
  const flip = (value: string): void => {
    const wanted = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
    onChoose(options.map((one) => one.value).filter((one) => wanted.includes(one)));
  };
  return (
    <fieldset class="s-ticks">
      <legend>{label}</legend>
      {hint && <p class="hint">{hint}</p>}
      {options.map((option) => (
        <label key={option.value} class="s-tick" lang={option.lang}>
          <input type="checkbox" checked={chosen.includes(option.value)} onChange={() => flip(option.value)} />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}

interface RadiosProps<V extends string> { label: string; value: V; options: readonly { value: V; label: string; hint?: string }[]; onPick: (value: V) => void }

export function Radios<V extends string>({ label, value, options, onPick }: RadiosProps<V>) {
  const name = useId();
  return (
    <div class="card s-radios" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} class="s-radio">
          <input type="radio" name={name} checked={option.value === value} onChange={() => onPick(option.value)} />
          <span><b>{option.label}</b>{option.hint && <span class="hint">{option.hint}</span>}</span>
        </label>
      ))}
    </div>
  );
}
