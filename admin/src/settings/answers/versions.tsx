// Every saved version of a language, the newest first: what it changed, line by line, and a way back to it.
import { useState } from "preact/hooks";
import { errorText } from "../../errors";
import { t } from "../../i18n";
import { Button, Dialog, ErrorText, toast } from "../../ui";
import { Ago } from "../parts/ago";
import { Loading, NotLoaded } from "../parts/broken";
import { useLoaded } from "../parts/loaded";
import { RowButton } from "../parts/row-button";
import { nearChanges, type Shown } from "./difference";
import { discardWithUndo } from "./discarding";
import { changedLanguages, variantIn } from "./form";
import { readDifferences, readVersions, type Differences, type Version } from "./server";
import { article, change, edits, language } from "./work";

const FIELDS = ["title", "answer", "body", "phrasings", "keywords"] as const;
const LABELS = { title: "question", answer: "answer", body: "body", phrasings: "phrasings", keywords: "keywords" };

function Line({ line }: { line: Shown }) {
  if (line.kind === "gap") return <p class="s-gap t3">{t("settings.answers.same_lines", { count: line.hidden })}</p>;
  if (line.kind === "same") return <p>{line.text}</p>;
  const Mark = line.kind === "added" ? "ins" : "del";
  return <p><Mark><span class="hidden">{t(`settings.answers.${line.kind}`)} </span>{line.text}</Mark></p>;
}

export function Difference({ id, locale, number }: { id: string; locale: string; number: number }) {
  const [found, setFound] = useState<Differences | null>(null);
  const loaded = useLoaded(async () => setFound(await readDifferences(id, locale, number)), [number]);
  if (!found) return <><NotLoaded of={loaded} />{!loaded.error && <Loading rows={1} />}</>;
  const fields = FIELDS.filter((name) => found[name]);
  return (
    <div class="s-difference" lang={locale}>
      {fields.length === 0 && <p class="t2">{t("settings.answers.no_difference")}</p>}
      {fields.map((name) => (
        <section key={name}>
          <h3 class="sm t2">{t(`settings.answers.${LABELS[name]}`)}</h3>
          <div class="s-lines" role="group" aria-label={t("settings.answers.changes_in", { field: t(`settings.answers.${LABELS[name]}`) })} tabIndex={0}>{nearChanges(found[name] ?? []).map((line, at) => <Line key={at} line={line} />)}</div>
        </section>
      ))}
    </div>
  );
}

interface RowProps { version: Version; served: boolean; newest: boolean; opened: boolean; held: boolean; onOpen: () => void; onRestore: () => void }

function Row({ version, served, newest, opened, held, onOpen, onRestore }: RowProps) {
  return (
    <div class="s-row">
      <span class="grow">
        <b>{t("settings.answers.version", { number: version.number })}</b> {served && <span class="chip ok">{t("settings.answers.standing.published")}</span>}
        <span class="t2 sm s-below"><Ago at={version.created_at} />{version.author && ` · ${version.author.name}`}</span>
      </span>
      {version.number > 1 && <Button tiny pressed={opened} onClick={onOpen}><span aria-hidden="true">{t("settings.answers.changes")}</span><span class="hidden">{t("settings.answers.changes_named", { number: version.number })}</span></Button>}
      {!newest && !held && <RowButton text={t("settings.answers.restore")} name={t("settings.answers.restore_named", { number: version.number })} onClick={onRestore} />}
    </div>
  );
}

export function Versions({ onClose }: { onClose: () => void }) {
  const [of, locale] = [article.value!, language.value];
  const [versions, setVersions] = useState<Version[] | null>(null);
  const [opened, setOpened] = useState<number | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const loaded = useLoaded(async () => setVersions(await readVersions(of.id, locale)), [of.id, locale]);
  const held = changedLanguages(of, edits.value).includes(locale);
  const restore = (version: number): void => {
    change("restore", { version }).then(() => { toast({ text: t("settings.answers.restored", { number: version }) }); onClose(); }, (error: unknown) => setFailed(errorText(error)));
  };
  const served = variantIn(of, locale)?.published_version;
  return (
    <Dialog wide title={t("settings.answers.versions")} onClose={onClose}>
      {!versions && <><NotLoaded of={loaded} />{!loaded.error && <Loading rows={2} />}</>}
      {held && <p class="s-held"><span class="t2">{t("settings.answers.restore_held")}</span> <Button tiny onClick={discardWithUndo}>{t("settings.answers.discard")}</Button></p>}
      <ErrorText text={failed} />
      <ol class="s-versions">
        {versions?.map((one, at) => (
          <li key={one.number}>
            <Row version={one} served={one.number === served} newest={at === 0} opened={opened === one.number} held={held} onOpen={() => setOpened(opened === one.number ? null : one.number)} onRestore={() => restore(one.number)} />
            {opened === one.number && <Difference id={of.id} locale={locale} number={one.number} />}
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
