// The button beside the field that opens the emoji picker; the picker itself is fetched when it is first wanted.
import type { ComponentType } from "preact";
import { useRef, useState } from "preact/hooks";
import { errorText } from "../errors";
import { t } from "../i18n";
import { Button, toast } from "../ui";
import type { EmojiPickerProps } from "./EmojiPicker";

export function EmojiButton({ pick }: { pick: (emoji: string) => void }) {
  const [Picker, setPicker] = useState<ComponentType<EmojiPickerProps> | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = (refocus: boolean): void => {
    setPicker(null);
    if (refocus) button.current?.focus();
  };
  const toggle = async (): Promise<void> => {
    if (Picker) return close(true);
    const { default: loaded } = await import("./EmojiPicker");
    setPicker(() => loaded);
  };
  const fetched = (): void => { toggle().catch(() => toast({ text: errorText({ code: "no_connection" }), kind: "bad" })); };
  return (
    <span class="emoji-box">
      <Button kind="bare" icon="smile" label={t("composer.emoji")} pressed={Picker !== null} buttonRef={button} onClick={fetched} />
      {Picker && <Picker close={close} pick={(emoji) => { close(false); pick(emoji); }} />}
    </span>
  );
}
