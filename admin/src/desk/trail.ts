// What the bot made of each question, beyond what its cards show: how sure it was, what was clicked, why it handed over.
import { useEffect, useState } from "preact/hooks";
import { command } from "./commands";

export interface Step {
  message_id: string;
  asked: string;
  outcome: "answered" | "suggested" | "missed" | "courtesy" | "handed_over";
  reason: string | null;
  confidence: number;
  clicked: string | null;
}

/** The steps of a conversation by the message that asked; fetched again when there are more messages. None while unknown. */
export function useTrail(conversation_id: string, messages: number): ReadonlyMap<string, Step> {
  const [steps, setSteps] = useState<ReadonlyMap<string, Step>>(new Map());
  useEffect(() => {
    let here = true;
    command<{ bot_trail: Step[] }>("list_bot_trail", { conversation_id })
      .then(({ bot_trail }) => { if (here) setSteps(new Map(bot_trail.map((step) => [step.message_id, step]))); })
      .catch(() => { /* the cards say the most of it */ });
    return () => { here = false; };
  }, [conversation_id, messages]);
  return steps;
}
