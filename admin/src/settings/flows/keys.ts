// Keys of the whole editor, wherever the focus is but in a field or a dialog: undo, copy, duplicate, delete, choose all.
import { signal } from "@preact/signals";
import { view } from "./canvas/view";
import { definition, redo, selected, undo } from "./session";
import { chosenNodes, copy, duplicate, paste, remove, select } from "./acts";
import { readPart, writePart } from "./model/reading";

/** The list of keys is shown. */
export const showingKeys = signal(false);

/** Without Ctrl: of the whole editor, or of the canvas while it is there. */
const PLAIN: Record<string, () => void> = {
  "?": () => { showingKeys.value = true; }, "+": () => view.peek()?.zoom(1), "=": () => view.peek()?.zoom(1), "-": () => view.peek()?.zoom(-1), "0": () => view.peek()?.zoom(0),
};

const inField = (target: EventTarget | null): boolean => (target as Element | null)?.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog, .fl-try") != null;

/** On the canvas, on a step of the list, or nowhere: not on some button that a node is merely chosen beside. */
const onFlow = (target: EventTarget | null): boolean => target === document.body || (target as Element | null)?.closest?.(".fl-canvas, .fl-item-open") != null;

const WITH_CTRL: Record<string, () => void> = {
  z: undo, y: redo, d: () => duplicate(), a: () => select(...definition.peek().nodes.map((one) => one.id)),
};

function onKey(event: KeyboardEvent): void {
  if (inField(event.target)) return;
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    const run = key === "z" && event.shiftKey ? redo : event.shiftKey || event.altKey ? undefined : WITH_CTRL[key];
    if (!run) return;
    event.preventDefault();
    run();
  } else if ((key === "delete" || key === "backspace") && chosenNodes().length > 0 && onFlow(event.target)) {
    event.preventDefault();
    remove();
  } else if (!event.altKey && PLAIN[key]) {
    event.preventDefault();
    PLAIN[key]();
  } else if (key === "escape" && selected.peek().length > 0) select();
}

const textIsSelected = (): boolean => Boolean(document.getSelection()?.toString());

/** The browser's own copy and paste, so that a part of a flow can go to another flow in another window. */
function onCopy(event: ClipboardEvent): void {
  if (inField(event.target) || textIsSelected()) return;
  const part = copy();
  if (!part) return;
  event.clipboardData?.setData("text/plain", writePart(part));
  event.preventDefault();
  if (event.type === "cut") remove();
}

function onPaste(event: ClipboardEvent): void {
  if (inField(event.target)) return;
  const part = readPart(event.clipboardData?.getData("text/plain") ?? "");
  if (!part) return;
  event.preventDefault();
  paste(part);
}

export function listen(): () => void {
  document.addEventListener("keydown", onKey);
  for (const name of ["copy", "cut"] as const) document.addEventListener(name, onCopy);
  document.addEventListener("paste", onPaste);
  return () => {
    document.removeEventListener("keydown", onKey);
    for (const name of ["copy", "cut"] as const) document.removeEventListener(name, onCopy);
    document.removeEventListener("paste", onPaste);
  };
}
