// Whoever works by keys goes on from the screen's main part when what had the focus is gone with what they did.

/** After the screen was drawn anew: twice a frame, since the first may be the one that is under way. */
export function keepFocus(): void {
  requestAnimationFrame(() => requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return;
    document.querySelector<HTMLElement>("main[tabindex]")?.focus({ preventScroll: true });
  }));
}

/** On the first of these that is there once the screen was drawn anew, else on its main part. */
export function focusOn(...selectors: string[]): void {
  requestAnimationFrame(() => requestAnimationFrame(() => {
    selectors.map((one) => document.querySelector<HTMLElement>(one)).find(Boolean)?.focus();
    keepFocus();
  }));
}

const FIELD = "input:not([type=file]), select, textarea";

/** Where a dialog begins: what asked for it, else its first field, else what it is for. The cross is for leaving it. */
export function firstOf(dialog: HTMLElement): HTMLElement | null {
  const wanted = ["[autofocus]", `.dlg-body :is(${FIELD})`, "footer .bt.main", "footer .bt"];
  return wanted.map((one) => dialog.querySelector<HTMLElement>(one)).find(Boolean) ?? null;
}
