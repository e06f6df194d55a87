// What the preview's frame is told: the inbox as a visitor would get it, made from the unpublished draft.
// Shape: widget/README.md, "The preview".
import { draft } from "../draft";
import type { Greeting, Themes } from "../model";
import { inbox, suggested, team } from "../store";
import { logoUrl } from "./logo";

const MOST_SUGGESTED = 4;
const MOST_AGENTS = 5;

/** Stands for the visitor's name. */
const SOMEBODY = "Vic";

export interface Look { theme: "light" | "dark"; open: boolean; phone: boolean }

/** As the server greets (services/views.py): who comes back without a line of their own reads the one for everybody. */
function greetingFor(lines: Greeting | undefined, visitor: keyof Greeting): string {
  return (lines?.[visitor] || lines?.new || "").replaceAll("{name}", SOMEBODY);
}

export function previewConfig(language: string, roles: Themes | null, look: Look, visitor: keyof Greeting): Record<string, unknown> | null {
  const [of, now] = [inbox.value, draft.value];
  if (!of || !now) return null;
  const { brand } = now;
  const offered = (suggested.value[of.id] ?? []).flatMap((one) => one.variants.filter((variant) => variant.locale === language && variant.status === "published").map(({ title }) => ({ article_id: one.id, text: title })));
  const online = (team.value?.agents ?? []).filter((one) => one.active && one.presence === "online").slice(0, MOST_AGENTS);
  return {
    ...look, locale: language, name: brand.name[language] || now.name, greeting: greetingFor(now.greetings[language], visitor),
    brand: { ...brand, roles: roles ?? of.roles, logo_url: logoUrl(), launcher_text: brand.launcher_text[language] ?? "" },
    suggested_questions: offered.slice(0, MOST_SUGGESTED),
    // With nobody online the frame shows sample people: the brand is judged with faces.
    ...(online.length > 0 ? { agents: online.map((one) => ({ name: one.name, face: one.face })) } : {}),
  };
}
