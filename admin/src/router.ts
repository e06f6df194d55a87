// Where we are: the path as a signal, and the ways to change it. Which path shows what is app.tsx's work.
import { signal } from "@preact/signals";

const here = (): string => location.pathname;

export const path = signal(here());

/** Goes to a path of this app without loading the page anew. */
export function navigate(to: string, how: { replace?: boolean } = {}): void {
  if (to === location.pathname + location.search) return;
  if (how.replace) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  path.value = here();
}

export const query = (name: string): string | null => new URLSearchParams(location.search).get(name);

/** The words of the path: /desk/mine/01 is ["desk", "mine", "01"]. */
export function segments(of: string = path.value): string[] {
  return of.split("/").filter(Boolean).map(safeDecode);
}

function safeDecode(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}

const OURS = /^\/(desk|settings|login|setup|invite)(\/|$)/;

function wanted(event: MouseEvent): HTMLAnchorElement | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = (event.target as Element | null)?.closest?.("a[href]");
  if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute("download")) return null;
  return link.origin === location.origin && OURS.test(link.pathname) ? link : null;
}

/** Plain links work everywhere: a click on one of our own paths is a step inside the app. */
export function followLinks(): void {
  addEventListener("popstate", () => { path.value = here(); });
  document.addEventListener("click", (event) => {
    const link = wanted(event);
    if (!link) return;
    event.preventDefault();
    navigate(link.pathname + link.search);
  });
}
