// What the browser reported from the site's page, and what follows from it. Facts in, findings out; words are the locales'.
// Shape of the report: widget/README.md, "The embed check".
import { covers } from "../origins/normalise";

export interface Report {
  deskbell: "check"; run: number; done: boolean; url: string; origin: string; inbox: string;
  frame: "answered" | "silent" | "waiting"; violations: { directive: string; blocked: string }[];
  storage: "works" | "blocked"; tags: number; secure: boolean; agent: string;
}
export type FindingName =
  | "works" | "waiting" | "never" | "closed" | "other_inbox" | "frame_blocked" | "origin_not_allowed" | "frame_silent" | "storage_blocked" | "two_tags" | "insecure" | "other_violation";
export interface Finding { name: FindingName; level: "good" | "bad" | "note" | "wait"; words: Record<string, string> }
export interface Known { key: string; deskOrigin: string; allowed: readonly string[] }

function isViolation(value: unknown): boolean {
  const one = value as { directive?: unknown; blocked?: unknown } | null;
  return typeof one?.directive === "string" && typeof one.blocked === "string";
}

/** A stranger's page sends this: believe nothing but the exact shape. */
export function isReport(data: unknown): data is Report {
  const one = data as Partial<Report> | null;
  return typeof one === "object" && one !== null && one.deskbell === "check" && typeof one.origin === "string" && typeof one.url === "string"
    && typeof one.done === "boolean" && typeof one.inbox === "string" && typeof one.tags === "number" && typeof one.frame === "string"
    && typeof one.storage === "string" && typeof one.secure === "boolean" && Array.isArray(one.violations) && one.violations.length < 100 && one.violations.every(isViolation);
}

const finding = (name: FindingName, level: Finding["level"], words: Record<string, string> = {}): Finding => ({ name, level, words });

const aboutDesk = (blocked: string, desk: string): boolean => blocked.startsWith(desk);
const isFrame = (directive: string): boolean => /^(frame|child|default)-src/.test(directive);

function frameFinding(report: Report, known: Known): Finding[] {
  if (report.frame === "answered") return [];
  const csp = report.violations.find((one) => isFrame(one.directive) && aboutDesk(one.blocked, known.deskOrigin));
  if (csp) return [finding("frame_blocked", "bad", { directive: csp.directive, desk: known.deskOrigin })];
  if (!isAllowed(report.origin, known)) return [finding("origin_not_allowed", "bad", { origin: report.origin })];
  return report.done ? [finding("frame_silent", "bad")] : [finding("waiting", "wait")];
}

export function isAllowed(origin: string, known: Known): boolean {
  return origin === known.deskOrigin || known.allowed.some((rule) => covers(rule, origin));
}

function otherViolations(report: Report, known: Known): Finding[] {
  const others = report.violations.filter((one) => aboutDesk(one.blocked, known.deskOrigin) && !isFrame(one.directive));
  return [...new Set(others.map((one) => one.directive))].map((directive) => finding("other_violation", "bad", { directive, desk: known.deskOrigin }));
}

export function findingsOf(report: Report, known: Known): Finding[] {
  if (report.inbox !== known.key) return [finding("other_inbox", "bad")];
  const bad = [...frameFinding(report, known), ...otherViolations(report, known)];
  const notes = [
    report.tags > 1 && finding("two_tags", "note", { count: String(report.tags) }),
    report.storage === "blocked" && finding("storage_blocked", "note"),
    !report.secure && finding("insecure", "note"),
  ].filter((one): one is Finding => one !== false);
  return [...(bad.length === 0 ? [finding("works", "good", { origin: report.origin })] : bad), ...notes];
}

/** The address to open: an http(s) page, with the mark that wakes the check. Its own fragment has to go. */
export function pageToOpen(typed: string): string | null {
  const text = typed.trim();
  try {
    const url = new URL(/^https?:\/\//i.test(text) ? text : `https://${text}`);
    if (!url.hostname.includes(".") && url.hostname !== "localhost" && !url.hostname.startsWith("[")) return null;
    url.hash = "deskbell-check";
    return url.href;
  } catch {
    return null;
  }
}
