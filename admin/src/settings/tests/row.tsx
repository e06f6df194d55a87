// One question of the test set: what should answer it, and what became of it when it was run last.
import { t } from "../../i18n";
import { Button, Icon } from "../../ui";
import { useLongText } from "../parts/long-text";
import type { Result, Test, Verdict } from "./store";

const COLOR: Record<Verdict, string> = { right: "ok", offered: "warn", silent: "warn", wrong: "bad" };
const percent = (share: number): number => Math.round(share * 100);

function Came({ of: { verdict, after } }: { of: Result }) {
  // What the chip says already is not said twice.
  const said = after.outcome === "missed" || after.outcome === "suggested" ? "" : `${t(`settings.answers.outcome.${after.outcome}`, { title: after.title ?? "" })} · `;
  return (
    <span class="s-chips">
      <span class={`chip ${COLOR[verdict]}`}>{t(`settings.tests.verdict.${verdict}`)}</span>
      <span class="t2 sm wrap" dir="auto">{said}{t("settings.tests.sure", { percent: percent(after.confidence) })}</span>
    </span>
  );
}

export function Row({ test, result, onEdit, onRemove }: { test: Test; result: Result | undefined; onEdit: () => void; onRemove: () => void }) {
  const { shown, more } = useLongText({ text: test.text, lang: test.locale, class: "b" });
  return (
    <li>
      <div class="grow">
        {shown}
        {more}
        <span class="t2 sm s-wanted"><Icon name={test.article_id ? "doc" : "close"} small /><span class="wrap">{test.article_id === null ? t("settings.tests.nothing") : test.title || t("settings.tests.gone")}</span></span>
        {result && <Came of={result} />}
      </div>
      <Button kind="bare" icon="edit" label={t("settings.tests.edit", { question: test.text })} onClick={onEdit} />
      <Button kind="bare" icon="trash" label={t("settings.answers.delete", { question: test.text })} onClick={onRemove} />
    </li>
  );
}
