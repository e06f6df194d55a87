// The one desk state that is shown, what is chosen (view, inbox, conversation), and the way to change it.
import { computed, signal } from "@preact/signals";
import { navigate, segments } from "../router";
import { remember, remembered } from "../storage";
import { EMPTY, type DeskState, type Log, type Typing } from "../state/model";
import { agent } from "../session";
import { VIEWS, type Agent, type Conversation, type View } from "../wire";
import { leads } from "./rights";

export const state = signal<DeskState>(EMPTY);

export function update(change: (before: DeskState) => DeskState): void {
  state.value = change(state.peek());
}

/** connecting: never been connected yet; lost: was, and is not; draining: the server said it restarts. */
export type Line = "connecting" | "online" | "lost" | "draining";
export const line = signal<Line>("connecting");

/** The first fetch has ended, so an empty list means that there is nothing. */
export const fetched = signal(false);

export const inbox = signal<string | null>(remembered("inbox"));

export function chooseInbox(id: string | null): void {
  inbox.value = id;
  remember("inbox", id);
}

const asView = (word: string | undefined): View => VIEWS.find((view) => view === word) ?? "mine";

/** The words of the path after /desk; none on other screens, where nothing of the desk is chosen. */
const place = computed<string[]>(() => { const [area, ...words] = segments(); return area === "desk" ? words : []; });

export const view = computed<View>(() => asView(place.value[0]));
export const selectedId = computed<string | null>(() => place.value[1] ?? null);
export const selected = computed<Conversation | null>(() => (selectedId.value ? state.value.conversations[selectedId.value] ?? null : null));

/** Parts of the state by themselves: a long log is drawn again for its own news, not for everybody's. */
export const myId = computed(() => state.value.me?.id);
export const selectedLog = computed<Log | undefined>(() => state.value.logs[selectedId.value ?? ""]);
export const selectedTyping = computed<Typing | undefined>(() => state.value.typing[selectedId.value ?? ""]);

/** The leaders' screen instead of a list and a conversation. */
export const showsFloor = computed<boolean>(() => place.value[0] === "floor" && leads(state.value.me ?? (agent.value as Agent | null)));

/** On a phone the fourth tab shows oneself instead of a list. */
export const showsMe = computed<boolean>(() => place.value[0] === "you");

export const pathOf = (of: View, id?: string | null): string => `/desk/${of}${id ? `/${encodeURIComponent(id)}` : ""}`;

export const goTo = (of: View): void => navigate(pathOf(of));
export const open = (id: string, of: View = view.peek()): void => navigate(pathOf(of, id));
export const closeConversation = (): void => navigate(pathOf(view.peek()));
