// The list of settings pages: where they live, who may see them. Screens are elsewhere.
import type { IconName } from "../ui";

export type PageName = "brand" | "hours" | "routing" | "simulate" | "bot" | "answers" | "unanswered" | "tests" | "flows" | "lookups" | "assistant" | "tag" | "origins" | "agents" | "teams" | "replies" | "account";
/** Team leaders have no settings, but may ask who would get whom, and write articles, canned replies and tests of the bot. */
export const FOR_LEADERS: readonly PageName[] = ["simulate", "answers", "unanswered", "tests", "replies"];
export interface Page { name: PageName; icon: IconName; group: "inbox" | "all" | "me" }

export const PAGES: readonly Page[] = [
  { name: "brand", icon: "brush", group: "inbox" },
  { name: "hours", icon: "clock", group: "inbox" },
  { name: "routing", icon: "route", group: "inbox" },
  { name: "simulate", icon: "eye", group: "inbox" },
  { name: "bot", icon: "bellring", group: "inbox" },
  { name: "answers", icon: "book", group: "inbox" },
  { name: "unanswered", icon: "ask", group: "inbox" },
  { name: "tests", icon: "done", group: "inbox" },
  { name: "flows", icon: "flow", group: "inbox" },
  { name: "lookups", icon: "search", group: "inbox" },
  { name: "assistant", icon: "laptop", group: "inbox" },
  { name: "tag", icon: "code", group: "inbox" },
  { name: "origins", icon: "globe", group: "inbox" },
  { name: "agents", icon: "people", group: "all" },
  { name: "teams", icon: "groups", group: "all" },
  { name: "replies", icon: "edit", group: "all" },
  { name: "account", icon: "person", group: "me" },
];

/** Which unpublished changes belong to which page, by their path. */
const CHANGES: Partial<Record<PageName, RegExp>> = { brand: /^(brand|greetings|locales|name|logo)/, hours: /^business_hours/, routing: /^routing(?!\.bot)/, bot: /^routing\.bot/ };
export const isEdited = (page: PageName, changes: readonly string[]): boolean => changes.some((path) => CHANGES[page]?.test(path) ?? false);
/** The pages on which these changes were made, in the order of the rail. */
export const editedPages = (changes: readonly string[]): PageName[] => PAGES.map((page) => page.name).filter((name) => isEdited(name, changes));

export const hrefOf = (name: PageName): string => `/settings/${name}`;
export const pageOf = (word: string | undefined): PageName | null => PAGES.find((page) => page.name === word)?.name ?? null;
