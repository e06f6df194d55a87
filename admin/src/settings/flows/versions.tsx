// What was published, the newest first; each can become the draft again, which undo takes back.
import { useState } from "preact/hooks";
import { errorText } from "../../errors";
import { t } from "../../i18n";
import { Dialog, ErrorText, toast } from "../../ui";
import { Ago } from "../parts/ago";
import { Loading, NotLoaded } from "../parts/broken";
import { useLoaded } from "../parts/loaded";
import { RowButton } from "../parts/row-button";
import type { FlowNode, Version } from "./model/definition";
import { differenceOf } from "./model/difference";
import { complete } from "./model/reading";
import { act, flow, save } from "./session";
import { loadVersions } from "./store";
import { stepName } from "./words";

const MOST_NAMED = 5;
const named = (steps: readonly FlowNode[]): string => [...steps.slice(0, MOST_NAMED).map(stepName), ...(steps.length > MOST_NAMED ? ["…"] : [])].join(t("settings.agents.comma"));

/** What it brought, beside the version before it. */
function Brought({ version, before }: { version: Version; before: Version }) {
  const found = differenceOf(complete(before.definition), complete(version.definition));
  const parts = (["added", "removed", "changed"] as const).filter((one) => found[one].length > 0).map((one) => t(`settings.flows.brought.${one}`, { steps: named(found[one]) }));
  const lines = [...parts, ...(found.start ? [t("settings.flows.brought.start")] : [])];
  return <>{(lines.length > 0 ? lines : [t("settings.flows.brought.nothing")]).map((line) => <span key={line} class="t2 sm s-below wrap">{line}</span>)}</>;
}

export function Versions({ onClose }: { onClose: () => void }) {
  const of = flow.value;
  const [versions, setVersions] = useState<Version[] | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const loaded = useLoaded(async () => { if (of) setVersions(await loadVersions(of.id)); }, [of?.id]);
  const restore = async (version: Version): Promise<void> => {
    act(complete(version.definition));
    if (!(await save())) return setFailed(errorText(null));
    toast({ text: t("settings.flows.restored", { number: version.number }) });
    onClose();
  };
  return (
    <Dialog title={t("settings.flows.versions")} onClose={onClose}>
      {!versions && <><NotLoaded of={loaded} />{!loaded.error && <Loading rows={2} />}</>}
      {versions?.length === 0 && <p class="t2">{t("settings.flows.no_versions")}</p>}
      {versions && versions.length > 0 && (
        <ol class="fl-versions">
          {versions.map((one, at) => (
            <li key={one.number}>
              <span class="grow"><b>{t("settings.flows.version", { number: one.number })}</b>{one.number === of?.version && of.status === "published" && <span class="chip ok">{t("settings.flows.status.published")}</span>}
                <span class="t2 sm s-below"><Ago at={one.published_at} /> · {one.author_name} · {t("settings.flows.steps_count", { count: one.definition.nodes.length })}</span>
                {versions[at + 1] && <Brought version={one} before={versions[at + 1] as Version} />}</span>
              {!(one.number === of?.version && !of.changed) && <RowButton text={t("settings.flows.restore")} name={t("settings.flows.restore_named", { number: one.number })} onClick={() => void restore(one)} />}
            </li>
          ))}
        </ol>
      )}
      <ErrorText text={failed} />
    </Dialog>
  );
}
