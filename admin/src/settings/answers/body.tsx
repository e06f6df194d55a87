// The article itself: a text in Markdown, with buttons for those who do not know its signs, pictures by button, paste and drop,
// and beside it, where there is room, how it will be read.
import { useEffect, useRef, useState } from "preact/hooks";
import { api } from "../../api";
import { errorText } from "../../errors";
import { t } from "../../i18n";
import { Button, Icon, TextArea, type IconName } from "../../ui";
import { block, KEYS, showsForeign, TOOLS, write as written, type Change, type Marked, type Tool } from "./markdown";
import { place } from "./place";
import { Preview, Reading } from "./preview";
import { forAgents, language, words, write } from "./work";

const ICONS: Record<Tool, IconName> = { heading: "heading", bold: "bold", italic: "italic", list: "list", numbers: "numbers", quote: "quote", link: "link", table: "table" };
const PICTURES = "image/png,image/jpeg,image/webp,image/gif";

const markedIn = (area: HTMLTextAreaElement): Marked => ({ text: area.value, from: area.selectionStart, to: area.selectionEnd });

/** As if it was typed, so that the browser's own undo knows it; where it cannot, without. */
function type(area: HTMLTextAreaElement, { from, to, piece, mark }: Change): void {
  area.focus();
  area.setSelectionRange(from, to);
  if (!document.execCommand(piece ? "insertText" : "delete", false, piece)) {
    area.setRangeText(piece, from, to);
    write({ body: area.value });
  }
  area.setSelectionRange(...mark);
}

/** A picture is sent to the server and stands in the text where the caret is. What went wrong is told until the next try. */
function usePictures(area: { current: HTMLTextAreaElement | null }) {
  const [failed, setFailed] = useState<string | null>(null);
  const body = words.value.body;
  useEffect(() => setFailed(null), [body]);
  const upload = async (file: File): Promise<void> => {
    setFailed(null);
    try {
      const { picture } = await api<{ picture: { url: string } }>("POST", `/api/inboxes/${place.peek()?.id}/article_pictures`, file);
      const name = file.name.replace(/\.\w+$/, "").replace(/[[\]]/g, "");
      if (area.current) type(area.current, block(markedIn(area.current), `![${name}](${picture.url})`));
    } catch (error) {
      setFailed(errorText(error));
    }
  };
  /** The first picture among what was pasted or dropped; anything else is the browser's. */
  const take = (event: Event, from: DataTransfer | null): void => {
    const file = [...(from?.files ?? [])].find((one) => PICTURES.includes(one.type));
    if (!file) return;
    event.preventDefault();
    void upload(file);
  };
  return { failed, upload, take };
}

function use(area: HTMLTextAreaElement | null, tool: Tool): void {
  const word = ["heading", "bold", "italic", "link", "table"].includes(tool) ? t(`settings.answers.tool_word.${tool}`) : "";
  if (area) type(area, written(tool, markedIn(area), word));
}

/** Ctrl+B and its like, as in any other editor. */
function onKey(event: KeyboardEvent): void {
  const tool = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey ? KEYS[event.key.toLowerCase()] : undefined;
  if (!tool || !(event.target instanceof HTMLTextAreaElement)) return;
  event.preventDefault();
  use(event.target, tool);
}

function Tools({ area, onFile, onPreview }: { area: { current: HTMLTextAreaElement | null }; onFile: (file: File) => void; onPreview: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const { answer, body } = words.value;
  return (
    <div class="s-marks" role="group" aria-label={t("settings.answers.tools")}>
      {TOOLS.map((tool) => <Button key={tool} kind="bare" tiny icon={ICONS[tool]} label={t(`settings.answers.tool.${tool}`)} onClick={() => use(area.current, tool)} />)}
      <Button kind="bare" tiny icon="picture" label={t("settings.answers.picture")} onClick={() => input.current?.click()} />
      <span class="grow" />
      <Button kind="bare" tiny icon="eye" disabled={!answer.trim() && !body.trim()} onClick={onPreview}>{t("settings.answers.preview")}</Button>
      <input ref={input} class="hidden" type="file" tabIndex={-1} aria-hidden="true" accept={PICTURES}
        onChange={(event) => { const file = event.currentTarget.files?.[0]; if (file) onFile(file); event.currentTarget.value = ""; }} />
    </div>
  );
}

export function Body({ error, onInput }: { error: string | undefined; onInput: (body: string) => void }) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [preview, setPreview] = useState(false);
  const { failed, upload, take } = usePictures(area);
  return (
    <div class="s-write">
      <div onKeyDown={onKey}>
        <TextArea label={t("settings.answers.body")} hint={t("settings.answers.body_hint")} rows={16} value={words.value.body} error={error ?? failed} onInput={onInput} area={area}
          onPaste={(event) => take(event, event.clipboardData)} onDrop={(event) => take(event, event.dataTransfer)}
          tools={<Tools area={area} onFile={(file) => void upload(file)} onPreview={() => setPreview(true)} />} />
        {showsForeign(words.value.body) && <p class="s-foreign" role="status"><Icon name="info" small />{t("settings.answers.foreign_pictures")}</p>}
        <p class="hint s-drop-hint"><Icon name="picture" small />{t("settings.answers.drop_hint")}</p>
      </div>
      <section class="s-reading" aria-label={t(forAgents("reading"))}>
        <p class="t3 sm" aria-hidden="true">{t(forAgents("reading"))}</p>
        <Reading key={language.value} />
      </section>
      {preview && <Preview onClose={() => setPreview(false)} />}
    </div>
  );
}
