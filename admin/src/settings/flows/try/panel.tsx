// The test run beside the canvas: what a visitor would read and answer, what is kept meanwhile, and how it ends.
import { useEffect, useRef, useState } from "preact/hooks";
import { errorText } from "../../../errors";
import { has, t } from "../../../i18n";
import { Button, ErrorText, Icon } from "../../../ui";
import { Pairs } from "../../parts/pairs";
import { Said } from "../problems";
import { definition, problemsOf, START } from "../session";
import { nodeName } from "../words";
import { LanguageTabs } from "../inspector/texts";
import { answerText, AskForm, FieldsForm } from "./answer";
import { beginTrial, endTrial, followDraft, say, said, stepBack, trial, trialError, type Step, type Trial } from "./run";
import { Suppose } from "./suppose";

function Line({ step, onShow }: { step: Step; onShow: (id: string) => void }) {
  if (step.said !== undefined) return <li class="fl-mine"><span class="wrap">{answerText(step.said)}</span>{step.not_taken && <small class="t3">{t("settings.flows.try.not_taken")}</small>}</li>;
  if (!step.card) return null;
  return (
    <li class="fl-print">
      {step.flow_id === null && <button type="button" class="fl-where" title={t("settings.flows.try.show")} onClick={() => onShow(step.node_id)}><Icon name="pin" small /><span class="hidden">{t("settings.flows.try.show")}</span></button>}
      {step.card.data.title && <b class="wrap">{step.card.data.title}</b>}{step.card.data.fields ? <Pairs of={step.card.data.fields} /> : <p class="wrap">{step.card.text}</p>}
    </li>
  );
}

function Values({ of }: { of: Trial }) {
  const kept = Object.entries(of.values);
  if (kept.length === 0) return null;
  return (
    <section class="fl-values" aria-label={t("settings.flows.try.values")}>
      <h3 class="t2 sm">{t("settings.flows.try.values")}</h3>
      <dl>{kept.map(([name, value]) => <div key={name}><dt class="cut">{name}</dt><dd class="wrap">{value}</dd></div>)}</dl>
    </section>
  );
}

function Ending({ of }: { of: Trial }) {
  if (!of.ended) return null;
  const because = `note.because_${of.reason}`;
  return <p class="fl-ending t2"><Icon name={of.reason ? "alert" : "done"} small /><span>{of.reason && has(because) ? `${t(because)} ` : ""}{t(`settings.flows.try.ended_${of.outcome === "handed_over" || of.outcome === "resolved" ? of.outcome : "other"}`)}</span></p>;
}

/** What is wrong with the steps that the run came through, which may be why it said nothing, or ended. */
function ToMend({ of, onShow }: { of: Trial; onShow: (id: string) => void }) {
  const been = [START, ...new Set(of.steps.filter((step) => step.flow_id === null).map((step) => step.node_id))];
  const wrong = been.flatMap((id) => problemsOf(id).filter((one) => one.severity === "error").map((problem) => ({ id, problem })));
  if (wrong.length === 0) return null;
  return (
    <ul class="fl-said fl-before" aria-label={t("settings.flows.tab.problems")}>
      {wrong.map(({ id, problem }, at) => <li key={at}><button type="button" onClick={() => onShow(id)}><span class="t3 cp cut">{nodeName(id)}</span><Said problem={problem} /></button></li>)}
    </ul>
  );
}

function Answering({ of }: { of: Trial }) {
  const last = of.steps.filter((step) => step.card).at(-1)?.card?.data.ask;
  const [typed, setTyped] = useState("");
  if (of.ended || !of.waiting_at) return null;
  const send = (text: string): void => { setTyped(""); say(text); };
  if (last?.type === "form" && last.fields) return <FieldsForm key={said.value.length} fields={last.fields} onSend={(fields) => say({ fields })} />;
  return <AskForm ask={last ?? null} typed={typed} onType={setTyped} onSend={send} />;
}

export function TryPanel({ onShow }: { onShow: (id: string) => void }) {
  const end = useRef<HTMLDivElement>(null);
  const run = trial.value;
  useEffect(() => {
    beginTrial();
    const stop = followDraft();
    return () => { stop(); endTrial(); };
  }, []);
  useEffect(() => { if (run?.waiting_at) onShow(run.waiting_at); }, [run?.waiting_at]);
  // The button that was pressed is gone: the next answer can be typed at once.
  useEffect(() => { if (document.activeElement === document.body) document.querySelector<HTMLElement>(".fl-answer :is(input, textarea)")?.focus(); }, [run]);
  useEffect(() => { if (end.current) end.current.scrollTop = end.current.scrollHeight; }, [run]);
  return (
    <div class="fl-try">
      <div class="fl-try-bar"><LanguageTabs missing={[]} />
        <Button kind="bare" tiny icon="undo" label={t("settings.flows.try.back")} disabled={said.value.length === 0} onClick={stepBack} />
        <Button kind="bare" tiny icon="retry" label={t("settings.flows.try.again")} onClick={beginTrial} />
      </div>
      <Suppose />
      <div class="fl-log" ref={end} tabIndex={0} role="log" aria-label={t("settings.flows.try.log")}>
        {definition.value.start === null && <p class="hint">{t("settings.flows.try.no_start")}</p>}
        <ol>{run?.steps.map((step, at) => <Line key={at} step={step} onShow={onShow} />)}</ol>
        {run && <Ending of={run} />}
        {run && <ToMend of={run} onShow={onShow} />}
        <ErrorText text={trialError.value ? errorText(trialError.value) : null} />
      </div>
      {run && <Values of={run} />}
      {run && <Answering of={run} />}
    </div>
  );
}
