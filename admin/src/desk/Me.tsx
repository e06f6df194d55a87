// Me: presence, load, and what holds for this browser (sound, notifications, language, colours), and the way out.
import { t } from "../i18n";
import { agent, leads } from "../session";
import { Avatar, Load, Menu, toast, type MenuGroup } from "../ui";
import { languageGroup, themeGroup } from "../ui/Preferences";
import { setPresence } from "./actions";
import { notifyOn, setNotify } from "./bell";
import { overlay } from "./dialogs";
import { leave } from "./leaving";
import { setSound, soundOn } from "./sound";
import { Missed } from "./Missed";
import { line, state } from "./store";

async function toggleNotify(): Promise<void> {
  if (!(await setNotify(!notifyOn.peek()))) toast({ text: t("me.notify_blocked") });
}

function presenceGroup(): MenuGroup {
  const now = state.value.me?.presence;
  const choices = (["online", "away"] as const).map((one) => ({ label: t(`presence.${one}`), checked: now === one, onSelect: () => void setPresence(one) }));
  return { title: t("me.presence"), items: choices };
}

function deskGroup(): MenuGroup {
  return {
    title: t("me.desk_settings"),
    items: [
      { label: t(soundOn.value ? "me.sound_on" : "me.sound_off"), icon: soundOn.value ? "sound" : "mute", onSelect: () => setSound(!soundOn.peek()) },
      { label: t(notifyOn.value ? "me.notify_on" : "me.notify_off"), icon: "screen", onSelect: () => void toggleNotify() },
      { label: t("me.keys"), icon: "keys", hint: <kbd class="key">?</kbd>, onSelect: () => { overlay.value = "keys"; } },
    ],
  };
}

function wayOut(): MenuGroup {
  const account = { label: t("nav.account"), icon: "person" as const, href: "/settings/account" };
  const settings = leads() ? [{ label: t("nav.settings"), icon: "gear" as const, href: "/settings" }] : [];
  return { items: [account, ...settings, { label: t("me.sign_out"), icon: "exit", onSelect: leave }] };
}

const groups = (): MenuGroup[] => [presenceGroup(), deskGroup(), languageGroup(), themeGroup(), wayOut()];

function Card() {
  const known = state.value.me ?? agent.value;
  const me = line.value === "online" ? state.value.me : null;
  const presence = me?.presence;
  const lost = line.value === "lost" || line.value === "draining";
  return (
    <>
      <Avatar name={known?.name ?? ""} face={known?.face} presence={presence} />
      <span class="grow">
        <b class="cut">{known?.name}</b>
        <span class="cp t3 flex load-line">
          {presence && <span class="cut">{t(`presence.${presence}`)}</span>}{lost && <span class="cut">{t("me.no_connection")}</span>}
          {me && <Load open={me.open_conversations} capacity={me.capacity} />}
          {me && <span class="num" aria-hidden="true">{t("me.load", { open: me.open_conversations, capacity: me.capacity })}</span>}
        </span>
      </span>
    </>
  );
}

export function MeCard() {
  return <Menu class="me-menu" label={t("me.menu")} up groups={groups()} trigger={<Card />} />;
}

function Row({ group }: { group: MenuGroup }) {
  return (
    <section>
      {group.title && <h2>{group.title}</h2>}
      {group.items.map((item) => item.href
        ? <a key={item.label} class="me-row" href={item.href}>{item.label}</a>
        : <button key={item.label} type="button" class="me-row" aria-pressed={item.checked} onClick={item.onSelect}><span class="grow">{item.label}</span>{item.checked && <span aria-hidden="true">✓</span>}</button>)}
    </section>
  );
}

/** The fourth tab of the phone. */
export function MyPage() {
  return (
    <section class="d-col d-mypage" aria-label={t("nav.you")}>
      <header class="d-bar"><h1>{t("nav.you")}</h1></header>
      <div class="d-scroll">
        <div class="me-card"><Card /></div>
        <Missed />
        {groups().map((group, at) => <Row key={at} group={group} />)}
      </div>
    </section>
  );
}
