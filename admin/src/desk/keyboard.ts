// One key for each thing an agent does all day. Letters are silent while somebody types or a dialog is open,
// and can be switched off for people whose speech or hands press letters by accident.
import { computed, signal } from "@preact/signals";
import { navigate } from "../router";
import { remember, remembered } from "../storage";
import { groupsOf, inLine } from "../state/views";
import { sameDay } from "../ui/clock";
import { accept, answerNext, claim, decline, reopen, resolve } from "./actions";
import { overlay, write } from "./dialogs";
import { offered } from "./offered";
import { leads, mayClaim, mayReopen, mayResolve, mayTransfer } from "./rights";
import { closeConversation, goTo, inbox, open, selected, state, view } from "./store";

export const lettersOn = signal(remembered("letters") !== "off");

export function setLetters(on: boolean): void {
  lettersOn.value = on;
  remember("letters", on ? "on" : "off");
}

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

const listening = signal(false);
const inField = signal(false);

/** A letter pressed now does something, so that a button may show its key. */
export const lettersHeard = computed(() => listening.value && lettersOn.value && !inField.value && !overlay.value);

function step(by: 1 | -1): void {
  const all = groupsOf(state.peek(), view.peek(), inbox.peek(), (at) => sameDay(at, Date.now())).flatMap((group) => group.conversations);
  const at = all.findIndex((one) => one.id === selected.peek()?.id);
  const next = at < 0 ? all[by > 0 ? 0 : all.length - 1] : all[at + by];
  if (next) open(next.id);
}

function resolveOrReopen(): void {
  const one = selected.peek();
  if (one && mayReopen(one)) void reopen(one.id);
  else if (one && mayResolve(one, state.peek().me)) void resolve(one.id);
}

function askTransfer(): void {
  const one = selected.peek();
  if (one && mayTransfer(one, state.peek().me)) overlay.value = "transfer";
}

/** A accepts what is offered; on an open conversation that is in line it answers that one, else the longest wait. */
function answer(): void {
  const one = selected.peek();
  const mine = offered.peek();
  if (mine) void accept(mine.id);
  else if (one && inLine(one) && mayClaim(one, state.peek().me)) void claim(one.id);
  else void answerNext();
}

const LETTERS: Record<string, () => void> = {
  a: answer,
  e: resolveOrReopen,
  t: askTransfer,
  r: () => write("reply"),
  n: () => write("note"),
  j: () => step(1),
  k: () => step(-1),
  d: () => { const mine = offered.peek(); if (mine) void decline(mine.id); },
  "?": () => { overlay.value = "keys"; },
};

const GO: Record<string, () => void> = { w: () => goTo("waiting"), m: () => goTo("mine"), a: () => goTo("all"), r: () => goTo("resolved"), f: goToFloor };

function goToFloor(): void {
  if (leads(state.peek().me)) navigate("/desk/floor");
}

let gPressed = 0;

function letter(key: string): (() => void) | undefined {
  const after = Date.now() - gPressed < 1500;
  gPressed = key === "g" ? Date.now() : 0;
  return after ? GO[key] : LETTERS[key];
}

function escape(event: KeyboardEvent): void {
  if (typing(event.target)) (event.target as HTMLElement).blur();
  else closeConversation();
}

function pressed(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    overlay.value = overlay.peek() === "palette" ? null : "palette";
    return;
  }
  if (overlay.peek() || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") return escape(event);
  if (event.key === "Enter" && event.target === document.body && offered.peek()) return void accept(offered.peek()?.id ?? "");
  if (typing(event.target) || !lettersOn.peek()) return;
  const run = letter(event.key.toLowerCase());
  if (!run) return;
  event.preventDefault();
  run();
}

/** Whether somebody types. The browser is silent of a field that is taken away: the next key tells. */
function follow(event: FocusEvent | KeyboardEvent): void {
  inField.value = typing(event.type === "focusout" ? (event as FocusEvent).relatedTarget : event.target);
}

const FOCUS = ["focusin", "focusout", "keydown"] as const;

export function listenToKeys(): () => void {
  for (const name of FOCUS) document.addEventListener(name, follow);
  document.addEventListener("keydown", pressed);
  inField.value = typing(document.activeElement);
  listening.value = true;
  return () => {
    for (const name of FOCUS) document.removeEventListener(name, follow);
    document.removeEventListener("keydown", pressed);
    listening.value = false;
  };
}
