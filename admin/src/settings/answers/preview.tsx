// The article as visitors will read it, made by the server from what is written, saved or not.
import { useEffect, useState } from "preact/hooks";
import { api } from "../../api";
import { errorText } from "../../errors";
import { t } from "../../i18n";
import { Button, Dialog, ErrorText } from "../../ui";
import { Loading } from "../parts/broken";
import { safe } from "./safe";
import { language, words } from "./work";

const PAUSE_MS = 400;

/** The help centre shows the answer where there is no article. */
const shownText = (): string => (words.value.body.trim() ? words.value.body : words.value.answer);

/** Follows what is typed, at its pauses. */
export function Reading() {
  const text = shownText();
  const [html, setHtml] = useState<string | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  useEffect(() => {
    let latest = true;
    const ask = (): void => {
      api<{ html: string }>("POST", "/api/knowledge/preview", { body: text }).then(
        (found) => { if (latest) { setHtml(found.html); setFailed(null); } }, (error: unknown) => { if (latest) setFailed(errorText(error)); });
    };
    const timer = setTimeout(ask, html === null ? 0 : PAUSE_MS);
    addEventListener("online", ask);
    return () => { latest = false; clearTimeout(timer); removeEventListener("online", ask); };
  }, [text]);
  if (html === null && !failed) return <Loading rows={2} />;
  return <><ErrorText text={failed} /><div class="s-article" lang={language.value} dir="auto">{safe(html ?? "")}</div></>;
}

export function Preview({ onClose }: { onClose: () => void }) {
  return (
    <Dialog wide title={words.value.title.trim() || t("settings.answers.preview")} onClose={onClose} footer={<Button onClick={onClose}>{t("ui.close")}</Button>}>
      <Reading />
    </Dialog>
  );
}
