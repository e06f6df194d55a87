// Before the bot is taught: its test set is run with what it would learn. One click teaches where nothing gets worse.
import { useState } from "preact/hooks";
import type { Tested } from "../answers/publish";
import { countTests, runTestsTaught } from "../answers/server";

interface Asking { tested: Tested; go: () => void }

/** `running` questions are tried out; `asking` is what was found where somebody has to decide, and `go` what they may do. */
export function useTests(inboxId: string) {
  const [running, setRunning] = useState(0);
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = (): void => setAsking(null);
  const find = async (articleId: string, locale: string | null, texts: string[]): Promise<Tested | null> => {
    const count = await countTests(inboxId);
    setRunning(count);
    return count > 0 ? runTestsTaught(inboxId, articleId, locale, texts) : null;
  };
  /** Whether nothing gets worse; else it is asked, and `teach` done on a yes. */
  const pass = async (articleId: string, locale: string | null, texts: string[], teach: () => void): Promise<boolean> => {
    const tested = await find(articleId, locale, texts).catch((failed: unknown) => ({ failed }));
    setRunning(0);
    if (!tested || (!("failed" in tested) && tested.worse.length === 0)) return true;
    setAsking({ tested, go: () => { close(); teach(); } });
    return false;
  };
  return { running, asking, close, pass };
}
