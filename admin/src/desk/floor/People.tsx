// Who answers: here or not and why, how much they have, and whom they keep waiting. From here a leader reads along and
// whispers.
import { plural, t } from "../../i18n";
import { Avatar, Button, Icon, Load, Menu, type IconName } from "../../ui";
import { clock, now, waited } from "../../ui/clock";
import type { Agent, Floor, Post, Presence } from "../../wire";
import { readAlong } from "../reading";
import { line, myId } from "../store";
import { whispering } from "./actions";
import { visitorName } from "./words";

const silentFor = (post: Post): number => (post.silence ? (now.value - Date.parse(post.silence.since)) / 1000 : 0);

/** Within the grace of a lost connection an agent is still `online`, but is given nothing. */
const lost = ({ agent, here }: Post): boolean => agent.presence === "online" && !here;
const presenceOf = (post: Post): Presence => (lost(post) ? "offline" : post.agent.presence);

function awayWords({ presence, away_since: since, away_reason: reason }: Agent): string | null {
  if (presence !== "away" || !since) return null;
  return t(reason === "missed_offer" ? "floor.away_missed" : "floor.away_since", { time: clock(since) });
}

/** What there is to say of an agent: why they are away as well as whom they keep waiting. */
export function stateOf(post: Post): string {
  const { agent, silence, talks } = post;
  if (lost(post)) return talks.length ? plural("floor.lost_talks", talks.length) : t("floor.lost");
  if (agent.presence === "offline") return talks.length ? plural("floor.offline_talks", talks.length) : t("floor.offline");
  const talked = silence ? t("floor.longest_silence", { wait: waited(silence.since), visitor: visitorName(silence.visitor) }) : t(talks.length ? "floor.no_silence" : "floor.no_talks");
  const away = awayWords(agent);
  return away && silence ? t("floor.away_and", { away, talked }) : away ?? talked;
}

/** One conversation: at once. Several: which one is asked, the one kept waiting longest first. */
function Pick({ post, icon, label, run }: { post: Post; icon: IconName; label: string; run: (talk: Post["talks"][number]) => void }) {
  const first = post.silence?.conversation_id;
  const talks = [...post.talks].sort((a, b) => Number(b.id === first) - Number(a.id === first));
  const [only] = talks;
  const off = line.value !== "online";
  if (!only) return null;
  if (talks.length === 1) return <Button kind="bare" tiny icon={icon} label={label} disabled={off} onClick={() => run(only)} />;
  const items = talks.map((talk) => ({ label: visitorName(talk.visitor), disabled: off, onSelect: () => run(talk) }));
  return <Menu class="f-pick" end label={label} groups={[{ title: label, items }]} trigger={<Icon name={icon} small />} />;
}

function Row({ post, patience, asked }: { post: Post; patience: number | null; asked: boolean }) {
  const { agent } = post;
  const silent = silentFor(post);
  const late = patience !== null && silent >= patience;
  const mine = agent.id === myId.value;
  return (
    <li class="f-ag" data-agent={agent.id}>
      <Avatar name={agent.name} face={agent.face} presence={presenceOf(post)} />
      <div class="grow">
        <div class="flex">
          <span class="b cut">{agent.name}</span><Load open={agent.open_conversations} capacity={agent.capacity} /><span class="cp t3 num"><span aria-hidden="true">{agent.open_conversations}/{agent.capacity}</span>{asked && t("floor.asked")}</span>
          {late && <span class="chip warn">{t("floor.silent", { n: Math.floor(silent / 60) })}</span>}
        </div>
        <div class="sm t2 says" title={stateOf(post)}>{stateOf(post)}</div>
      </div>
      {!mine && (
        <div class="flex doings">
          <Pick post={post} icon="eye" label={t("floor.join", { agent: agent.name })} run={(talk) => void readAlong(talk.id)} />
          <Pick post={post} icon="whisper" label={t("floor.whisper", { agent: agent.name })} run={(talk) => { whispering.value = { conversation_id: talk.id, visitor: visitorName(talk.visitor), agent: agent.name }; }} />
        </div>
      )}
    </li>
  );
}

/** Of those who are given conversations, and of whoever has some: being asked is no conversation yet. */
export function places(posts: Post[]): { load: number; capacity: number } {
  const counted = posts.filter((post) => presenceOf(post) === "online" || post.agent.open_conversations > 0).map(({ agent }) => agent);
  const sum = (of: (agent: Agent) => number): number => counted.reduce((all, agent) => all + of(agent), 0);
  return { load: sum((agent) => agent.open_conversations), capacity: sum((agent) => agent.capacity) };
}

const RANK = { online: 0, away: 1, offline: 2 } as const;

/** Those who are here, and whoever is gone and has somebody in their hands. */
export function People({ floor }: { floor: Floor }) {
  const shown = floor.agents.filter(({ agent, talks }) => agent.presence !== "offline" || talks.length > 0);
  shown.sort((a, b) => RANK[presenceOf(a)] - RANK[presenceOf(b)]);
  const here = floor.agents.filter((post) => presenceOf(post) === "online");
  const asked = (id: string): boolean => floor.line.some(({ conversation }) => conversation.offer?.agent_id === id);
  const { load, capacity } = places(floor.agents);
  return (
    <section class="card f-people" aria-labelledby="f-people">
      <header>
        <h2 id="f-people">{t("floor.agents")}</h2><span class="t3 num">{t("floor.here", { here: here.length, all: floor.agents.length })}</span><span class="grow" />
        {capacity > 0 && <span class="sm t3 num cut">{t("floor.places", { load, capacity })}</span>}
      </header>
      {floor.agents.length === 0 && <p class="f-none t2 sm">{t("floor.no_agents")}</p>}
      <ul>{shown.map((post) => <Row key={post.agent.id} post={post} patience={floor.patience_seconds} asked={asked(post.agent.id)} />)}</ul>
    </section>
  );
}
