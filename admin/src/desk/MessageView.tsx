// One message as it is drawn: people in bubbles, machines on cards, notes as slips, activities as a line.
import { Component } from "preact";
import { locale, t } from "../i18n";
import { Avatar, Icon, Time } from "../ui";
import type { Message, ReadMark, Visitor } from "../wire";
import { activityText } from "./activity";
import { Card } from "./BotPart";
import { Form } from "./Form";
import { nameOf } from "./names";
import { discard, retry, type Outgoing } from "./outbox";
import { Said } from "./Said";
import { line, myId, selectedLog, state } from "./store";
import { errorText } from "../errors";

/** Of the conversation only what is drawn: whatever else changes in it leaves the messages alone. */
interface Props { visitor: Visitor; marks: ReadMark; inbox_id: string; message: Message; more: boolean; last: boolean }

/** Sent, delivered and read differ in shape and in words. */
function Tick({ marks, seq }: { marks: ReadMark; seq: number }) {
  const { delivered_seq, read_seq } = marks;
  if (seq <= read_seq) return <><span class="read"><Icon name="checks" /></span><span>{t("tick.read")}</span></>;
  if (seq <= delivered_seq) return <><Icon name="checks" /><span>{t("tick.delivered")}</span></>;
  return <><Icon name="check" /><span>{t("tick.sent")}</span></>;
}

function Bubble({ visitor, marks, message, more, last }: Props) {
  const me = message.author.type === "agent";
  const name = me ? message.author.name : nameOf(visitor);
  const foreign = me && message.author.id !== myId.value;
  return (
    <>
      <div class={`row ${me ? "me" : "them"} ${more ? "more" : ""}`} data-seq={message.seq}>
        <span class="hidden">{name}: </span>
        {!me && (last ? <Avatar name={name} size={28} /> : <span class="av s28 gap" />)}
        <div class="bub" dir="auto"><Said text={message.text} /></div>
      </div>
      {last && (
        <div class={`meta ${me ? "me" : "them"}`}>
          {foreign && <span>{message.author.name}</span>}
          <Time at={message.created_at} as="clock" class="num" />
          {me && <Tick marks={marks} seq={message.seq ?? 0} />}
        </div>
      )}
    </>
  );
}

const whisperTo = (message: Message): string | null => ((message.data ?? {})["whisper_to"] as string | undefined) ?? null;

/** A leader's word to the one who answers: ink on straw, an icon of its own, and never beside the visitor's bubbles. */
function Whisper({ message, to }: { message: Message; to: string }) {
  const agent = message.author.name;
  const name = state.value.agents[to]?.name ?? "";
  const mine = message.author.id === myId.value;
  const words = to === myId.value ? t("note.whispers", { agent }) : t(mine ? "note.you_whispered" : "note.whispered", { agent, to: name });
  return (
    <div class={`slip whisper ${to === myId.value ? "to-me" : ""}`} data-note={message.note_seq}>
      <Icon name="whisper" small />
      <div class="who"><b>{words}</b><Time at={message.created_at} as="clock" /><span>{t("composer.team_only")}</span></div>
      <p dir="auto"><Said text={message.text} /></p>
    </div>
  );
}

interface Collected { flow: string; answers: { name: string; label: string; labels?: Record<string, string>; text: string }[]; reason: string | null }

/** What a flow hands over: the answers beside what was asked, and why it gave up if it did. */
function CollectedSlip({ message, of }: { message: Message; of: Collected }) {
  return (
    <div class="slip collected" data-note={message.note_seq}>
      <Icon name="lock" small />
      <div class="who"><b>{t("note.collected", { flow: of.flow })}</b><Time at={message.created_at} as="clock" /><span>{t("note.to_team")}</span></div>
      <dl>{of.answers.map(({ name, label, labels, text }) => <div key={name}><dt dir="auto">{labels?.[locale.value] ?? label}</dt><dd dir="auto"><Said text={text} /></dd></div>)}</dl>
      {of.reason && <p>{t(`note.because_${of.reason}`)}</p>}
    </div>
  );
}

export function Slip({ message }: { message: Message }) {
  const mine = message.author.id === myId.value;
  const to = whisperTo(message);
  if (to) return <Whisper message={message} to={to} />;
  const collected = (message.data ?? {})["collected"] as Collected | undefined;
  if (collected) return <CollectedSlip message={message} of={collected} />;
  return (
    <div class="slip" data-note={message.note_seq}>
      <Icon name="lock" small />
      <div class="who"><b>{mine ? t("note.you") : message.author.name}</b><Time at={message.created_at} as="clock" /><span>{t("note.to_team")}</span></div>
      <p dir="auto"><Said text={message.text} /></p>
    </div>
  );
}

function Activity({ message }: { message: Message }) {
  return <div class="act"><span>{activityText(message, [...(selectedLog.value?.notes ?? []), ...(selectedLog.value?.messages ?? [])], myId.value)}</span></div>;
}

/** Drawn again only for something of its own: a log can be thousands of messages long. */
export class MessageView extends Component<Props> {
  override shouldComponentUpdate(next: Props): boolean {
    return (Object.keys(next) as (keyof Props)[]).some((key) => next[key] !== this.props[key]);
  }

  override render(props: Props) {
    const { message } = props;
    if (message.kind === "activity") return <Activity message={message} />;
    if (message.kind === "note") return <Slip message={message} />;
    if (message.kind === "card") return <Card message={message} />;
    if (message.kind === "form") return <Form message={message} inbox_id={props.inbox_id} />;
    return <Bubble {...props} />;
  }
}

function Failed({ out }: { out: Outgoing }) {
  return (
    <div class="meta me fail" role="alert">
      <Icon name="alert" /><span>{t("tick.failed")} {errorText({ code: out.failed })}</span>
      <button type="button" onClick={() => retry(out)}>{t("tick.retry")}</button>
      <button type="button" onClick={() => discard(out)}>{t("tick.discard")}</button>
    </div>
  );
}

export function OutgoingView({ out }: { out: Outgoing }) {
  const waiting = line.value === "online" ? t("tick.sending") : t("tick.waiting");
  const body = out.kind !== "text"
    ? <div class={`slip ${out.failed ? "fail" : "pend"}`}><Icon name={out.kind === "whisper" ? "whisper" : "lock"} small /><div class="who"><b>{t("note.you")}</b></div><p dir="auto"><Said text={out.text} /></p></div>
    : <div class={`row me ${out.failed ? "fail" : "pend"}`}><div class="bub" dir="auto"><Said text={out.text} /></div></div>;
  return <div data-outgoing={out.client_id}>{body}{out.failed ? <Failed out={out} /> : <div class="meta me"><Icon name="clock" /><span>{waiting}</span></div>}</div>;
}
