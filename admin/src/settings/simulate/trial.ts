// A day to try and what may be wrong with it, known before the server is asked.
/** As the server takes it. */
export const MOST_CAPACITY = 50;
export interface TrialFaults { date?: "missing" | "coming" | undefined; capacity?: "range" | undefined }

/** The day that it is in a place: 2026-11-27. */
export function dayIn(zone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(Date.now());
}

/** `capacity` is what was typed; empty leaves everybody's as it is. */
export function faultsOf(date: string, capacity: string, today: string): TrialFaults {
  const many = Number(capacity);
  const wrong = capacity !== "" && !(Number.isInteger(many) && many >= 1 && many <= MOST_CAPACITY);
  return { ...(!date ? { date: "missing" } : date > today ? { date: "coming" } : {}), ...(wrong && { capacity: "range" }) };
}
