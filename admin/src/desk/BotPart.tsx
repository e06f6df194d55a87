// What the bot said: folded to one line a question once a person has come, as cards while it still answers.
import { plural, t } from "../i18n";
import { proposed } from "../proposed";
import { navigate } from "../router";
import { leads } from "../session";
import { Avatar, Button, Icon, Time, type IconName } from "../ui";
import { clock } from "../ui/clock";
import type { Message } from "../wire";
import { exchangesOf, type Exchange } from "./exchanges";
import { isMade, Made, type MadeData } from "./MadeCard";
import { Said } from "./Said";
import { selectedLog } from "./store";
import { useTrail, type Step } from "./trail";

interface CardData extends MadeData { suggestions?: { question: string }[]; ask?: { options?: { label: string }[]; fields?: { label: string }[] } | null }
const dataOf = (message: Message | undefined): CardData => (message?.data ?? {}) as CardData;

const RULE = "rule: ";

/** Why the bot gave it to a person; null while it did not. */
function handedOver({ reason }: Step): string | null {
  if (reason?.startsWith(RULE)) return t("bot.rule", { rule: reason.slice(RULE.length) });
  return reason === "asked" || reason === "anger" || reason === "misses" ? t(`bot.${reason}`) : null;
}

interface Outcome { icon: IconName; tone: string; words: string }

/** What came of a question: what the card says, and what only the trail knows. */
function whole(card: Message | undefined, step: Step | undefined): Outcome {
  if (step?.outcome === "handed_over") return { icon: "person", tone: "t3", words: handedOver(step) ?? t("bot.no_card") };
  const found = outcome(card);
  const sure = step?.outcome === "answered" ? t("bot.sure", { percent: Math.round(step.confidence * 100) }) : null;
  const clicked = step?.clicked ? t("bot.clicked", { title: short(step.clicked) }) : null;
  const more = [sure, clicked, step ? handedOver(step) : null].filter((part) => part !== null);
  return { ...found, words: [found.words, ...more].join(" · ") };
}

/** A long title is cut before the words that say what came of it, never after them. */
const short = (title: string): string => (Array.from(title).length > 36 ? `${Array.from(title).slice(0, 35).join("").trimEnd()}…` : title);

function outcome(card: Message | undefined): Outcome {
  const { card: kind, title: whole = "", helpful, fields } = dataOf(card);
  const title = short(whole);
  if (kind === "answer" && helpful) return { icon: "check", tone: "okc", words: t("bot.helped", { title }) };
  if (kind === "answer") return { icon: helpful === false ? "alert" : "doc", tone: "t3", words: t(helpful === false ? "bot.not_helped" : "bot.answered", { title }) };
  if (kind === "suggestions") return { icon: "info", tone: "t3", words: t("bot.suggested") };
  if (kind === "courtesy") return { icon: "check", tone: "t3", words: t("bot.courtesy") };
  if (kind === "look_up") return { icon: "search", tone: "t3", words: t("bot.looked_up", { title: title || fields?.[0]?.label || "" }) };
  if (kind === "composed") return { icon: "laptop", tone: "t3", words: t("bot.composed") };
  if (kind === "flow") return { icon: "check", tone: "t3", words: t("bot.flow") };
  if (kind === "full") return { icon: "alert", tone: "t3", words: t("bot.full") };
  return { icon: "alert", tone: "t3", words: t(kind === "closed" ? "bot.closed" : kind === "left" ? "bot.left" : kind === "unknown" ? "bot.unknown" : "bot.no_card") };
}

/** A flow is one row, with its name where the note of what it collected says it. */
function flowWords({ id, refused }: { id: string; refused: number }): string {
  const kept = (selectedLog.value?.notes ?? []).map(({ data }) => (data as { collected?: { flow_id: string; flow: string } } | null)?.collected);
  const name = kept.find((one) => one?.flow_id === id)?.flow;
  const words = name === undefined ? t("bot.flow") : t("bot.flow_named", { flow: name });
  return refused ? `${words} · ${plural("bot.flow_refused", refused)}` : words;
}

