// For what a button begins and nobody waits for: when it fails, it is said.
import { errorText, fieldErrors } from "../../errors";
import { toast } from "../../ui";

/** Why it failed, in words: the first field that was refused, else the whole. */
export const whyNot = (error: unknown): string => Object.values(fieldErrors(error))[0] ?? errorText(error);

export const attempt = (act: Promise<unknown>): void => void act.catch((error: unknown) => toast({ text: whyNot(error), kind: "bad" }));
