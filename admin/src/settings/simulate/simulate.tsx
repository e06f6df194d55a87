// "Who would get this?": a visitor described and the answer as a picture; under it a day that was, under other settings.
// Nothing here changes anything.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { api } from "../../api";
import { errorText } from "../../errors";
import { t } from "../../i18n";
import { isAdmin } from "../../session";
import { Button, SelectField, Skeleton, useLate } from "../../ui";
import { inboxes } from "../store";
import { Ask, bodyOf, type Described } from "./ask";
import { Beside } from "./beside";
import type { Answer, Choices, Replay } from "./model";
import { Picture } from "./picture";
import { TryDay, type Trial } from "./try-day";
import { chosenPlace, followLink, place, places, useChoices } from "./where";

/** Asks the server; a later question's answer is the one that stays, and what failed leaves none beside its error. */
function useAsked<T>(path: string) {
  const [answer, setAnswer] = useState<T | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const ask = async (body: object): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      setAnswer(await api<T>("POST", path, body));
    } catch (failed) {
      setAnswer(null);
      setError(errorText(failed));
    }
    setBusy(false);
  };
  const clear = (): void => { setAnswer(null); setError(null); };
  return { answer, busy, error, ask, clear };
}

const Empty = ({ of }: { of: string }) => <div class="w-empty"><p class="b">{t(`settings.simulate.${of}`)}</p><p class="t2">{t(`settings.simulate.${of}_next`)}</p></div>;

/** An answer comes into sight: in one column it stands below the form, else it stays beside it. */
function Shown({ of, children }: { of: unknown; children: ComponentChildren }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => { if (of) ref.current?.scrollIntoView({ block: "nearest" }); }, [of]);
  return <div class="w-answer card" aria-live="polite" ref={ref}>{children}</div>;
}

function Who({ inbox, choices }: { inbox: string; choices: Choices }) {
  const asked = useAsked<Answer>(`/api/inboxes/${inbox}/simulate`);
  return (
    <section class="w-pair" aria-label={t("settings.simulate.title")}>
      <Ask choices={choices} busy={asked.busy} error={asked.error} onAsk={(one: Described) => void asked.ask(bodyOf(one))} />
      <Shown of={asked.answer}>{asked.answer ? <Picture answer={asked.answer} /> : <Empty of="unasked" />}</Shown>
    </section>
  );
}

function WhatIf({ inbox, choices }: { inbox: string; choices: Choices }) {
  const played = useAsked<Replay>(`/api/inboxes/${inbox}/replay`);
  return (
    <section class="w-pair">
      <div><h2>{t("settings.simulate.what_if")}</h2><p class="hint">{t("settings.simulate.what_if_hint")}</p><TryDay choices={choices} busy={played.busy} error={played.error} onPlay={(trial: Trial) => void played.ask(trial)} onWrong={played.clear} /></div>
      <Shown of={played.answer}>{played.answer ? <Beside replay={played.answer} /> : <Empty of="unplayed" />}</Shown>
    </section>
  );
}

function Waiting() {
  return useLate(true) ? <div class="w-pair"><div class="w-form"><Skeleton kind="block" /><Skeleton kind="block" /><Skeleton width="40%" /></div><Skeleton kind="block" /></div> : null;
}

function Where() {
  const all = places.value ?? [];
  if (isAdmin() || all.length < 2) return null;
  return <SelectField class="w-where" label={t("settings.simulate.inbox")} value={chosenPlace()?.id ?? ""} choices={all.map(({ id, name }) => ({ value: id, label: name }))} onChange={(id) => { place.value = id; }} />;
}

export function Simulate() {
  useEffect(followLink, [inboxes.value === null]);
  const inbox = chosenPlace()?.id;
  const { choices, failed, again } = useChoices(inbox);
  return (
    <div class="s-body w-page">
      <p class="hint w-intro">{t("settings.simulate.intro")}</p>
      <Where />
      {failed && !choices ? <div class="card s-void" role="alert"><p>{errorText(failed)}</p><Button onClick={again}>{t("ui.try_again")}</Button></div>
        : inbox && choices ? <div key={inbox}><Who inbox={inbox} choices={choices} /><WhatIf inbox={inbox} choices={choices} /></div> : <Waiting />}
    </div>
  );
}
