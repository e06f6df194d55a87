// JSON over HTTP to our own server: one call, one error type. What a code means in words is errors.ts's work.
import { signal } from "@preact/signals";

export interface FieldError { code: string; message: string; /** Of what is in the way, where the code speaks of one. */ title?: string }

export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: number,
    readonly fields: Record<string, FieldError> = {},
    readonly retryAfter: number | null = null,
  ) {
    super(message);
    this.name = "ApiError";
  }
}

export type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** Counts answers of "not signed in", so that the session can end without this module knowing the session. */
export const refusals = signal(0);

/** How far the server's clock is ahead of this one, in milliseconds; what a second and the way explain is none. */
export const clockSkew = signal(0);
const TOLERATED = 2000;

function compareClocks(date: string | null): void {
  const ahead = Date.parse(date ?? "") + 500 - Date.now();
  if (!Number.isNaN(ahead)) clockSkew.value = Math.abs(ahead) > TOLERATED ? ahead : 0;
}

interface WireError { code?: string; message?: string; fields?: Record<string, FieldError>; retry_after?: number }

function asError(status: number, body: unknown): ApiError {
  const error: WireError = (body as { error?: WireError } | null)?.error ?? {};
  const code = error.code ?? (status >= 500 ? "server_error" : "bad_payload");
  return new ApiError(code, error.message ?? `HTTP ${status}`, status, error.fields ?? {}, error.retry_after ?? null);
}

function request(method: Method, body: unknown): RequestInit {
  const init: RequestInit = { method, credentials: "same-origin", headers: { Accept: "application/json" } };
  if (body === undefined) return init;
  if (body instanceof Blob) return { ...init, body, headers: { ...init.headers, "Content-Type": body.type || "application/octet-stream" } };
  return { ...init, body: JSON.stringify(body), headers: { ...init.headers, "Content-Type": "application/json" } };
}

/** Asks the server. A Blob goes as it is (a logo), anything else as JSON. Throws ApiError and nothing else. */
export async function api<T>(method: Method, path: string, body?: unknown): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, request(method, body));
  } catch {
    throw new ApiError("no_connection", "No connection", 0);
  }
  compareClocks(response.headers.get("Date"));
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer as T;
  const error = asError(response.status, answer);
  if (error.code === "not_signed_in") refusals.value += 1;
  throw error;
}