/** What it handed over for, where no card followed: the message itself stands below, for whoever took over. */
function HandedOver({ step }: { step: Step | undefined }) {
  if (step?.outcome !== "handed_over") return null;
  return <div><span class="t3"><Icon name="person" small /></span><span class="cut asked" dir="auto">{step.asked}</span><span class="t3 cut outcome">{handedOver(step)}</span></div>;
}

/** For those who look after the bot: the question goes into its test set. */
function ToTest({ asked, inboxId }: { asked: Message; inboxId: string }) {
  if (!leads() || !asked.text) return null;
  const go = (): void => { proposed.value = { inbox_id: inboxId, text: asked.text, locale: null }; navigate("/settings/tests"); };
  return <Button kind="bare" tiny class="to-test" onClick={go}><span aria-hidden="true">{t("bot.to_test")}</span><span class="hidden">{t("bot.to_test_named", { question: asked.text })}</span></Button>;
}

function Line({ asked, card, flow, step, inboxId }: Exchange & { step: Step | undefined; inboxId: string }) {
  const { icon, tone, words } = flow ? { icon: "doc" as IconName, tone: "t3", words: flowWords(flow) } : whole(card, step);
  return <div><span class={tone}><Icon name={icon} small /></span><span class="cut asked" dir="auto">{asked.text}</span><span class="t3 outcome">{words}</span><ToTest asked={asked} inboxId={inboxId} /></div>;
}

/** From when to when; within one minute that is one time. */
function span(first: Message, last: Message): string {
  const [from, to] = [clock(first.created_at), clock(last.created_at)];
  return from === to ? from : `${from} – ${to}`;
}

export function Before({ inboxId, messages, unfolded, onFold }: { inboxId: string; messages: Message[]; unfolded: boolean; onFold: () => void }) {
  const [first, last] = [messages[0], messages.at(-1)];
  const steps = useTrail(first?.conversation_id ?? "", messages.length);
  return (
    <section class="d-bot" aria-label={t("bot.before")}>
      <div>
        <Avatar name="" bot size={20} /><span class="m cut grow">{t("bot.before")}</span>
        {first && last && <span class="t3 num when">{span(first, last)}</span>}
        <Button kind="bare" tiny onClick={onFold} pressed={unfolded}>{t(unfolded ? "bot.fold" : "bot.show")}</Button>
      </div>
      {!unfolded && exchangesOf(messages).map((one) => <Line key={one.asked.id} {...one} inboxId={inboxId} step={steps.get(one.asked.id)} />)}
      {!unfolded && <HandedOver step={[...steps.values()].at(-1)} />}
    </section>
  );
}

function Below({ message }: { message: Message }) {
  const { title, helpful, suggestions, ask } = dataOf(message);
  const offered = suggestions?.map((one) => one.question) ?? [...(ask?.options ?? []), ...(ask?.fields ?? [])].map((one) => one.label);
  return (
    <>
      {offered.length ? <ul class="mean">{offered.map((one) => <li key={one} dir="auto">{one}</li>)}</ul> : null}
      {title && (
        <div class="src"><Icon name="doc" small /><span class="cut">{title}</span>
          {typeof helpful === "boolean" && <span class={`chip ${helpful ? "ok" : ""}`}>{t(helpful ? "bot.did_help" : "bot.did_not_help")}</span>}
        </div>
      )}
    </>
  );
}

export function Card({ message }: { message: Message }) {
  return (
    <div class="row bot">
      <Avatar name="" bot size={28} />
      <div class="print">
        <div class="cp t3">{t("bot.name")} · <Time at={message.created_at} as="clock" /></div>
        {isMade(dataOf(message)) ? <Made data={dataOf(message)} /> : <><p dir="auto" class="wrap"><Said text={message.text} /></p><Below message={message} /></>}
      </div>
    </div>
  );
}
