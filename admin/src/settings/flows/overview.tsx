// The flows of an inbox: which run, who is in them, what is wrong, and a new one from a template, empty or from a file.
import { useState } from "preact/hooks";
import { plural, t } from "../../i18n";
import { navigate } from "../../router";
import { Button, Icon, Menu } from "../../ui";
import { Since } from "../parts/ago";
import { Loading, NotLoaded } from "../parts/broken";
import { useLoaded } from "../parts/loaded";
import { inbox } from "../store";
import { attempt } from "./attempt";
import { hrefOfFlow } from "./href";
import type { Flow } from "./model/definition";
import { NewFlow } from "./new-flow";
import { save } from "./session";
import { Status } from "./status";
import { deleteFlow, flows, loadFlows, makeFlow, stopFlow } from "./store";
import { download } from "./transfer";
import { triggerText } from "./words";

function Wrong({ of }: { of: Flow }) {
  const errors = of.problems.filter((one) => one.severity === "error").length;
  const hints = of.problems.length - errors;
  if (errors > 0) return <span class="fl-problem error sm"><Icon name="alert" small />{plural("settings.flows.errors_count", errors)}</span>;
  return hints > 0 ? <span class="fl-problem warning sm"><Icon name="info" small />{plural("settings.flows.hints_count", hints)}</span> : null;
}

async function twin(of: Flow): Promise<void> {
  const made = await makeFlow(of.inbox_id, t("settings.flows.copy_of", { name: of.name }), of.definition);
  navigate(hrefOfFlow(made.id));
}

function More({ of }: { of: Flow }) {
  const items = [
    { label: t("settings.flows.twin"), icon: "copy" as const, onSelect: () => attempt(twin(of)) },
    { label: t("settings.flows.export"), icon: "doc" as const, onSelect: () => attempt(download(of.id, of.name)) },
    ...(of.status === "published" ? [{ label: t("settings.flows.stop"), icon: "close" as const, onSelect: () => attempt(stopFlow(of.id)) }] : []),
    { label: t("settings.flows.delete"), icon: "trash" as const, onSelect: () => deleteFlow(of) },
  ];
  return <Menu class="fl-more" end label={t("settings.flows.more_named", { name: of.name })} trigger={<Icon name="more" />} groups={[{ items }]} />;
}

function Row({ of }: { of: Flow }) {
  const starts = of.definition.triggers.map(triggerText).join(" · ");
  return (
    <li class="fl-flow">
      <a class="grow" href={hrefOfFlow(of.id)}>
        <span class="fl-flow-name"><b class="wrap">{of.name}</b><Status flow={of} /></span>
        <span class="t2 sm s-two">{starts || t("settings.flows.never_starts")}</span>
        <span class="fl-flow-facts t3 cp">{of.running > 0 && <span>{plural("settings.flows.running", of.running)}</span>}<span><Since what={t("settings.flows.last_change")} at={of.updated_at} /></span></span>
      </a>
      <Wrong of={of} />
      <More of={of} />
    </li>
  );
}

function Nothing({ onNew }: { onNew: () => void }) {
  return <div class="card s-void"><Icon name="flow" /><p class="b">{t("settings.flows.none")}</p><p class="t2">{t("settings.flows.none_hint")}</p><Button kind="main" onClick={onNew}>{t("settings.flows.new")}</Button></div>;
}

export function Overview() {
  const id = inbox.value?.id ?? "";
  const loaded = useLoaded(() => save().then(() => loadFlows(id)), [id]);
  const [making, setMaking] = useState(false);
  const all = flows.value;
  return (
    <div class="s-body s-form wide">
      {!all && <><NotLoaded of={loaded} />{!loaded.error && <Loading />}</>}
      {all && (
        <>
          {all.length > 0 && <div class="s-head"><p class="t2">{t("settings.flows.intro")}</p><Button kind="main" icon="plus" onClick={() => setMaking(true)}>{t("settings.flows.new")}</Button></div>}
          {all.length > 0 ? <ul class="card s-list">{all.map((one) => <Row key={one.id} of={one} />)}</ul> : <Nothing onNew={() => setMaking(true)} />}
        </>
      )}
      {making && <NewFlow inboxId={id} onClose={() => setMaking(false)} onMade={(flow) => navigate(hrefOfFlow(flow.id))} />}
    </div>
  );
}
