// Light, dark, or as the system says. tokens.css holds the colours; here is only the choice.
import { signal } from "@preact/signals";
import { remember, remembered } from "./storage";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const asTheme = (word: string | null): Theme => THEMES.find((theme) => theme === word) ?? "system";

export const theme = signal<Theme>(asTheme(remembered("theme")));

export function applyTheme(): void {
  const root = document.documentElement;
  if (theme.value === "system") root.removeAttribute("data-theme");
  else root.dataset["theme"] = theme.value;
}

export function setTheme(to: Theme): void {
  theme.value = to;
  remember("theme", to);
  applyTheme();
}
