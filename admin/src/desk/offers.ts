// What "Find or do" can offer for what was typed. A list of records; drawing them is Palette.tsx's work.
import { t } from "../i18n";
import { navigate } from "../router";
import { leads as mayLead } from "../session";
import { countOf, listOf } from "../state/views";
import { setTheme } from "../theme";
import type { IconName } from "../ui";
import { VIEWS, type Conversation } from "../wire";
import { answerNext, nextInLine, reopen, resolve, setPresence } from "./actions";
import { overlay, write } from "./dialogs";
import { leave } from "./leaving";
import { nameOf } from "./names";
import { preview } from "./preview";
import { leads, mayReopen, mayResolve, maySayNeeds, mayTransfer } from "./rights";
import { goTo, inbox, open, selected, state } from "./store";

export interface Offer { id: string; group: "commands" | "conversations" | "views" | "agents"; icon: IconName; label: string; hint?: string; key?: string; run: () => void }

const VIEW_ICONS = { waiting: "bellring", mine: "tray", all: "people", resolved: "done" } as const;

function forThisOne(one: Conversation | null): Offer[] {
  if (!one) return [];
  const me = state.value.me;
  const all: (Offer | false)[] = [
    mayResolve(one, me) && { id: "resolve", group: "commands", icon: "check", label: t("conversation.resolve"), key: "E", hint: nameOf(one.visitor), run: () => void resolve(one.id) },
    mayReopen(one) && { id: "reopen", group: "commands", icon: "retry", label: t("conversation.reopen"), key: "E", hint: nameOf(one.visitor), run: () => void reopen(one.id) },
    mayTransfer(one, me) && { id: "transfer", group: "commands", icon: "swap", label: t("conversation.transfer"), key: "T", hint: nameOf(one.visitor), run: () => { overlay.value = "transfer"; } },
    maySayNeeds(one, me) && { id: "needs", group: "commands", icon: "route", label: t("needs.change"), hint: nameOf(one.visitor), run: () => { overlay.value = "needs"; } },
    { id: "note", group: "commands", icon: "lock", label: t("keys.note"), key: "N", hint: nameOf(one.visitor), run: () => write("note") },
  ];
  return all.filter((offer) => offer !== false);
}

function answer(): Offer[] {
  const next = nextInLine();
  if (!next) return [];
  return [{ id: "answer", group: "commands", icon: "bellring", label: t("palette.answer", { name: nameOf(next.visitor) }), key: "A", run: () => void answerNext() }];
}

function general(): Offer[] {
  const away = state.value.me?.presence === "online";
  const settings: Offer[] = mayLead() ? [{ id: "settings", group: "commands", icon: "gear", label: t("nav.settings"), run: () => navigate("/settings") }] : [];
  return [
    { id: "presence", group: "commands", icon: "person", label: t(away ? "palette.go_away" : "palette.go_online"), run: () => void setPresence(away ? "away" : "online") },
    { id: "light", group: "commands", icon: "sun", label: t("theme.light"), hint: t("ui.theme"), run: () => setTheme("light") },
    { id: "dark", group: "commands", icon: "moon", label: t("theme.dark"), hint: t("ui.theme"), run: () => setTheme("dark") },
    { id: "keys", group: "commands", icon: "keys", label: t("keys.title"), key: "?", run: () => { overlay.value = "keys"; } },
    { id: "account", group: "commands", icon: "person", label: t("nav.account"), run: () => navigate("/settings/account") },
    ...settings,
    { id: "out", group: "commands", icon: "exit", label: t("me.sign_out"), run: leave },
  ];
}

function conversations(): Offer[] {
  const all = Object.values(state.value.conversations).sort((a, b) => (a.updated_at < b.updated_at ? 1 : -1));
  return all.map((one) => ({ id: one.id, group: "conversations", icon: one.kind === "offline" ? "mail" : "tray", label: nameOf(one.visitor), hint: preview(one, state.value.me?.id), run: () => open(one.id) }));
}

function views(): Offer[] {
  const floor: Offer[] = leads(state.value.me) ? [{ id: "floor", group: "views", icon: "eye", label: t("nav.floor"), key: "G F", run: () => navigate("/desk/floor") }] : [];
  return [...VIEWS.map((view): Offer => {
    const count = view === "resolved" ? null : countOf(state.value, view, inbox.value);
    return { id: view, group: "views", icon: VIEW_ICONS[view], label: t(`nav.${view}`), key: `G ${view[0]?.toUpperCase()}`, ...(count === null ? {} : { hint: String(count) }), run: () => goTo(view) };
  }), ...floor];
}

/** An agent leads to the latest conversation of theirs that is loaded. */
function agents(): Offer[] {
  return Object.values(state.value.agents).flatMap((agent): Offer[] => {
    const first = listOf(state.value, "all", inbox.value).find((one) => one.assignee?.id === agent.id);
    const hint = `${t(`presence.${agent.presence}`)}, ${t("ui.load", { open: agent.open_conversations, capacity: agent.capacity })}`;
    return [{ id: agent.id, group: "agents", icon: "person", label: agent.name, hint, run: () => (first ? open(first.id, "all") : goTo("all")) }];
  });
}

const MOST = { commands: 12, conversations: 8, views: 5, agents: 8 };

/** What fits the words typed; with nothing typed, what is likely. */
export function offers(text: string): Offer[] {
  const words = text.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const fits = (offer: Offer): boolean => words.every((word) => `${offer.label} ${offer.group === "conversations" ? "" : offer.hint ?? ""}`.toLocaleLowerCase().includes(word));
  const groups = words.length
    ? [conversations(), views(), agents(), [...answer(), ...forThisOne(selected.value), ...general()]]
    : [[...answer(), ...forThisOne(selected.value)], conversations().slice(0, 5), views(), general()];
  return groups.flatMap((group) => group.filter(fits).slice(0, group[0] ? MOST[group[0].group] : 0));
}
