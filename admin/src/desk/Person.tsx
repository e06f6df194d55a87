// The person beside the conversation: who, how to reach them, where on the site, and what was before.
import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n";
import { Avatar, Dialog, Icon, Stars, Time, type IconName } from "../ui";
import { day, now, sameDay } from "../ui/clock";
import type { Conversation, Message, Visitor } from "../wire";
import { command } from "./commands";
import { overlay } from "./dialogs";
import { languageName, nameOf } from "./names";
import { Said } from "./Said";
import { line, open, selectedLog, state } from "./store";
import { Tags } from "./Tags";
import { Verified } from "./Verified";
import { Wanted } from "./Wants";

function Row({ icon, label, value, dir }: { icon: IconName; label: string; value: string | null; dir?: "ltr" }) {
  if (!value) return null;
  return <div><Icon name={icon} small /><dt>{label}</dt><dd title={value} dir={dir}>{value}</dd></div>;
}

interface Given { type?: string; text: string }

/** The telephone number that a flow was given last. */
function givenPhone(notes: Message[]): string | null {
  const answers = notes.flatMap(({ data }) => (data as { collected?: { answers: Given[] } } | null)?.collected?.answers ?? []);
  return answers.filter(({ type }) => type === "phone").at(-1)?.text ?? null;
}

function Facts({ visitor }: { visitor: Visitor }) {
  const phone = /iphone|android|ipad|mobile/i.test(visitor.device ?? "");
  return (
    <section>
      <dl class="d-kv">
        <Row icon="mail" label={t("person.email")} value={visitor.email ?? t("person.email_none")} />
        <Row icon="phone" label={t("person.phone")} value={givenPhone(selectedLog.value?.notes ?? [])} dir="ltr" />
        <Row icon="globe" label={t("person.language")} value={languageName(visitor.locale)} />
        <Row icon="crop" label={t("person.browser")} value={visitor.browser} />
        <Row icon={phone ? "phone" : "laptop"} label={t("person.device")} value={visitor.device} />
      </dl>
    </section>
  );
}

/** Only http and https may be followed: a page's address is the visitor's word. */
function safe(url: string | null | undefined): URL | null {
  try {
    const parsed = new URL(url ?? "");
    return /^https?:$/.test(parsed.protocol) ? parsed : null;
  } catch {
    return null;
  }
}

function Where({ visitor }: { visitor: Visitor }) {
  const { page } = visitor;
  const url = safe(page?.url);
  const title = page?.title || url?.pathname || page?.url;
  const from = safe(page?.referrer)?.host;
  if (!title && !visitor.online) return null;
  return (
    <section>
      <h2><span>{t(visitor.online ? "person.on_site" : "person.was_on")}</span>{visitor.online ? <i class="dot" /> : <Time at={visitor.last_seen_at} />}</h2>
      {url ? <a class="cut page" href={url.href} target="_blank" rel="noopener noreferrer" title={url.href} dir="auto">{title}</a> : <div class="cut page" dir="auto">{title}</div>}
      {url && <div class="t3 sm cut" dir="ltr">{url.pathname + url.search}</div>}
      {from && <div class="t3 sm cut">{t("person.from", { referrer: from })}</div>}
    </section>
  );
}

function byWhom(one: Conversation): string {
  const date = day(one.created_at);
  const who = one.assignee;
  if (!who) return t("person.by_nobody", { date });
  if (who.type === "bot") return t("person.by_bot", { date });
  return who.id === state.value.me?.id ? t("person.by_you", { date }) : t("person.by", { date, name: who.name });
}

function useEarlier(visitorId: string, id: string): Conversation[] | null {
  const [earlier, setEarlier] = useState<Conversation[] | null>(null);
  const online = line.value === "online";
  useEffect(() => {
    let here = true;
    if (online) {
      command<{ conversations: Conversation[] }>("list_visitor_conversations", { visitor_id: visitorId })
        .then((answer) => { if (here) setEarlier(answer.conversations.filter((one) => one.id !== id)); })
        .catch(() => undefined);
    }
    return () => { here = false; };
  }, [visitorId, id, online]);
  return earlier;
}

function Earlier({ visitor, id }: { visitor: Visitor; id: string }) {
  const earlier = useEarlier(visitor.id, id);
  if (!earlier) return null;
  return (
    <section>
      <h2><span>{t("person.earlier")}</span>{earlier.length > 0 && <span>{earlier.length}</span>}</h2>
      {earlier.length === 0 && <p class="t3 sm">{t("person.no_earlier")}</p>}
      <ul class="d-past">
        {earlier.map((one) => (
          <li key={one.id}>
            <button type="button" class="cut" dir="auto" onClick={() => { overlay.value = null; open(one.id); }}>{one.topic ?? one.last_message?.text ?? t("person.untitled")}</button>
            {one.csat ? <Stars rating={one.csat.rating} /> : <span class="t3">{t("person.no_rating")}</span>}
            <span class="t3 cut">{byWhom(one)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Rating({ one }: { one: Conversation }) {
  if (!one.csat) return null;
  return (
    <section class="csat">
      <h2><span>{t("csat.title")}</span><Time at={one.csat.rated_at} /></h2>
      <Stars rating={one.csat.rating} />
      {one.csat.comment && <p class="wrap sm" dir="auto"><Said text={one.csat.comment} /></p>}
    </section>
  );
}

const firstVisit = (at: string): string => (sameDay(at, now.value) ? t("person.first_seen_today") : t("person.first_seen", { date: day(at) }));

function Card({ one }: { one: Conversation }) {
  const { visitor } = one;
  const name = nameOf(visitor);
  return (
    <>
      <div class="who">
        <Avatar name={name} size={48} />
        <div class="grow"><p class="b lead wrap" dir="auto">{name}</p><p class="sm t3">{firstVisit(visitor.first_seen_at)}</p></div>
      </div>
      {visitor.email && <div class="chips"><span class={`chip ${visitor.email_verified ? "ok" : ""}`}><Icon name={visitor.email_verified ? "shield" : "unver"} />{t(visitor.email_verified ? "person.verified" : "person.unverified")}</span></div>}
      <Facts visitor={visitor} />
      <Verified visitor={visitor} />
      <Wanted one={one} />
      <Tags one={one} />
      <Rating one={one} />
      <Where visitor={visitor} />
      <Earlier visitor={visitor} id={one.id} />
    </>
  );
}

export function Person({ conversation }: { conversation: Conversation }) {
  return <aside class="d-col d-person" aria-label={t("person.title", { name: nameOf(conversation.visitor) })}><Card key={conversation.id} one={conversation} /></aside>;
}

/** The same as a drawer, where the screen has no room for a fourth column. */
export function PersonDrawer({ conversation }: { conversation: Conversation }) {
  return (
    <Dialog kind="drawer" title={t("person.title", { name: nameOf(conversation.visitor) })} onClose={() => { overlay.value = null; }}>
      <div class="d-person"><Card one={conversation} /></div>
    </Dialog>
  );
}
