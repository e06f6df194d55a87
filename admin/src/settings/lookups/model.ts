// A look-up as the API speaks it and as it is typed, and what is wrong with what was typed. No I/O, no words.
import type { PerLocale } from "../model";

export type Method = "GET" | "POST";
export interface Field { path: string; name?: string; label: PerLocale<string> }
export interface LookUp {
  id: string; inbox_id: string; name: string; method: Method; url: string; parameters: { name: string }[]; seconds: number;
  found_when: string; title: PerLocale<string>; fields: Required<Field>[]; created_at: string; updated_at: string;
}
/** As typed: `more` are parameters beside those of the address, with commas; a field without a name is called by its place. */
export interface Form { name: string; method: Method; url: string; more: string; seconds: string; found_when: string; title: PerLocale<string>; fields: Row[] }
export interface Row { path: string; name: string; label: PerLocale<string> }
/** Fields by their names on the wire, each with the key of the words that say what is wrong. */
export type Wrong = Record<string, string>;

export interface LookedUp { outcome: "found" | "not_found" | "failed"; values: Record<string, string>; card: { title: string; fields: { label: string; value: string }[] } | null; problem: string | null; status: number | null }

export const MOST_FIELDS = 12;
export const MOST_PARAMETERS = 10;
export const MOST_SECONDS = 10;
export const NO_ROW: Row = { path: "", name: "", label: {} };
export const EMPTY: Form = { name: "", method: "GET", url: "", more: "", seconds: "5", found_when: "", title: {}, fields: [NO_ROW] };

const NAME = /^[A-Za-z_][A-Za-z0-9_-]{0,39}$/;
const PARAMETER = /\{([A-Za-z_][A-Za-z0-9_-]{0,39})\}/g;
const PATH = /^[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)*$/u;
const URL = /^https?:\/\/([A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?(\/[^?#]*)?(\?[^#]*)?$/;

const unique = (names: readonly string[]): string[] => [...new Set(names)];
export const namesInUrl = (url: string): string[] => unique([...url.matchAll(PARAMETER)].map((found) => found[1] ?? ""));
const typedNames = (more: string): string[] => unique(more.split(/[,，、\s]+/).filter(Boolean));

/** All that is asked with: those of the address first. What is beside them goes into a body, which only POST has. */
export const parametersOf = (form: Form): string[] => unique([...namesInUrl(form.url), ...(form.method === "POST" ? typedNames(form.more) : [])]);

/** What a field is called where it has no name: the last part of its place. */
export const nameOf = (row: Row): string => row.name.trim() || row.path.trim().split(".").at(-1) || "";

export function formOf(of: LookUp): Form {
  const inUrl = namesInUrl(of.url);
  const more = of.parameters.map((one) => one.name).filter((name) => !inUrl.includes(name)).join(", ");
  const rows = of.fields.map(({ path, name, label }) => ({ path, name: name === path.split(".").at(-1) ? "" : name, label }));
  return { name: of.name, method: of.method, url: of.url, more, seconds: String(of.seconds), found_when: of.found_when, title: of.title, fields: rows };
}

const filled = (row: Row): boolean => Boolean(row.path.trim() || row.name.trim() || Object.values(row.label).some((text) => text?.trim()));
/** Its number among those that are sent: by it the server names what is wrong. */
export const placeOf = (rows: readonly Row[], row: number): number => rows.slice(0, row).filter(filled).length;
const trimmed = (texts: PerLocale<string>): PerLocale<string> => Object.fromEntries(Object.entries(texts).map(([locale, text]) => [locale, text?.trim() ?? ""]).filter(([, text]) => text));

/** As the server takes it: rows with nothing in them are none. */
export function bodyOf(form: Form): object {
  const fields = form.fields.filter(filled).map((row) => ({ path: row.path.trim(), label: trimmed(row.label), ...(nameOf(row) ? { name: nameOf(row) } : {}) }));
  return {
    name: form.name.trim(), method: form.method, url: form.url.trim(), parameters: parametersOf(form).map((name) => ({ name })),
    seconds: Number(form.seconds), found_when: form.found_when.trim(), title: trimmed(form.title), fields,
  };
}

/** Of a look-up that is saved only what differs: what somebody else changed meanwhile stays theirs. */
export function changesIn(form: Form, saved: Form): Record<string, unknown> {
  const before = new Map(Object.entries(bodyOf(saved)).map(([name, value]) => [name, JSON.stringify(value)]));
  return Object.fromEntries(Object.entries(bodyOf(form)).filter(([name, value]) => JSON.stringify(value) !== before.get(name)));
}

export const isChanged = (form: Form, saved: Form): boolean => Object.keys(changesIn(form, saved)).length > 0;

function wrongUrl(url: string): string | null {
  if (!url) return "url_missing";
  if (!URL.test(url) || !/^[\x21-\x7e]*$/.test(url)) return "url_invalid";
  const rest = url.replace(/^https?:\/\/[^/?]*/, "");
  if (/[{}]/.test(url.slice(0, url.length - rest.length)) || /[{}]/.test(rest.replace(PARAMETER, ""))) return "url_braces";
  return rest.split(/[/\\?]/).some((step) => step === "." || step === "..") ? "url_invalid" : null;
}

function wrongRows(rows: readonly Row[]): Wrong {
  const wrong: Wrong = {};
  const seen = new Set<string>();
  rows.filter(filled).forEach((row, at) => {
    if (!PATH.test(row.path.trim())) wrong[`fields.${at}.path`] = row.path.trim() ? "path_invalid" : "path_missing";
    else if (!NAME.test(nameOf(row))) wrong[`fields.${at}.name`] = row.name.trim() ? "name_invalid" : "name_needed";
    else if (seen.has(nameOf(row))) wrong[`fields.${at}.name`] = "name_twice";
    seen.add(nameOf(row));
  });
  return wrong;
}

/** What can be said before the server is asked. */
export function wrongIn(form: Form): Wrong {
  const url = wrongUrl(form.url.trim());
  const seconds = Number(form.seconds);
  const names = parametersOf(form);
  return {
    ...(form.name.trim() ? {} : { name: "name_missing" }),
    ...(url ? { url } : {}),
    ...(names.every((name) => NAME.test(name)) ? {} : { parameters: "names_invalid" }),
    ...(names.length > MOST_PARAMETERS ? { parameters: "names_many" } : {}),
    ...(Number.isInteger(seconds) && seconds >= 1 && seconds <= MOST_SECONDS ? {} : { seconds: "seconds_range" }),
    ...(form.found_when.trim() && !PATH.test(form.found_when.trim()) ? { found_when: "path_invalid" } : {}),
    ...wrongRows(form.fields),
  };
}
