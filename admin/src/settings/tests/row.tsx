// One question of the test set: what should answer it, and what became of it when it was run last.
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { Button, Icon } from "../../ui";
import type { Result, Test, Verdict } from "./store";

const COLOR: Record<Verdict, string> = { right: "ok", offered: "warn", silent: "warn", wrong: "bad" };
/** Characters that fill a few lines of a phone. */
const LONG = 120;
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

/** Of a long one its beginning, and the rest when it is wished for. */
function Question({ of: { text, locale } }: { of: Test }) {
  const [whole, setWhole] = useState(false);
  const long = text.length > LONG;
  return (
    <>
      <b class={long && !whole ? "s-clamp" : "wrap"} dir="auto" lang={locale ?? undefined}>{text}</b>
      {long && <button type="button" class="s-link sm" aria-expanded={whole} onClick={() => setWhole(!whole)}>{t(`settings.tests.${whole ? "less" : "whole"}`)}</button>}
    </>
  );
}

export function Row({ test, result, onEdit, onRemove }: { test: Test; result: Result | undefined; onEdit: () => void; onRemove: () => void }) {
  return (
    <li>
      <div class="grow">
        <Question of={test} />
        <span class="t2 sm s-wanted"><Icon name={test.article_id ? "doc" : "close"} small /><span class="wrap">{test.article_id === null ? t("settings.tests.nothing") : test.title || t("settings.tests.gone")}</span></span>
        {result && <Came of={result} />}
      </div>
      <Button kind="bare" icon="edit" label={t("settings.tests.edit", { question: test.text })} onClick={onEdit} />
      <Button kind="bare" icon="trash" label={t("settings.answers.delete", { question: test.text })} onClick={onRemove} />
    </li>
  );
}
