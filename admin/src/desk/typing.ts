// Tells the visitor that I write: at most every three seconds, and once when I stop.
import { useEffect, useRef } from "preact/hooks";
import { hint } from "./commands";

const EVERY = 3000;

export function useTyping(conversation_id: string, tell: boolean): (text: string) => void {
  const last = useRef(0);
  const stop = (): void => {
    if (last.current) hint("set_typing", { conversation_id, typing: false });
    last.current = 0;
  };
  useEffect(() => stop, [conversation_id, tell]);
  return (text) => {
    if (!tell) return;
    if (!text) return stop();
    if (Date.now() - last.current < EVERY) return;
    last.current = Date.now();
    hint("set_typing", { conversation_id, typing: true });
  };
}
