// The article as visitors will read it, made by the server from what is written, saved or not.
import { useState } from "preact/hooks";
import { api } from "../../api";
import { t } from "../../i18n";
import { Button, Dialog } from "../../ui";
import { Loading, NotLoaded } from "../parts/broken";
import { useLoaded } from "../parts/loaded";
import { safe } from "./safe";
import { language, words } from "./work";

export function Preview({ onClose }: { onClose: () => void }) {
  const { title, body } = words.value;
  const [html, setHtml] = useState<string | null>(null);
  const loaded = useLoaded(async () => setHtml((await api<{ html: string }>("POST", "/api/knowledge/preview", { body })).html), []);
  return (
    <Dialog wide title={title.trim() || t("settings.answers.preview")} onClose={onClose} footer={<Button onClick={onClose}>{t("ui.close")}</Button>}>
      {html === null ? <><NotLoaded of={loaded} />{!loaded.error && <Loading rows={2} />}</> : <div class="s-article" lang={language.value} dir="auto">{safe(html)}</div>}
    </Dialog>
  );
}
