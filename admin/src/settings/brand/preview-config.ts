// What the preview's frame is told: the inbox as a visitor would get it, made from the unpublished draft.
// Shape: widget/README.md, "The preview".
import { draft } from "../draft";
import { stateAt } from "../hours/clock";
import type { Themes } from "../model";
import { articles, inbox, team } from "../store";
import { logoUrl } from "./logo";

const MOST_SUGGESTED = 4;

export function previewConfig(language: string, roles: Themes | null, theme: "light" | "dark"): Record<string, unknown> | null {
  const [of, now] = [inbox.value, draft.value];
  if (!of || !now) return null;
  const { brand } = now;
  const suggested = (articles.value[of.id] ?? []).filter((one) => one.suggested && one.locale === language).slice(0, MOST_SUGGESTED);
  const online = (team.value?.agents ?? []).filter((one) => one.active && one.presence === "online");
  const state = stateAt(now.business_hours, new Date());
  return {
    theme, locale: language,
    inbox: {
      id: of.id, key: of.key, name: now.name, locale: language, greeting: now.greetings[language]?.new ?? "",
      brand: { ...brand, roles: roles ?? of.roles, logo_url: logoUrl(), launcher_text: brand.launcher_text[language] ?? "" },
      suggested_questions: suggested.map((one) => ({ article_id: one.id, text: one.question })),
      agents: online.slice(0, 5).map((one) => ({ name: one.name, face: one.face })),
    },
    business_hours: { ...now.business_hours, open: state.open, opens_at: state.opensAt?.toISOString() ?? null, closes_at: state.closesAt?.toISOString() ?? null },
  };
}
