// A question to the language model as it is saved: its answer with the articles it cites, or why there is none.
import { useState } from "preact/hooks";
import { errorText } from "../../errors";
import { t } from "../../i18n";
import { Button, ErrorText, Icon, TextArea } from "../../ui";
import type { Tried } from "./model";
import { problemText } from "./state";

function Said({ of }: { of: Tried }) {
  if (of.outcome !== "answered") {
    return (
      <div class={`s-finding ${of.outcome === "failed" ? "bad" : "note"}`}>
        <Icon name={of.outcome === "failed" ? "alert" : "info"} />
        <div class="grow"><p class="b">{t(`settings.assistant.outcome.${of.outcome}`)}</p><p class="t2 sm">{problemText(of.problem ?? "bad_answer")}</p></div>
      </div>
    );
  }
  return (
    <div class="s-bot">
      <p class="wrap" dir="auto">{of.text}</p>
      <ol class="s-cited" aria-label={t("settings.assistant.sources")}>
        {of.sources.map((one, at) => (
          <li key={one.article_id}><span class="t3 num" aria-hidden="true">[{at + 1}]</span><a class="s-link" href={`/settings/answers/${one.article_id}`}>{one.title}</a></li>
        ))}
      </ol>
      <p class="t3 sm s-machine"><Icon name="laptop" small />{t("settings.assistant.by_machine")}</p>
    </div>
  );
}

interface Props { ready: boolean; changed: boolean; run: (text: string) => Promise<Tried | null> }

export function TryIt({ ready, changed, run }: Props) {
  const [text, setText] = useState("");
  const [tried, setTried] = useState<Tried | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const ask = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!text.trim() || busy) return;
    setBusy(true);
    setError(null);
    try {
      setTried(await run(text.trim()));
    } catch (failed) {
      setTried(null);
      setError(errorText(failed));
    }
    setBusy(false);
  };
  return (
    <aside class="s-side" aria-label={t("settings.assistant.try")}>
      <h2>{t("settings.assistant.try")}</h2>
      <p class="hint">{t(ready ? "settings.assistant.try_hint" : "settings.assistant.try_later")}</p>
      {ready && (
        <form noValidate onSubmit={(event) => void ask(event)}>
          <TextArea label={t("settings.assistant.question")} rows={3} maxLength={8000} value={text} onInput={setText} />
          <Button type="submit" busy={busy ? t("settings.assistant.asking") : undefined}>{t(changed ? "settings.assistant.save_and_ask" : "settings.try.ask")}</Button>
        </form>
      )}
      <ErrorText text={error} />
      <div class="s-tried" aria-live="polite">{tried && <Said of={tried} />}</div>
    </aside>
  );
}
