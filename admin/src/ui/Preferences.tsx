// Language and colours of this browser, as menus; used before and after signing in.
import { locale, LOCALE_NAMES, LOCALES, setLocale, t } from "../i18n";
import { setTheme, theme, THEMES } from "../theme";
import { Icon } from "./Icon";
import { Menu, type MenuGroup } from "./Menu";

export function languageGroup(): MenuGroup {
  const items = LOCALES.map((one) => ({ label: LOCALE_NAMES[one], checked: one === locale.value, onSelect: () => void setLocale(one) }));
  return { title: t("ui.language"), items };
}

export function themeGroup(): MenuGroup {
  const items = THEMES.map((one) => ({ label: t(`theme.${one}`), checked: one === theme.value, onSelect: () => setTheme(one) }));
  return { title: t("ui.theme"), items };
}

export function LanguageMenu() {
  return <Menu label={`${t("ui.language")}: ${LOCALE_NAMES[locale.value]}`} up groups={[languageGroup()]} trigger={<><Icon name="globe" small />{LOCALE_NAMES[locale.value]}</>} />;
}

export function ThemeMenu() {
  return <Menu label={`${t("ui.theme")}: ${t(`theme.${theme.value}`)}`} up end groups={[themeGroup()]} trigger={<><Icon name={theme.value === "dark" ? "moon" : "sun"} small />{t(`theme.${theme.value}`)}</>} />;
}
