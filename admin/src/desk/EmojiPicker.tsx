// The emoji picker, fetched when it is first opened. Arrow keys walk, Enter takes one, Escape closes.
import { useEffect, useRef } from "preact/hooks";
import { EMOJIS } from "../../../widget/src/features/emojis";
import { t } from "../i18n";

const buttons = (box: Element): HTMLButtonElement[] => [...box.querySelectorAll("button")];

function walk(event: KeyboardEvent): void {
  const all = buttons(event.currentTarget as Element);
  const columns = all.filter((one) => one.offsetTop === all[0]?.offsetTop).length;
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
  if (!step) return;
  event.preventDefault();
  all[all.indexOf(event.target as HTMLButtonElement) + step]?.focus();
}

export interface EmojiPickerProps { pick: (emoji: string) => void; close: (refocus: boolean) => void }

export default function EmojiPicker({ pick, close }: EmojiPickerProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (box.current) buttons(box.current)[0]?.focus();
    const outside = (event: PointerEvent): void => { if (!box.current?.parentElement?.contains(event.target as Node)) close(false); };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, []);
  const key = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return walk(event);
    event.preventDefault();
    close(true);
  };
  return (
    <div class="emojis" role="group" aria-label={t("composer.emoji")} ref={box} onKeyDown={key}>
      {EMOJIS.map((emoji) => <button type="button" key={emoji} onClick={() => pick(emoji)}>{emoji}</button>)}
    </div>
  );
}
