// A text to copy, with its button, which says "Copied" for two seconds, also to screen readers.
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n";
import { Button } from "../ui";

type State = "copy" | "copied" | "marked";

// Without https the clipboard is closed to scripts: then mark the text, so that one key press copies it.
async function copyText(text: string, shown: HTMLElement | null): Promise<State> {
  try {
    await navigator.clipboard.writeText(text);
    return "copied";
  } catch {
    if (shown) getSelection()?.selectAllChildren(shown);
    return "marked";
  }
}

export function CopyBlock({ text, label, main, focused }: { text: string; label: string; main?: boolean; focused?: boolean }) {
  const code = useRef<HTMLElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [state, setState] = useState<State>("copy");
  useEffect(() => { if (focused) button.current?.focus(); }, []);
  useEffect(() => {
    if (state === "copy") return undefined;
    const timer = setTimeout(() => setState("copy"), 2_000);
    return () => clearTimeout(timer);
  }, [state]);
  return (
    <div class="s-code">
      <pre tabIndex={0} role="group" aria-label={label}><code ref={code}>{text}</code></pre>
      <Button buttonRef={button} kind={main ? "main" : "quiet"} icon={state === "copied" ? "check" : "copy"}
        onClick={() => void copyText(text, code.current).then(setState)}>
        <span aria-live="polite">{t(`copy.${state}`)}</span>
      </Button>
    </div>
  );
}
