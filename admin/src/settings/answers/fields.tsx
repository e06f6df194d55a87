// What an article says in one language.
import { useRef, useState } from "preact/hooks";
import { api } from "../../api";
import { errorText } from "../../errors";
import { t } from "../../i18n";
import { Button, ErrorText, TextArea, TextField } from "../../ui";
import { place } from "./place";
import { Preview } from "./preview";
import { language, words, write } from "./work";

/** A look at it as visitors will see it; and a picture, which is uploaded and written at the end of the text, to be moved. */
function UnderBody() {
  const input = useRef<HTMLInputElement>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [preview, setPreview] = useState(false);
  const upload = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    setFailed(null);
    try {
      const { picture } = await api<{ picture: { url: string } }>("POST", `/api/inboxes/${place.peek()?.id}/article_pictures`, file);
      write({ body: `${words.peek().body.trimEnd()}\n\n![${file.name.replace(/\.\w+$/, "").replace(/[[\]]/g, "")}](${picture.url})\n`.trimStart() });
    } catch (error) {
      setFailed(errorText(error));
    }
  };
  return (
    <div class="s-picture">
      <Button tiny icon="eye" disabled={!words.value.body.trim()} onClick={() => setPreview(true)}>{t("settings.answers.preview")}</Button>
      <Button tiny icon="upload" onClick={() => input.current?.click()}>{t("settings.answers.picture")}</Button>
      <input ref={input} class="hidden" type="file" tabIndex={-1} aria-hidden="true" accept="image/png,image/jpeg,image/webp,image/gif"
        onChange={(event) => { void upload(event.currentTarget.files?.[0]); event.currentTarget.value = ""; }} />
      <ErrorText text={failed} />
      {preview && <Preview onClose={() => setPreview(false)} />}
    </div>
  );
}

export function Fields({ wrong }: { wrong: Record<string, string> }) {
  const now = words.value;
  return (
    <div lang={language.value}>
      <TextField label={t("settings.answers.question")} value={now.title} maxLength={500} dir="auto" error={wrong["title"]} onInput={(title) => write({ title })} />
      <TextArea label={t("settings.answers.answer")} hint={t("settings.answers.answer_hint")} rows={4} maxLength={8000} value={now.answer} error={wrong["answer"]} onInput={(answer) => write({ answer })} />
      <TextArea label={t("settings.answers.body")} hint={t("settings.answers.body_hint")} rows={10} value={now.body} error={wrong["body"]} onInput={(body) => write({ body })} />
      <UnderBody />
      <TextArea label={t("settings.answers.phrasings")} hint={t("settings.answers.phrasings_hint")} rows={4} value={now.phrasings} error={wrong["phrasings"]} onInput={(phrasings) => write({ phrasings })} />
      <TextArea label={t("settings.answers.keywords")} hint={t("settings.answers.keywords_hint")} rows={2} value={now.keywords} error={wrong["keywords"]} onInput={(keywords) => write({ keywords })} />
    </div>
  );
}
