// The rail: back to the desk, which inbox, its pages with a figure each, everybody's pages, and oneself.
import { useState } from "preact/hooks";
import { WaitingCount } from "../desk/WaitingCount";
import { t } from "../i18n";
import { navigate, path } from "../router";
import { agent, isAdmin, leads, organization } from "../session";
import { Avatar, Icon, Mark, Menu } from "../ui";
import { sameDay } from "../ui/clock";
import { changed } from "./draft";
import { askBefore } from "./leaving";
import { HERE as LOOK_UPS } from "./lookups/store";
import { NewInbox } from "./new-inbox";
import { teams } from "./groups";
import { FOR_LEADERS, hrefOf, isEdited, PAGES, type Page, type PageName } from "./pages";
import { articleCounts, chooseInbox, embeds, inbox, inboxes, team } from "./store";

function tagFigure(id: string): { text: string; good: boolean } | null {
  const seen = embeds.value[id]?.seen.map((one) => one.last_seen_at).sort().at(-1);
  if (!embeds.value[id]) return null;
  if (!seen) return { text: t("settings.tag.never"), good: false };
  return sameDay(seen, Date.now()) ? { text: t("settings.tag.today"), good: true } : null;
}

function Figure({ page }: { page: PageName }) {
  const of = inbox.value;
  if (!of) return null;
  const tag = page === "tag" ? tagFigure(of.id) : null;
  if (tag) return <small class={tag.good ? "okc" : ""}>{tag.text}</small>;
  const count = page === "answers" ? articleCounts.value[of.id] : page === "origins" ? of.allowed_origins.length
    : page === "agents" ? team.value?.agents.filter((one) => one.active).length : page === "teams" ? teams.value?.length : undefined;
  return count === undefined ? null : <small>{count}</small>;
}

function Entry({ page, at }: { page: Page; at: PageName }) {
  const edited = isEdited(page.name, changed.value);
  return (
    <li class={page.name === at ? "on" : ""}>
      <a href={hrefOf(page.name)} aria-current={page.name === at ? "page" : undefined}>
        <Icon name={page.icon} /><span class="cut">{t(`settings.${page.name}.title`)}</span>
        {edited ? <small class="s-edited"><Icon name="edit" small /><span class="hidden">{t("settings.edited")}</span></small> : <Figure page={page.name} />}
        <Icon name="next" small class="s-go" />
      </a>
    </li>
  );
}

function Group({ of, at }: { of: Page["group"]; at: PageName }) {
  return <ul class="s-nav">{PAGES.filter((page) => page.group === of).map((page) => <Entry key={page.name} page={page} at={at} />)}</ul>;
}

/** What stands open below the list of look-ups is of the inbox that is left. The one that one is in asks nothing. */
function switchTo(id: string): void {
  if (id === inbox.peek()?.id) return;
  askBefore(() => {
    chooseInbox(id);
    if (path.peek().startsWith(LOOK_UPS)) navigate(LOOK_UPS, { replace: true });
  });
}

function InboxSwitch() {
  const [making, setMaking] = useState(false);
  const all = inboxes.value ?? [];
  const heading = t("settings.inbox.heading", { name: inbox.value?.name ?? "" });
  const choices = all.map((one) => ({ label: one.name, checked: one.id === inbox.value?.id, onSelect: () => switchTo(one.id) }));
  return (
    <>
      <Menu label={`${heading}. ${t("settings.inbox.switch")}`} class="s-inbox" groups={[{ items: choices }, { items: [{ label: t("settings.inbox.new"), icon: "plus", onSelect: () => askBefore(() => setMaking(true)) }] }]}
        trigger={<><span class="cut">{heading}</span><Icon name="down" small /></>} />
      {making && <NewInbox onClose={() => setMaking(false)} />}
    </>
  );
}

function Me({ at }: { at: PageName }) {
  const me = agent.value;
  if (!me) return null;
  return (
    <a class={`s-me${at === "account" ? " on" : ""}`} href={hrefOf("account")} aria-current={at === "account" ? "page" : undefined}>
      <Avatar name={me.name} face={me.face} />
      <span class="grow"><b class="cut">{me.name}</b><span class="cp t3">{t(`settings.role.${me.role}`)} · {t("settings.account.title")}</span></span>
      <Icon name="next" small class="s-go" />
    </a>
  );
}

export function Rail({ at }: { at: PageName }) {
  return (
    <nav class="s-rail" aria-label={t("settings.title")}>
      <div class="s-brand"><Mark /><span class="cut">{organization.value || "Deskbell"}</span></div>
      <ul class="s-nav"><li><a href="/desk"><Icon name="back" /><span class="grow">{t("settings.back")}</span><WaitingCount /></a></li></ul>
      {isAdmin() && inboxes.value && <><InboxSwitch /><Group of="inbox" at={at} /><h2>{t("settings.everybody")}</h2><Group of="all" at={at} /></>}
      {!isAdmin() && leads() && <ul class="s-nav">{PAGES.filter((page) => FOR_LEADERS.includes(page.name)).map((page) => <Entry key={page.name} page={page} at={at} />)}</ul>}
      <Me at={at} />
    </nav>
  );
}
