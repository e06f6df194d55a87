// How much an agent has: one stroke for each conversation they can hold, and the figure for readers.
import { t } from "../i18n";

export function Load({ open, capacity }: { open: number; capacity: number }) {
  const strokes = Math.min(Math.max(capacity, 0), 10);
  const filled = capacity > 10 ? Math.round((open / capacity) * 10) : open;
  return (
    <span class={`load ${open >= capacity ? "full" : ""}`} role="img" aria-label={t("ui.load", { open, capacity })} title={t("ui.load", { open, capacity })}>
      {Array.from({ length: strokes }, (_, at) => <i key={at} class={at < filled ? "f" : ""} />)}
    </span>
  );
}

export function Stars({ rating }: { rating: number }) {
  return (
    <span class="st" role="img" aria-label={t("ui.stars", { rating })} title={t("ui.stars", { rating })}>
      {[1, 2, 3, 4, 5].map((star) => (
        <svg key={star} class={star <= rating ? "" : "o"} viewBox="0 0 20 20" aria-hidden="true">
          <path d="m10 2.8 2.2 4.7 5.1.6-3.8 3.5 1 5.1-4.5-2.5-4.5 2.5 1-5.1L2.7 8.1l5.1-.6z" />
        </svg>
      ))}
    </span>
  );
}
