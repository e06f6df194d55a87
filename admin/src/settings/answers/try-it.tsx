// Ask the bot what a visitor would ask: what it would say, and how sure it is against the threshold.
import { useEffect, useState } from "preact/hooks";
import { api } from "../../api";
import { errorText } from "../../errors";
import { t } from "../../i18n";
import { Button, ErrorText, Icon, TextField } from "../../ui";
import type { BotTrial } from "../model";

const percent = (score: number): number => Math.round(score * 100);

function Meter({ trial }: { trial: BotTrial }) {
  const words = t("settings.try.score", { score: percent(trial.score), threshold: percent(trial.threshold) });
  return (
    <div class="s-meter">
      <div class="s-scale" aria-hidden="true">
        <b class={trial.score >= trial.threshold ? "" : "low"} style={{ width: `${Math.min(100, percent(trial.score))}%` }} /><s style={{ insetInlineStart: `${percent(trial.threshold)}%` }} />
      </div>
      <p class="sm t2">{words}</p>
    </div>
  );
}

function Said({ trial, onOpen }: { trial: BotTrial; onOpen: (articleId: string) => void }) {
  if (trial.flow !== null) return <div class="s-bot"><p>{t("settings.try.flow", { name: trial.flow })}</p></div>;
  if (trial.answer) {
    const id = trial.answer.article_id;
    return (
      <div class="s-bot">
        <p class="wrap">{trial.answer.text}</p>
        {id && <p class="s-source"><Icon name="doc" small /><button type="button" class="s-link" onClick={() => onOpen(id)}>{trial.answer.title ?? t("settings.try.source")}</button></p>}
      </div>
    );
  }
  if (trial.outcome === "handed_over") return <div class="s-bot"><p>{t("settings.try.handed_over")}</p></div>;
  if (trial.suggestions.length === 0) return <div class="s-bot"><p>{t("settings.try.unknown")}</p></div>;
  return (
    <div class="s-bot">
      <p>{t("settings.try.unsure")}</p>
      <ul>{trial.suggestions.map((one) => <li key={one.article_id}><button type="button" class="s-link" onClick={() => onOpen(one.article_id)}>{one.question}</button></li>)}</ul>
    </div>
  );
}

export function TryIt({ inboxId, language, onOpen }: { inboxId: string; language: string; onOpen: (articleId: string) => void }) {
  const [text, setText] = useState("");
  const [trial, setTrial] = useState<BotTrial | null>(null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => { setTrial(null); setError(null); }, [inboxId, language]);
  const ask = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!text.trim()) return;
    try {
      setTrial(await api<BotTrial>("POST", `/api/inboxes/${inboxId}/try_bot`, { text: text.trim(), locale: language }));
      setError(null);
    } catch (failed) {
      setError(errorText(failed));
    }
  };
  return (
    <aside class="s-side" aria-label={t("settings.try.title")}>
      <h2>{t("settings.try.title")}</h2>
      <p class="hint">{t("settings.try.hint")}</p>
      <form class="s-ask" noValidate onSubmit={(event) => void ask(event)}>
        <TextField class="grow s-quiet" label={t("settings.try.field")} placeholder={t("settings.try.field")} maxLength={8000} dir="auto" value={text} onInput={setText} />
        <Button type="submit">{t("settings.try.ask")}</Button>
      </form>
      <ErrorText text={error} />
      <div aria-live="polite">{trial && <><Said trial={trial} onOpen={onOpen} />{trial.flow === null && trial.outcome !== "handed_over" && <Meter trial={trial} />}</>}</div>
    </aside>
  );
}
