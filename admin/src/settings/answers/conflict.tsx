// Somebody else saved this language meanwhile: who, when and what is told, whose words shall stand is asked, and theirs stay
// among the versions.
import { useEffect, useState } from "preact/hooks";
import { errorText } from "../../errors";
import { t } from "../../i18n";
import { Button, Dialog, ErrorText } from "../../ui";
import { nameOf } from "../brand/language-bar";
import { Ago } from "../parts/ago";
import { offerUndo } from "../undo";
import { readVersions, type Version } from "./server";
import { Difference } from "./versions";
import { article, conflict, settle, SHARED } from "./work";

/** The version that stands there now. Without it the question can be answered as well. */
function useNewest(id: string, locale: string): Version | null {
  const [newest, setNewest] = useState<Version | null>(null);
  useEffect(() => { readVersions(id, locale).then(([first]) => setNewest(first ?? null), () => undefined); }, [id, locale]);
  return newest;
}

function Theirs({ id, locale }: { id: string; locale: string }) {
  const newest = useNewest(id, locale);
  if (!newest) return null;
  return (
    <section class="s-theirs">
      <h3 class="sm">{t("settings.answers.theirs")}{newest.author && ` · ${newest.author.name}`} · <Ago at={newest.created_at} /></h3>
      {newest.number > 1 && <Difference id={id} locale={locale} number={newest.number} />}
    </section>
  );
}

function Asked({ locale, id }: { locale: string; id: string }) {
  const [failed, setFailed] = useState<string | null>(null);
  const decide = (mine: boolean) => (): void => {
    settle(mine).then((undo) => { if (!mine) offerUndo(t("settings.answers.taken_theirs"), undo); }, (error: unknown) => setFailed(errorText(error)));
  };
  const title = locale === SHARED ? t("settings.answers.conflict_shared") : t("settings.answers.conflict", { language: nameOf(locale) });
  return (
    <Dialog title={title} onClose={() => { conflict.value = null; }} footer={
      <>
        <Button kind="bare" onClick={decide(false)}>{t("settings.answers.take_theirs")}</Button>
        <Button kind="main" onClick={decide(true)}>{t("settings.answers.keep_mine")}</Button>
      </>}>
      <p class="t2">{t(locale === SHARED ? "settings.answers.conflict_shared_text" : "settings.answers.conflict_text")}</p>
      {locale !== SHARED && <Theirs id={id} locale={locale} />}
      <ErrorText text={failed} />
    </Dialog>
  );
}

export function Conflict() {
  if (conflict.value === null || !article.value) return null;
  return <Asked locale={conflict.value} id={article.value.id} />;
}
