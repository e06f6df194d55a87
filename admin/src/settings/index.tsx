// The settings: which page stands at which path, and who may see it. Each page is a module of its own.
import { useEffect } from "preact/hooks";
import type { ComponentType } from "preact";
import { errorText } from "../errors";
import { t } from "../i18n";
import { path, segments } from "../router";
import { isAdmin, leads } from "../session";
import { Button, Icon, Skeleton, useLate } from "../ui";
import { Account } from "./account/account";
import { Agents } from "./agents/agents";
import { Answers } from "./answers/answers";
import { LanguageModel } from "./assistant/assistant";
import { Bot } from "./bot/bot";
import { BrandPage } from "./brand/brand";
import { Flows } from "./flows/entrance";
import { FlowSkeleton } from "./flows/skeleton";
import { loadGroups } from "./groups";
import { Hours } from "./hours/hours";
import { LookUps } from "./lookups/lookups";
import { useLeaving } from "./leaving";
import { Origins } from "./origins/origins";
import { FOR_LEADERS, pageOf, type PageName } from "./pages";
import { Rail } from "./rail";
import { Replies } from "./replies/replies";
import { Routing } from "./routing/routing";
import { SaveBar } from "./savebar";
import { inbox, inboxes, loadFailed, loadInboxes, loadSidelines } from "./store";
import { Simulate } from "./simulate/simulate";
import { Tag } from "./tag/tag";
import { Teams } from "./teams/teams";
import { Tests } from "./tests/tests";
import { Unanswered } from "./unanswered/unanswered";

export { strings } from "./words";

const SCREENS: Record<PageName, ComponentType> = {
  brand: BrandPage, hours: Hours, routing: Routing, simulate: Simulate, bot: Bot, answers: Answers, unanswered: Unanswered, tests: Tests, flows: Flows, lookups: LookUps, assistant: LanguageModel, tag: Tag, origins: Origins, agents: Agents, teams: Teams, replies: Replies, account: Account,
};

/** Where whoever names no page begins: at one that they may see. */
const first = (): PageName => (isAdmin() ? "brand" : leads() ? "answers" : "account");

function AskAnAdmin() {
  return (
    <div class="s-calm">
      <Icon name="lock" />
      <h2>{t("settings.not_admin.title")}</h2>
      <p>{t("settings.not_admin.text")}</p>
      <a class="bt" href="/settings/account">{t("settings.not_admin.account")}</a>
    </div>
  );
}

function Broken() {
  return (
    <div class="s-calm" role="alert">
      <h2>{errorText(loadFailed.value)}</h2>
      <Button onClick={() => void loadInboxes()}>{t("ui.try_again")}</Button>
    </div>
  );
}

/** A field is a label and a box; an open flow, which has the whole window, is a bar, its steps and a canvas. */
function Waiting({ alone }: { alone: boolean }) {
  if (!useLate(true)) return null;
  if (alone) return <FlowSkeleton />;
  return <div class="s-body s-form s-waits">{["30%", "40%", "24%"].map((width) => <div key={width}><Skeleton width={width} /><Skeleton kind="block" /></div>)}</div>;
}

function Page({ name, alone }: { name: PageName; alone: boolean }) {
  const Screen = SCREENS[name];
  if (name === "account" || (FOR_LEADERS.includes(name) && leads())) return <Screen key={inbox.value?.id ?? ""} />;
  if (!isAdmin()) return <AskAnAdmin />;
  if (loadFailed.value && !inboxes.value) return <Broken />;
  return inboxes.value ? <Screen key={inbox.value?.id ?? ""} /> : <Waiting alone={alone} />;
}

/** On small screens it stands below the form. `scrollIntoView` would push the page's head out of sight as well. */
function toPreview(): void {
  const preview = document.getElementById("s-preview");
  const body = preview?.parentElement;
  if (!preview || !body) return;
  body.scrollTop += preview.getBoundingClientRect().top - body.getBoundingClientRect().top;
  preview.focus({ preventScroll: true });
}

export default function Settings() {
  const word = segments(path.value)[1];
  const name = pageOf(word) ?? first();
  useEffect(() => { if (isAdmin()) void loadInboxes().then(loadSidelines).then(loadGroups).catch(() => undefined); }, []);
  // An open flow has a bar of its own and takes the whole window.
  const alone = name === "flows" && segments(path.value).length > 2 && isAdmin();
  const leaving = useLeaving();
  document.title = `${t(`settings.${name}.title`)} · Deskbell`;
  return (
    <div class={`s-app${word ? "" : " at-list"}${alone ? " alone" : ""}`}>
      <a class="skip" href="#s-main">{t("settings.skip")}</a>
      {!alone && <Rail at={name} />}
      <main class="s-main" id="s-main" tabIndex={-1}>
        {!alone && <header class="s-bar">
          <a class="bt bare sq s-up" href="/settings" aria-label={t("settings.all_pages")}><Icon name="back" /></a>
          <h1>{t(`settings.${name}.title`)}</h1>
          {name === "brand" && isAdmin() && <Button class="s-topreview" onClick={toPreview}>{t("settings.preview.title")}</Button>}
        </header>}
        <Page name={name} alone={alone} />
        {isAdmin() && name !== "account" && <SaveBar />}
      </main>
      {leaving}
    </div>
  );
}
