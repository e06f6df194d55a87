// Who is signed in. undefined: not asked yet; null: nobody. The cookie itself is out of our reach, as it should be.
import { effect, signal } from "@preact/signals";
import { api, refusals } from "./api";
import { navigate } from "./router";
import type { Agent } from "./wire";

export type SignedIn = Pick<Agent, "id" | "name" | "role"> & Partial<Agent>;
export type EndReason = "logged_out" | "deactivated" | "role_changed" | "expired";

export const agent = signal<SignedIn | null | undefined>(undefined);
export const organization = signal<string>("");
export const endedBecause = signal<EndReason | null>(null);

/** A team leader, or an admin. */
export const leads = (): boolean => isAdmin() || agent.value?.role === "team_leader";
export const isAdmin = (): boolean => agent.value?.role === "admin";

/** Asks the server who we are; a broken line signs nobody out. */
export async function loadSession(): Promise<void> {
  const session = await api<{ agent: SignedIn | null; organization: string }>("GET", "/api/session");
  organization.value = session.organization;
  agent.value = session.agent;
}

export async function signIn(email: string, password: string): Promise<void> {
  await api("POST", "/api/login", { email, password });
  endedBecause.value = null;
  await loadSession();
}

const unfinished = new Set<() => Promise<unknown>>();

/** `finish` tells the server what it has not heard yet; afterwards nobody here would have the right to. */
export function beforeSignOut(finish: () => Promise<unknown>): void {
  unfinished.add(finish);
}

/** With a colleague named, open conversations go to them, or nobody is signed out. */
export async function signOut(transfer_to?: string): Promise<void> {
  await Promise.allSettled([...unfinished].map((finish) => finish()));
  const left = api("POST", "/api/logout", transfer_to ? { transfer_to } : {});
  await (transfer_to ? left : left.catch(() => undefined));
  endSession("logged_out");
}

/** Back to the sign-in page, which says why and knows the way back. What was typed stays in this browser. */
export function endSession(reason: EndReason): void {
  if (agent.value === null && endedBecause.value) return;
  const back = location.pathname.startsWith("/login") ? "" : `?next=${encodeURIComponent(location.pathname)}`;
  agent.value = null;
  endedBecause.value = reason;
  navigate(`/login${reason === "logged_out" ? "" : back}`, { replace: true });
}

/** A refusal in the middle of work means that the session ran out. */
export function watchRefusals(): () => void {
  return effect(() => {
    if (refusals.value > 0 && agent.peek()) endSession("expired");
  });
}
