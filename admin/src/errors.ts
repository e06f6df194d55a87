// What went wrong, in the reader's language: by code, and where we have no words, the server's own sentence.
import { ApiError } from "./api";
import { has, t } from "./i18n";

interface Coded { code?: string; message?: string; retryAfter?: number | null; retry_after?: number | null }

const seconds = (error: Coded): number => Math.max(1, Math.ceil(error.retryAfter ?? error.retry_after ?? 1));

export function errorText(error: unknown): string {
  const coded = (error ?? {}) as Coded;
  const key = `errors.${coded.code ?? "unknown"}`;
  if (has(key)) return t(key, { seconds: seconds(coded) });
  return coded.message || t("errors.unknown");
}

/** The errors of a form, field by field, in words. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries(Object.entries(error.fields).map(([name, field]) => [name, fieldText(name, field.code, field.message)]));
}

function fieldText(name: string, code: string, message: string): string {
  if (has(`fields.${name}.${code}`)) return t(`fields.${name}.${code}`);
  return has(`fields.${code}`) ? t(`fields.${code}`) : message;
}
