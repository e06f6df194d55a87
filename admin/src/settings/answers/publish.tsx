// Before an article is published, or taught: what the bot's test set would say of it. "3 better, 1 worse: publish?"
import { errorText } from "../../errors";
import { t } from "../../i18n";
import { Button, Dialog } from "../../ui";
import type { Changed, TestRun } from "./server";

/** What the run found, or why it could not run. */
export type Tested = TestRun | { failed: unknown };

function Outcomes({ title, tests }: { title: string; tests: readonly Changed[] }) {
  if (tests.length === 0) return null;
  const said = ({ outcome, title: of }: Changed["after"]): string => t(`settings.answers.outcome.${outcome}`, { title: of ?? "" });
  return (
    <section class="s-outcomes">
      <h3>{title}</h3>
      <ul>{tests.map((one) => <li key={one.id}><b class="wrap">{one.text}</b><span class="t2 sm s-below">{said(one.before)} → {said(one.after)}</span></li>)}</ul>
    </section>
  );
}

/** `of`: whose words stand in it, "answers" for publishing and "unanswered" for teaching. */
interface Props { tested: Tested; of?: "answers" | "unanswered"; onPublish: () => void; onClose: () => void }

export function AskToPublish({ tested, of = "answers", onPublish, onClose }: Props) {
  const title = "failed" in tested ? t(`settings.${of}.tests_failed`) : t(`settings.${of}.tests_found`, { better: tested.better.length, worse: tested.worse.length });
  const worse = "failed" in tested || tested.worse.length > tested.better.length;
  return (
    <Dialog title={title} onClose={onClose} footer={
      <>
        <Button kind={worse ? "main" : "bare"} onClick={onClose}>{t(`settings.${of}.keep_draft`)}</Button>
        <Button kind={worse ? "quiet" : "main"} onClick={onPublish}>{t(`settings.${of}.publish`)}</Button>
      </>}>
      {"failed" in tested ? <p class="t2">{errorText(tested.failed)}</p> : (
        <>
          <p class="t2">{t("settings.answers.tests_right", { right: tested.right, total: tested.total })}</p>
          <Outcomes title={t("settings.answers.tests_worse")} tests={tested.worse} />
          <Outcomes title={t("settings.answers.tests_better")} tests={tested.better} />
        </>
      )}
    </Dialog>
  );
}
