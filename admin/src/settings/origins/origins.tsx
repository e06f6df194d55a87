// The websites that may show this inbox's widget. Changes count at once: an allowed site works with its next page view.
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { Button, Icon, TextField, Time } from "../../ui";
import type { Inbox } from "../model";
import { embeds, inbox, loadEmbed } from "../store";
import { useLoaded } from "../parts/loaded";
import { RowButton } from "../parts/row-button";
import { addOrigin, allowOrigin, removeOrigin } from "./change";
import { readOrigin } from "./normalise";

function Add({ of }: { of: Inbox }) {
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const [better, setBetter] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const add = async (text: string): Promise<void> => {
    if (busy) return;
    const read = readOrigin(text, of.allowed_origins);
    setBetter("fault" in read ? read.suggestion ?? null : null);
    if ("fault" in read) return setFault(t(`settings.origins.fault.${read.fault}`));
    setBusy(true);
    const refused = await addOrigin(of, read.origin);
    setBusy(false);
    setFault(refused);
    if (!refused) setTyped((now) => (now === text ? "" : now)); // the next one may be half written by now
  };
  return (
    <form class="s-add" noValidate onSubmit={(event) => { event.preventDefault(); void add(typed); }}>
      <TextField class="grow" label={t("settings.origins.add_label")} hint={t("settings.origins.add_hint")} placeholder="https://www.example.com" dir="ltr" value={typed} error={fault} maxLength={300}
        onInput={(text) => { setTyped(text); setFault(null); setBetter(null); }} />
      <Button type="submit" icon="plus" busy={busy ? t("settings.saving") : undefined}>{t("settings.origins.add")}</Button>
      {better && <p class="s-better sm">{t("settings.origins.meant")} <button type="button" class="s-link" onClick={() => { setTyped(better); void add(better); }}>{better}</button></p>}
    </form>
  );
}

function Allowed({ of }: { of: Inbox }) {
  if (of.allowed_origins.length === 0)
    return <div class="card s-void"><Icon name="globe" /><p class="b">{t("settings.origins.none")}</p><p class="t2">{t("settings.origins.none_hint", { origin: location.origin })}</p></div>;
  return (
    <ul class="card s-list">
      {of.allowed_origins.map((origin) => (
        <li key={origin}>
          <span class="grow wrap" dir="ltr">{origin}{origin.includes("*") && <span class="t3 sm s-below">{t("settings.origins.wildcard")}</span>}</span>
          <Button kind="bare" icon="trash" label={t("settings.origins.remove", { origin })} onClick={() => void removeOrigin(of, origin)} />
        </li>
      ))}
    </ul>
  );
}

export function SeenElsewhere({ of }: { of: Inbox }) {
  const strangers = embeds.value[of.id]?.seen.filter((one) => !one.allowed) ?? [];
  if (strangers.length === 0) return null;
  return (
    <fieldset>
      <legend>{t("settings.origins.seen")}</legend>
      <p class="hint">{t("settings.origins.seen_hint")}</p>
      <ul class="card s-list">
        {strangers.map((one) => (
          <li key={one.origin}>
            <span class="grow wrap" dir="ltr">{one.origin}</span>
            <span class="t3 sm"><Time at={one.last_seen_at} /></span>
            <RowButton icon="plus" text={t("settings.origins.allow")} name={t("settings.origins.allow_this", { origin: one.origin })} onClick={() => void allowOrigin(of, one.origin)} />
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

export function Origins() {
  const of = inbox.value;
  useLoaded(() => loadEmbed(of?.id ?? ""), [of?.id]);
  if (!of) return null;
  return (
    <div class="s-body">
      <div class="s-form">
        <fieldset>
          <p class="t2 s-lead">{t("settings.origins.lead")}</p>
          <Allowed of={of} />
          <Add of={of} />
          <p class="hint">{t("settings.origins.at_once")}</p>
        </fieldset>
        <SeenElsewhere of={of} />
      </div>
    </div>
  );
}
