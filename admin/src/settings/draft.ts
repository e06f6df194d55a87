// The unpublished changes of the inbox at hand: kept while one walks between the pages, counted, published in one go or
// discarded. Visitors see none of it before `publish`. A chosen logo waits here too, as a file.
import { computed, signal } from "@preact/signals";
import { errorText, fieldErrors } from "../errors";
import { t } from "../i18n";
import { putLogo, removeLogo } from "./brand/upload";
import { changedPart, changedPaths, withPart } from "./changes";
import type { Inbox } from "./model";
import { inbox, patchInbox } from "./store";

const KEYS = ["name", "locales", "brand", "greetings", "business_hours", "routing"] as const;
/** The logo has an address of its own and is no field of the brand to send. */
export type Draft = Pick<Inbox, Exclude<(typeof KEYS)[number], "brand">> & { brand: Omit<Inbox["brand"], "logo_url"> };
/** `url` shows it before it is uploaded. */
export type ChosenLogo = { file: File; url: string; width: number; height: number } | "remove";
/** What was typed and cannot be read yet: it stays as typed, counts as a change and holds Publish back. */
export interface Held { typed: string; fault: string }
/** `base` is what the draft was begun from: only what differs from it is ours to publish. */
interface Work { inboxId: string; base: Draft; draft: Draft; logo: ChosenLogo | null; faults: Record<string, string>; held: Record<string, Held> }

const work = signal<Work | null>(null);
export const publishing = signal(false);
export const publishError = signal<string | null>(null);

function savedOf(of: Inbox): Draft {
  const { logo_url: _shown, ...brand } = of.brand;
  return { ...Object.fromEntries(KEYS.map((key) => [key, of[key]])), brand } as Draft;
}

function current(): Work | null {
  const of = inbox.value;
  if (!of) return null;
  return work.value?.inboxId === of.id ? work.value : { inboxId: of.id, base: savedOf(of), draft: savedOf(of), logo: null, faults: {}, held: {} };
}

export const draft = computed<Draft | null>(() => current()?.draft ?? null);
export const chosenLogo = computed<ChosenLogo | null>(() => current()?.logo ?? null);
export const faults = computed<Record<string, string>>(() => current()?.faults ?? {});
export const changed = computed<string[]>(() => {
  const now = current();
  return now === null ? [] : [...new Set([...changedPaths(now.base, now.draft), ...Object.keys(now.held), ...(now.logo ? ["logo"] : [])])];
});

type Part<K extends keyof Draft> = Draft[K] extends string | unknown[] ? Draft[K] : Partial<Draft[K]>;

export function edit<K extends keyof Draft>(key: K, part: Part<K>): void {
  const now = current();
  if (!now) return;
  const fresh = typeof part === "object" && !Array.isArray(part) ? { ...(now.draft[key] as object), ...part } : part;
  const touched = typeof part === "object" && !Array.isArray(part) ? Object.keys(part).map((inner) => `${key}.${inner}`) : [key];
  work.value = { ...now, draft: { ...now.draft, [key]: fresh }, faults: touched.reduce(without, now.faults) };
  publishError.value = null;
}

/** A fault stays beside its field until that part of the form is touched again. */
function without(faultsNow: Record<string, string>, key: string): Record<string, string> {
  return Object.fromEntries(Object.entries(faultsNow).filter(([field]) => field !== key && !field.startsWith(`${key}.`)));
}

export const heldAt = (field: string): Held | null => current()?.held[field] ?? null;

export function hold(field: string, held: Held | null): void {
  const now = current();
  if (!now || (!held && !now.held[field])) return;
  const { [field]: _before, ...others } = now.held;
  work.value = { ...now, held: held ? { ...others, [field]: held } : others };
}

/** The fault of one field; some faults name a list's item or an inner key, which the field shows as well. */
export function faultOf(field: string): string | null {
  const found = Object.entries(faults.value).find(([name]) => name === field || name.startsWith(`${field}.`));
  return found?.[1] ?? null;
}

export function chooseLogo(logo: ChosenLogo | null): void {
  const now = current();
  if (!now) return;
  work.value = { ...now, logo, faults: without(now.faults, "logo") };
  publishError.value = null;
}

export function discard(): void {
  work.value = null;
  publishError.value = null;
}

/** Remembers the work as it is. `putBack` lays it under what was changed since, on top of what is published by then. */
export function keepWork(): { putBack: () => void; fits: () => boolean } {
  const kept = current();
  const fits = (): boolean => kept !== null && kept.inboxId === inbox.value?.id;
  const putBack = (): void => {
    const now = current();
    if (kept && now && fits()) work.value = laidUnder(kept, now);
  };
  return { putBack, fits };
}

function laidUnder(kept: Work, now: Work): Work {
  const since = changedPaths(now.base, now.draft);
  const mine = withPart(changedPart({ ...kept.base }, { ...kept.draft }), changedPart({ ...now.base }, { ...now.draft }));
  const untouched = <T>(fields: Record<string, T>): [string, T][] => Object.entries(fields).filter(([field]) => !since.some((path) => overlap(path, field)));
  return {
    ...now,
    draft: withPart({ ...now.base }, mine) as unknown as Draft,
    logo: now.logo ?? kept.logo,
    faults: { ...Object.fromEntries(untouched(kept.faults)), ...now.faults },
    held: { ...Object.fromEntries(untouched(kept.held)), ...now.held },
  };
}

const overlap = (one: string, other: string): boolean => `${one}.`.startsWith(`${other}.`) || `${other}.`.startsWith(`${one}.`);

export async function publish(): Promise<boolean> {
  const [of, now] = [inbox.value, current()];
  if (!of || !now || publishing.value) return false;
  if (Object.keys(now.held).length > 0) {
    publishError.value = t("settings.save.mend_first");
    return false;
  }
  publishing.value = true;
  publishError.value = null;
  try {
    await send(of, now);
    settle(now);
    return true;
  } catch (error) {
    work.value = { ...(work.value ?? now), faults: fieldErrors(error) };
    publishError.value = errorText(error);
    return false;
  } finally {
    publishing.value = false;
  }
}

/** What was changed while the server was answering is the next thing to publish, on top of what stands now. */
function settle(published: Work): void {
  const [of, now] = [inbox.value, work.value];
  if (!of || !now || now === published) return discard();
  const base = savedOf(of);
  const draft = withPart({ ...base }, changedPart({ ...published.draft }, { ...now.draft })) as unknown as Draft;
  work.value = { ...now, base, draft, logo: now.logo === published.logo ? null : now.logo };
}

async function send(of: Inbox, now: Work): Promise<void> {
  const part = changedPart({ ...now.base }, { ...now.draft });
  if (Object.keys(part).length > 0) await patchInbox(of.id, part);
  if (now.logo) await (now.logo === "remove" ? removeLogo(of.id) : putLogo(of.id, now.logo.file));
}
