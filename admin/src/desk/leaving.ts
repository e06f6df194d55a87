// Signing out: at once when nobody is being talked with, else after asking where they go (SignOut.tsx).
import { plural } from "../i18n";
import { signOut } from "../session";
import { talksOf } from "../state/views";
import { toast } from "../ui";
import { overlay } from "./dialogs";
import { outbox } from "./outbox";
import { state } from "./store";

export function leave(): void {
  if (talksOf(state.peek()).length) overlay.value = "sign_out";
  else void goOut();
}

/** Throws when the colleague cannot take them: then nobody is signed out. */
export async function goOut(transferTo?: string): Promise<void> {
  const unsent = outbox.peek().length;
  await signOut(transferTo);
  if (unsent) toast({ text: plural("me.unsent", unsent) });
}
