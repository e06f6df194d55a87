// Publishing an article: it is saved, the bot's test set is run with it, and what that comes to is asked about.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Tested } from "./publish";
import { countTests, runTests } from "./server";
import { tell } from "./telling";
import { article, change, language, save } from "./work";

/** What was found; null: there is nothing to test. */
type Found = Tested | "stopped" | null;

/** Which are run and how many is shown in `running`; `stop` waits no longer for them, and it stays a draft. */
function useTests(inboxId: string) {
  const [running, setRunning] = useState(0);
  const stopped = useRef<(found: Found) => void>(() => undefined);
  const ask = async (): Promise<Found> => {
    const count = await countTests(inboxId);
    setRunning(count);
    return count > 0 ? runTests(inboxId, article.peek()!.id, language.peek()) : null;
  };
  const test = async (): Promise<Found> => {
    const stopping = new Promise<Found>((resolve) => { stopped.current = resolve; });
    const found = await Promise.race([ask().catch((failed: unknown) => ({ failed })), stopping]);
    setRunning(0);
    return found;
  };
  return { running, test, stop: () => stopped.current("stopped") };
}

/** `mayBegin` says whether the words are complete, `run` does one thing at a time and tells what went wrong. */
export function usePublishing(inboxId: string, mayBegin: () => boolean, run: (work: () => Promise<void>) => Promise<boolean>) {
  const [tested, setTested] = useState<Tested | null>(null);
  const { running, test, stop } = useTests(inboxId);
  const here = useRef(true);
  useEffect(() => () => { here.current = false; }, []);
  const publish = async (): Promise<void> => {
    setTested(null);
    await change("publish");
    tell("saved");
  };
  const start = async (): Promise<void> => {
    await save();
    const found = await test();
    // Whoever has left the article cannot be asked any more.
    if (found === "stopped" || (found && !here.current)) tell("saved_draft_only");
    else if (found) setTested(found);
    else await publish();
  };
  const begin = (): void => { if (mayBegin()) void run(start); };
  return { tested, running, begin, stop, confirm: () => void run(publish), cancel: () => setTested(null) };
}
