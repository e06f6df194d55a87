// While nothing is written: what the knowledge base has for the visitor's last words, one press from the composer.
import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n";
import { Icon } from "../ui";
import type { Conversation, Message } from "../wire";
import { suggestFor, textOf, type Suggestion } from "./answers";
import { line, selectedLog } from "./store";

const MOST = 2;

/** What waits for an answer: the visitor's last text, unless an agent has written since. */
function unanswered(messages: readonly Message[]): Message | undefined {
  const last = [...messages].reverse().find((message) => message.kind === "text");
  return last?.author.type === "visitor" && last.text ? last : undefined;
}

function useSuggestions(one: Conversation): Suggestion[] {
  const [found, setFound] = useState<{ of: string; all: Suggestion[] }>({ of: "", all: [] });
  const message = unanswered(selectedLog.value?.messages ?? []);
  const online = line.value === "online";
  useEffect(() => {
    let here = true;
    // Nobody waits for it, so a failure is silence; the next message asks again.
    if (message && online) suggestFor(one, message.text).then((all) => { if (here) setFound({ of: message.id, all }); }).catch(() => undefined);
    return () => { here = false; };
  }, [message?.id, online]);
  return found.of === message?.id ? found.all.slice(0, MOST) : [];
}

export function Suggested({ one, onPick }: { one: Conversation; onPick: (text: string) => void }) {
  const found = useSuggestions(one);
  if (!found.length) return null;
  return (
    <div class="d-suggested" role="group" aria-label={t("inserts.suggested")}>
      <Icon name="doc" small />
      {found.map((each) => <button key={each.article_id} type="button" class="chip" title={each.answer} onClick={() => onPick(textOf(each))}><span class="cut" dir="auto">{each.title}</span></button>)}
    </div>
  );
}
