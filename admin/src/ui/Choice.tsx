// Small choices: a switch for on and off, a segmented row for one of a few.
import type { ComponentChildren } from "preact";

export interface SwitchProps { on: boolean; label: string; onChange: (on: boolean) => void; disabled?: boolean | undefined; hideLabel?: boolean | undefined }

export function Switch({ on, label, onChange, disabled, hideLabel }: SwitchProps) {
  return (
    <button type="button" class="switch" role="switch" aria-checked={on} disabled={disabled} aria-label={hideLabel ? label : undefined} onClick={() => onChange(!on)}>
      <span class={`tog ${on ? "on" : ""}`} aria-hidden="true" />
      {!hideLabel && <span>{label}</span>}
    </button>
  );
}

export interface SegmentedProps<T extends string> { label: string; value: T; choices: { value: T; label: ComponentChildren }[]; onChange: (value: T) => void }

export function Segmented<T extends string>({ label, value, choices, onChange }: SegmentedProps<T>) {
  const step = (event: KeyboardEvent, index: number): void => {
    const by = event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : event.key === "ArrowLeft" || event.key === "ArrowUp" ? -1 : 0;
    const next = by && choices[(index + by + choices.length) % choices.length];
    if (!next) return;
    event.preventDefault();
    onChange(next.value);
    const row = (event.currentTarget as HTMLElement).parentElement;
    row?.querySelectorAll<HTMLElement>("button")[choices.indexOf(next)]?.focus();
  };
  return (
    <div class="seg" role="radiogroup" aria-label={label}>
      {choices.map((choice, index) => (
        <button key={choice.value} type="button" role="radio" aria-checked={choice.value === value} tabIndex={choice.value === value ? 0 : -1}
          class={choice.value === value ? "on" : ""} onKeyDown={(event) => step(event, index)} onClick={() => onChange(choice.value)}>{choice.label}</button>
      ))}
    </div>
  );
}
