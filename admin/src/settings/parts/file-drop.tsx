// A file for a form: chosen with a button or dropped, and named once it is there.
import type { ComponentChildren } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { t } from "../../i18n";
import { Button, Icon } from "../../ui";

interface FileDropProps { label: string; hint: ComponentChildren; accept: string; file: File | null; onFile: (file: File | null) => void }

export function FileDrop({ label, hint, accept, file, onFile }: FileDropProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
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
        <input id={id} ref={input} class="hidden" type="file" tabIndex={-1} accept={accept} aria-describedby={`${id}-hint`} onChange={(event) => onFile(event.currentTarget.files?.[0] ?? null)} />
        <Button onClick={() => input.current?.click()}>{t(file ? "settings.file.another" : "settings.file.choose")}</Button>
      </div>
    </div>
  );
}
