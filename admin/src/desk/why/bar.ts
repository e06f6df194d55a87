// Which decision the bar above a conversation speaks of.
import type { Conversation } from "../../wire";
import type { Told } from "./model";

/** How it came to the one who has it: what is changed of it afterwards leaves that standing. */
const CAME = new Set(["given", "accepted", "claimed", "assigned", "transferred", "refused", "reopened", "taken_over"]);

/** The newest that says how it came there. Of what was accepted the offer is meant, that has the reasons. */
export function cameFrom(one: Conversation, decisions: Told[]): Told | undefined {
  if (one.assignee?.type !== "agent") return decisions[0];
  const came = decisions.find(({ kind }) => CAME.has(kind));
  if (came?.kind !== "accepted") return came;
  const earlier = decisions.slice(decisions.indexOf(came) + 1);
  return earlier.find(({ kind, data }) => kind === "offered" && data.agent?.id === came.data.agent?.id) ?? came;
}
