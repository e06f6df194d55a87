// The rail: where am I, who waits, who is here, who am I.
import { t } from "../i18n";
import { leads as mayLead } from "../session";
import { countOf } from "../state/views";
import { Avatar, Button, Icon, Load, Mark, Menu, type IconName } from "../ui";
import { VIEWS, type Agent, type View } from "../wire";
import { BellCard } from "./BellCard";
import { overlay } from "./dialogs";
import { MeCard } from "./Me";
import { Missed } from "./Missed";
import { OfferedAtDesk } from "./OfferedCard";
import { leads } from "./rights";
import { chooseInbox, fetched, inbox, line, pathOf, showsFloor, showsMe, state, view } from "./store";
import { WaitingCount } from "./WaitingCount";

export const VIEW_ICONS: Record<View, IconName> = { waiting: "bellring", mine: "tray", all: "people", resolved: "done" };

export function InboxSwitch() {
  const { inboxes } = state.value;
  const chosen = inboxes.find((one) => one.id === inbox.value);
  if (inboxes.length < 2) return <span class="t2 sm cut inbox-name">{inboxes[0]?.name}</span>;
  const items = [
    { label: t("nav.all_inboxes"), checked: !chosen, onSelect: () => chooseInbox(null) },
    ...inboxes.map((one) => ({ label: one.name, checked: one.id === chosen?.id, onSelect: () => chooseInbox(one.id) })),
  ];
  return <Menu label={t("nav.inbox")} end groups={[{ items }]} trigger={<><span class="cut">{chosen?.name ?? t("nav.all_inboxes")}</span><Icon name="down" small /></>} />;
}

function ViewLink({ of }: { of: View }) {
  const on = view.value === of && !showsMe.value && !showsFloor.value;
  const count = countOf(state.value, of, inbox.value);
  return (
    <li class={on ? "on" : ""}>
      <a href={pathOf(of)} aria-current={on ? "page" : undefined}>
        <Icon name={VIEW_ICONS[of]} /><span class="grow cut">{t(`nav.${of}`)}</span>
        {of === "waiting" && count ? <WaitingCount /> : of !== "resolved" && count !== null && <small>{count}</small>}
      </a>
    </li>
  );
}

function FloorLink() {
  const on = showsFloor.value;
  return (
    <ul class="d-nav">
      <li class={on ? "on" : ""}><a href="/desk/floor" aria-current={on ? "page" : undefined}><Icon name="eye" /><span class="grow cut">{t("nav.floor")}</span>{line.value === "online" && <small>{t("floor.live")}</small>}</a></li>
    </ul>
  );
}

function Colleague({ agent }: { agent: Agent }) {
  return (
    <li class="colleague">
      <Avatar name={agent.name} face={agent.face} size={20} presence={agent.presence} />
      <span class="grow cut">{agent.name}</span>
      <Load open={agent.open_conversations} capacity={agent.capacity} />
    </li>
  );
}

/** Those who are here, the present ones before those who are away. */
function AtTheDesk() {
  const { agents, me } = state.value;
  const others = Object.values(agents).filter((one) => one.id !== me?.id && one.presence !== "offline");
  others.sort((a, b) => Number(a.presence === "away") - Number(b.presence === "away") || a.name.localeCompare(b.name));
  return (
    <section class="d-team" aria-labelledby="at-desk">
      <h2 id="at-desk">{t("nav.at_desk")}</h2>
      {fetched.value && others.length === 0 && <p class="t3 sm none">{t("nav.nobody_else")}</p>}
      <ul class="d-nav">{others.map((one) => <Colleague key={one.id} agent={one} />)}</ul>
    </section>
  );
}

/** The settings for whoever has some; for everybody else what is theirs, their own account. */
function Gear() {
  const [to, label] = mayLead() ? ["/settings", t("nav.settings")] : ["/settings/account", t("nav.account")];
  return <a class="bt bare sq" href={to} aria-label={label} title={label}><Icon name="gear" /></a>;
}

export function Rail() {
  return (
    <nav class="d-rail" aria-label={t("nav.label")}>
      <div class="d-brand"><Mark /><span class="grow">Deskbell</span><InboxSwitch /></div>
      <button type="button" class="d-find" aria-keyshortcuts="Control+K" onClick={() => { overlay.value = "palette"; }}>
        <Icon name="search" small /><span class="grow cut">{t("nav.find")}</span><kbd class="key">Ctrl K</kbd>
      </button>
      <ul class="d-nav" aria-label={t("nav.views")}>{VIEWS.map((one) => <ViewLink key={one} of={one} />)}</ul>
      {leads(state.value.me) && <FloorLink />}
      {showsFloor.value ? <OfferedAtDesk /> : <BellCard />}
      <AtTheDesk />
      <Missed />
      <div class="d-me">
        <MeCard />
        <Gear />
      </div>
    </nav>
  );
}

export function FindButton() {
  return <Button kind="bare" icon="search" label={t("nav.find")} class="only-small" onClick={() => { overlay.value = "palette"; }} />;
}
