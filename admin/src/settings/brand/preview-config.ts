// What the preview's frame is told: the inbox as a visitor would get it, made from the unpublished draft.
// Shape: widget/README.md, "The preview".
import { draft } from "../draft";
import type { Themes } from "../model";
import { articles, inbox, team } from "../store";
import { logoUrl } from "./logo";

const MOST_SUGGESTED = 4;
const MOST_AGENTS = 5;

export interface Look { theme: "light" | "dark"; open: boolean; phone: boolean }

export function previewConfig(language: string, roles: Themes | null, look: Look): Record<string, unknown> | null {
  const [of, now] = [inbox.value, draft.value];
  if (!of || !now) return null;
  const { brand } = now;
  const suggested = (articles.value[of.id] ?? []).filter((one) => one.suggested && one.locale === language).slice(0, MOST_SUGGESTED);
  const online = (team.value?.agents ?? []).filter((one) => one.active && one.presence === "online").slice(0, MOST_AGENTS);
  return {
    ...look, locale: language, name: now.name, greeting: now.greetings[language]?.new ?? "",
    brand: { ...brand, roles: roles ?? of.roles, logo_url: logoUrl(), launcher_text: brand.launcher_text[language] ?? "" },
    suggested_questions: suggested.map((one) => ({ article_id: one.id, text: one.question })),
    // With nobody online the frame shows sample people: the brand is judged with faces.
    ...(online.length > 0 ? { agents: online.map((one) => ({ name: one.name, face: one.face })) } : {}),
  };
}
