// "Check my embed": an address to open, and the findings in words with what to do next.
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { Button, Icon, TextField, type IconName } from "../../ui";
import type { Inbox } from "../model";
import { allowOrigin } from "../origins/change";
import { useCheck, type Check } from "./check";
import { findingsOf, pageToOpen, type Finding, type Known } from "./findings";

const ICONS: Record<Finding["level"], IconName> = { good: "done", bad: "alert", note: "info", wait: "clock" };

function Line({ of, finding, again }: { of: Inbox; finding: Finding; again: () => void }) {
  const { name, level, words } = finding;
  return (
    <li class={`s-finding ${level}`}>
      <Icon name={ICONS[level]} />
      <div class="grow">
        <b>{t(`settings.check.${name}.what`, words)}</b>
        <p class="t2 wrap">{t(`settings.check.${name}.next`, words)}</p>
        {name === "origin_not_allowed" && <Button icon="plus" onClick={() => void allowOrigin(of, words["origin"] ?? "").then(again)}>{t("settings.check.allow", words)}</Button>}
      </div>
    </li>
  );
}

function findingsNow(check: Check, known: Known): Finding[] {
  if (check.report) return findingsOf(check.report, known);
  if (check.state === "listening") return [{ name: "waiting", level: "wait", words: {} }];
  if (check.state === "closed") return [{ name: "closed", level: "note", words: {} }];
  return check.state === "never" ? [{ name: "never", level: "bad", words: { desk: known.deskOrigin } }] : [];
}

export function CheckPanel({ of, deskOrigin }: { of: Inbox; deskOrigin: string }) {
  const check = useCheck();
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const url = pageToOpen(typed);
  const start = (event?: Event): void => {
    event?.preventDefault();
    setFault(url ? null : t("settings.check.bad_address"));
    if (url) check.start(url);
  };
  const findings = findingsNow(check, { key: of.key, deskOrigin, allowed: of.allowed_origins });
  return (
    <fieldset>
      <legend>{t("settings.check.title")}</legend>
      <p class="hint">{t("settings.check.hint")}</p>
      <form class="s-add" noValidate onSubmit={start}>
        <TextField class="grow" label={t("settings.check.address")} placeholder="https://www.example.com/" dir="ltr" value={typed} error={fault} onInput={(text) => { setTyped(text); setFault(null); }} />
        <Button type="submit" icon="eye">{t(check.state === "idle" ? "settings.check.start" : "settings.check.again")}</Button>
      </form>
      {check.state === "popup_blocked" && url && <p class="sm">{t("settings.check.popup_blocked")} <a href={url} target="_blank" rel="opener">{url}</a></p>}
      <ul class="s-findings" aria-live="polite">{findings.map((one) => <Line key={one.name + (one.words["directive"] ?? "")} of={of} finding={one} again={() => start()} />)}</ul>
      {check.report && <p class="t3 sm wrap">{t("settings.check.page", { url: check.report.url })}</p>}
    </fieldset>
  );
}
