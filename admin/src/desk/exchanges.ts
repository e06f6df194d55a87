// The bot's part as rows: each question of the visitor with the card that followed it, and one row for each flow.
// Pure, so that it can be tested without a screen.
import type { Message } from "../wire";

/** `refused`: how often what was said did not fit what the flow asked. */
export interface Exchange { asked: Message; card: Message | undefined; flow?: { id: string; refused: number } }
interface CardData { card?: string; flow_id?: string; node_id?: string; ask?: unknown }

const dataOf = (message: Message | undefined): CardData => (message?.data ?? {}) as CardData;
const isFlow = (card: Message | undefined): boolean => dataOf(card).card === "flow";

/** What a machine wrote says more than that the bot knew nothing, which stands before it. */
const telling = (cards: Message[]): Message | undefined => cards.find((card) => dataOf(card).card === "composed") ?? cards[0];

const OF_FLOWS = new Set(["flow", "look_up", undefined]);

/** The card after an answer asks the same once more. */
function refused(before: Message | undefined, card: Message | undefined): boolean {
  const [asked, again] = [dataOf(before), dataOf(card)];
  return isFlow(before) && isFlow(card) && asked.flow_id === again.flow_id && asked.node_id === again.node_id;
}

/** The row of the flow that a message answers, where its card goes on with it. While another card answers, the flow waits. */
function rowOf(rows: Exchange[], before: Message | undefined, card: Message | undefined): Exchange | undefined {
  if (!dataOf(before).ask || !OF_FLOWS.has(dataOf(card).card)) return undefined;
  return [...rows].reverse().find((row) => row.flow);
}

export function exchangesOf(messages: Message[]): Exchange[] {
  const rows: Exchange[] = [];
  messages.forEach((message, at) => {
    if (message.author.type !== "visitor") return;
    const rest = messages.slice(at + 1);
    const until = rest.findIndex((next) => next.author.type === "visitor");
    const card = telling((until < 0 ? rest : rest.slice(0, until)).filter((next) => next.kind === "card"));
    const before = messages.slice(0, at).reverse().find(isFlow);
    const row = rowOf(rows, before, card);
    if (row?.flow) row.flow.refused += refused(before, card) ? 1 : 0;
    else rows.push({ asked: message, card, ...(isFlow(card) ? { flow: { id: dataOf(card).flow_id ?? "", refused: 0 } } : {}) });
  });
  return rows;
}
