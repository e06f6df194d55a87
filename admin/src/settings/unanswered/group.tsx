// One group of alike questions: what was asked, how often, and what it may be taught: an article that is near, another, a draft.
import { useState } from "preact/hooks";
import { errorText } from "../../errors";
import { plural, t } from "../../i18n";
import { Button, Time, toast } from "../../ui";
import { ChooseArticle } from "../answers/choose";
import { EMPTY, TestDialog } from "../tests/form";
import { beginDraft, dismiss, teach, type Group } from "./store";

const MOST_NEAR = 2;
/** What is less near than this is chance, and a button for it would only be read. */
const LEAST_NEAR = 0.15;
const percent = (share: number): number => Math.round(share * 100);

/** One thing at a time is done with a group; what fails is said and changes nothing. */
function useDoing(): [boolean, (doing: () => Promise<string>) => void] {
  const [busy, setBusy] = useState(false);
  const run = (doing: () => Promise<string>): void => {
    setBusy(true);
    doing().then((text) => toast({ text }), (error) => { setBusy(false); toast({ text: errorText(error), kind: "bad" }); });
  };
  return [busy, run];
}

interface PartProps { inboxId: string; group: Group; disabled: boolean }

/** Any other article than those that are near. */
function Another({ inboxId, group, disabled, onPick }: PartProps & { onPick: (articleId: string) => void }) {
  const [open, setOpen] = useState(false);
  const title = t("settings.unanswered.another");
  return (
    <>
      <Button icon="search" disabled={disabled} onClick={() => setOpen(true)}>{title}</Button>
      {open && <ChooseArticle inboxId={inboxId} language={group.locale} title={title} onChoose={({ id }) => { setOpen(false); onPick(id); }} onClose={() => setOpen(false)} />}
    </>
  );
}

/** Into the test set, with the nearest article proposed as what should answer. */
function ToTest({ inboxId, group, disabled }: PartProps) {
  const [open, setOpen] = useState(false);
  const near = group.nearest.find((one) => one.confidence >= LEAST_NEAR);
  const begin = { ...EMPTY, text: group.text, locale: group.locale, expected: near ? { id: near.article_id, title: near.title } : null };
  return (
    <>
      <Button kind="bare" icon="done" disabled={disabled} onClick={() => setOpen(true)}>{t("settings.unanswered.test")}</Button>
      {open && <TestDialog inboxId={inboxId} begin={begin} onClose={() => setOpen(false)} />}
    </>
  );
}

export function GroupRow({ inboxId, group }: { inboxId: string; group: Group }) {
  const [busy, run] = useDoing();
  const add = (articleId: string): void => run(async () => {
    const taught = await teach(inboxId, group, articleId);
    return t(taught.served ? "settings.unanswered.taught" : "settings.unanswered.taught_draft");
  });
  const others = group.examples.filter((one) => one !== group.text);
  return (
    <li class="s-asked">
      <div class="s-head"><b class="wrap grow" dir="auto" lang={group.locale ?? undefined}>{group.text}</b><span class="t3 sm num">{plural("settings.unanswered.times", group.count)} · <Time at={group.last_at} /></span></div>
      {others.length > 0 && <p class="t2 sm wrap" dir="auto">{t("settings.unanswered.also", { texts: others.join(" · ") })}</p>}
      <div class="s-row">
        {group.nearest.filter((near) => near.confidence >= LEAST_NEAR).slice(0, MOST_NEAR).map((near) => (
          <Button key={near.article_id} icon="plus" disabled={busy} onClick={() => add(near.article_id)}><span class="cut" dir="auto">{near.title}</span><span class="t3 num">{percent(near.confidence)} %</span></Button>
        ))}
        <Another inboxId={inboxId} group={group} disabled={busy} onPick={add} />
        <span class="s-acts">
          <ToTest inboxId={inboxId} group={group} disabled={busy} />
          <Button kind="bare" icon="edit" disabled={busy} onClick={() => run(async () => { await beginDraft(inboxId, group); return t("settings.unanswered.draft_begun"); })}>{t("settings.unanswered.draft")}</Button>
          <Button kind="bare" disabled={busy} onClick={() => run(async () => { await dismiss(inboxId, group); return t("settings.unanswered.dismissed"); })}>{t("settings.unanswered.dismiss")}</Button>
        </span>
      </div>
    </li>
  );
}
