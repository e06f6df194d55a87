// A file for a form: chosen with a button or dropped, and named once it is there.
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { t } from "../../i18n";
import { Button, ErrorText, Icon } from "../../ui";

interface FileDropProps { label: string; hint: ComponentChildren; accept: string; file: File | null; error: string | null; onFile: (file: File | null) => void }

/** A dialog begins with it, and comes back to it with what is wrong: with the file, or that there is none. */
export function FileDrop({ label, hint, accept, file, error, onFile }: FileDropProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const choose = useRef<HTMLButtonElement>(null);
  const [over, setOver] = useState(false);
  useEffect(() => { if (error) choose.current?.focus(); }, [error]);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    onFile(event.dataTransfer?.files[0] ?? file);
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="hint" id={`${id}-hint`}>{hint}</div>
      <div class={`s-drop${over ? " over" : ""}`} onDrop={drop} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}>
        <Icon name={file ? "doc" : "upload"} />
        <span class="grow wrap" aria-live="polite">{file ? <b>{file.name}</b> : <span class="t2">{t("settings.file.drop")}</span>}</span>
        <input id={id} ref={input} class="hidden" type="file" tabIndex={-1} accept={accept} aria-describedby={`${id}-hint`} aria-invalid={error ? true : undefined} onChange={(event) => onFile(event.currentTarget.files?.[0] ?? null)} />
        <Button autofocus buttonRef={choose} describedBy={error ? `${id}-error` : undefined} onClick={() => input.current?.click()}>{t(file ? "settings.file.another" : "settings.file.choose")}</Button>
      </div>
      <ErrorText id={`${id}-error`} text={error} />
    </div>
  );
}
