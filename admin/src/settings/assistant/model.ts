// The language model's settings as the API speaks them and as they are typed. No I/O, no words.

export interface Assistant {
  enabled: boolean; base_url: string; model: string; has_key: boolean; seconds: number; tokens_per_day: number; tokens_today: number;
  problem: { code: string; since: string } | null;
}
/** `key` null: the one that is kept stays; empty: none. */
export interface Form { enabled: boolean; base_url: string; model: string; key: string | null; seconds: string; tokens_per_day: string }
export type Wrong = Record<string, string>;
export interface Source { article_id: string; title: string; url: string | null }
export interface Tried { outcome: "answered" | "refused" | "failed"; text: string; sources: Source[]; problem: string | null }

export const MOST_SECONDS = 60;
export const MOST_TOKENS = 100_000_000;
/** No question costs less: the rules, an article and the answer are kept back for it. */
const LEAST_QUESTION = 800;

export const formOf = (of: Assistant): Form => ({
  enabled: of.enabled, base_url: of.base_url, model: of.model, key: null, seconds: String(of.seconds), tokens_per_day: String(of.tokens_per_day),
});

/** What differs from what is saved, as the server takes it. */
export function changesOf(form: Form, of: Assistant): Record<string, unknown> {
  const typed = { enabled: form.enabled, base_url: form.base_url.trim(), model: form.model.trim(), seconds: Number(form.seconds), tokens_per_day: Number(form.tokens_per_day) };
  const changed = Object.entries(typed).filter(([name, value]) => value !== of[name as keyof typeof typed]);
  const key = form.key?.trim() ?? null;
  return { ...Object.fromEntries(changed), ...(key || (key === "" && of.has_key) ? { key } : {}) };
}

const inRange = (typed: string, least: number, most: number): boolean => typed.trim() !== "" && Number.isInteger(Number(typed)) && Number(typed) >= least && Number(typed) <= most;
const isAddress = (url: string): boolean => /^https?:\/\/[A-Za-z0-9.\-[\]:]+(\/[\x21-\x7e]*)?$/.test(url) && !/[?#{}]/.test(url);

/** What can be said before the server is asked: fields with the key of their words. */
export function wrongIn(form: Form, of: Assistant): Wrong {
  const [url, model] = [form.base_url.trim(), form.model.trim()];
  return {
    ...(!url && (form.enabled || of.base_url) ? { base_url: "url_missing" } : url && !isAddress(url) ? { base_url: "url_invalid" } : {}),
    ...(!model && (form.enabled || of.model) ? { model: "model_missing" } : {}),
    ...(/^[\x20-\x7e]*$/.test(form.key ?? "") ? {} : { key: "key_invalid" }),
    ...(inRange(form.seconds, 1, MOST_SECONDS) ? {} : { seconds: "seconds_range" }),
    ...(inRange(form.tokens_per_day, 0, MOST_TOKENS) ? {} : { tokens_per_day: "tokens_range" }),
  };
}

export type State = "off" | "spent" | "failing" | "on";
/** How it stands, the worst first: what is off is neither spent nor failing. */
export function stateOf(of: Assistant): State {
  if (!of.enabled) return "off";
  if (of.tokens_per_day - of.tokens_today < LEAST_QUESTION) return "spent";
  return of.problem ? "failing" : "on";
}
