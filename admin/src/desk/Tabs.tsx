// On a phone the rail is a tab bar of four.
import { t } from "../i18n";
import { waitingCount } from "../state/views";
import { Icon, type IconName } from "../ui";
import { inbox, pathOf, selectedId, showsFloor, showsMe, state, view } from "./store";

function Tab({ to, icon, label, on, count }: { to: string; icon: IconName; label: string; on: boolean; count?: number | undefined }) {
  return (
    <a href={to} class={on ? "on" : ""} aria-current={on ? "page" : undefined}>
      <Icon name={icon} /><span class="cut">{label}</span>{count ? <span class="count">{count}</span> : null}
    </a>
  );
}

export function Tabs() {
  if (selectedId.value) return null;
  const at = showsMe.value ? "you" : showsFloor.value ? "all" : view.value;
  return (
    <nav class="d-tabs" aria-label={t("nav.views")}>
      <Tab to={pathOf("mine")} icon="tray" label={t("nav.mine")} on={at === "mine"} />
      <Tab to={pathOf("waiting")} icon="bellring" label={t("nav.waiting")} on={at === "waiting"} count={waitingCount(state.value, inbox.value)} />
      <Tab to={pathOf("all")} icon="people" label={t("nav.all")} on={at === "all" || at === "resolved"} />
      <Tab to="/desk/you" icon="person" label={t("nav.you")} on={at === "you"} />
    </nav>
  );
}
