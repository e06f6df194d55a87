// Form fields: a label, the control, a hint, and under it what is wrong. What was typed always stays.
import type { ComponentChildren, Ref } from "preact";
import { useId } from "preact/hooks";
import { ErrorText } from "./ErrorText";
import { Icon } from "./Icon";

interface Common {
  label: string;
  hint?: ComponentChildren;
  error?: string | null | undefined;
  required?: boolean | undefined;
  disabled?: boolean | undefined;
  name?: string | undefined;
  class?: string | undefined;
}

interface FrameProps extends Common { id: string; children: ComponentChildren }

function Frame({ id, label, hint, error, children, class: extra = "" }: FrameProps) {
  return (
    <div class={`field ${extra}`}>
      <label for={id}>{label}</label>
      {hint && <div class="hint" id={`${id}-hint`}>{hint}</div>}
      {children}
      <ErrorText id={`${id}-error`} text={error} />
    </div>
  );
}

function describe(id: string, p: Common) {
  const by = [p.hint ? `${id}-hint` : "", p.error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return { id, name: p.name, required: p.required, disabled: p.disabled, "aria-invalid": p.error ? true : undefined, "aria-describedby": by || undefined };
}

export interface TextFieldProps extends Common {
  value: string;
  onInput: (value: string) => void;
  onBlur?: (() => void) | undefined;
  type?: "text" | "email" | "password" | "number" | "search" | "url" | "time" | "date" | "datetime-local" | undefined;
  autocomplete?: string | undefined;
  placeholder?: string | undefined;
  maxLength?: number | undefined;
  min?: number | undefined;
  max?: number | undefined;
  step?: number | undefined;
  autofocus?: boolean | undefined;
  dir?: "auto" | "ltr" | undefined;
}

// Preact's input types differ by `type`; one field for eight of them hands them over as plain attributes.
const inputAttributes = (p: TextFieldProps): object => ({
  type: p.type ?? "text", value: p.value, dir: p.dir, autocomplete: p.autocomplete, placeholder: p.placeholder,
  maxLength: p.maxLength, autofocus: p.autofocus, min: p.min, max: p.max, step: p.step, onBlur: p.onBlur,
});

export function TextField(p: TextFieldProps) {
  const id = useId();
  const input = <input class={`in ${p.error ? "wrong" : ""}`} {...describe(id, p)} {...inputAttributes(p)} onInput={(event) => p.onInput(event.currentTarget.value)} />;
  return <Frame {...p} id={id}>{p.type === "search" ? <div class="in-search"><Icon name="search" small />{input}</div> : input}</Frame>;
}

export interface TextAreaProps extends Common { value: string; onInput: (value: string) => void; rows?: number | undefined; placeholder?: string | undefined; maxLength?: number | undefined; autofocus?: boolean | undefined; /** Between hint and text: a bar of tools. */ tools?: ComponentChildren; area?: Ref<HTMLTextAreaElement> | undefined; onPaste?: ((event: ClipboardEvent) => void) | undefined; onDrop?: ((event: DragEvent) => void) | undefined }

export function TextArea(p: TextAreaProps) {
  const id = useId();
  return (
    <Frame {...p} id={id}>
      {p.tools}
      <textarea ref={p.area ?? null} onPaste={p.onPaste} onDrop={p.onDrop} class={`in tall ${p.error ? "wrong" : ""}`} {...describe(id, p)} rows={p.rows ?? 3} value={p.value} dir="auto"
        placeholder={p.placeholder} maxLength={p.maxLength} autofocus={p.autofocus} onInput={(event) => p.onInput(event.currentTarget.value)} />
    </Frame>
  );
}

export interface Choice { value: string; label: string }
export interface SelectFieldProps extends Common { value: string; choices: Choice[]; onChange: (value: string) => void }

export function SelectField(p: SelectFieldProps) {
  const id = useId();
  return (
    <Frame {...p} id={id}>
      <select class={`in ${p.error ? "wrong" : ""}`} {...describe(id, p)} value={p.value} onChange={(event) => p.onChange(event.currentTarget.value)}>
        {p.choices.map((choice) => <option key={choice.value} value={choice.value}>{choice.label}</option>)}
      </select>
    </Frame>
  );
}
