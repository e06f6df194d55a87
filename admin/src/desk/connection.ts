// The line to the server: a fresh ticket for each connection, the greeting, live events, and starting again after a break.
// What to fetch after the greeting is fetch.ts's work; what an event means is state/reduce.ts's.
import { io, type Socket } from "socket.io-client";
import { api, ApiError } from "../api";
import { plural } from "../i18n";
import { endSession, type EndReason } from "../session";
import { withGreeting, type Greeting } from "../state/fetched";
import type { DeskState } from "../state/model";
import { applyEvent, EVENTS } from "../state/reduce";
import { goneOn } from "../state/views";
import { toast } from "../ui";
import { announce } from "./bell";
import { useSocket } from "./commands";
import { refetchAll, settle } from "./fetch";
import { floorChanged } from "./floor/store";
import { tellHanded } from "./handed";
import { tellOfferEnded } from "./offered";
import { flushOutbox } from "./outbox";
import { line, state, update } from "./store";
import { decided } from "./why/reasons";

const SLOWEST = 15_000;
let socket: Socket | null = null;
let retry: ReturnType<typeof setTimeout> | undefined;
let tries = 0;

async function ticket(give: (auth: object) => void): Promise<void> {
  try {
    give(await api<{ ticket: string }>("POST", "/api/socket_ticket", {}).then((answer) => ({ ticket: answer.ticket })));
  } catch (error) {
    if (error instanceof ApiError && error.code === "not_signed_in") disconnect();
    else again();
  }
}

/** The client does not come back by itself when a ticket could not be had or was refused. */
function again(after = Math.min(SLOWEST, 1000 * 2 ** tries)): void {
  tries += 1;
  clearTimeout(retry);
  retry = setTimeout(() => {
    socket?.disconnect();
    socket?.connect();
  }, after * (0.75 + Math.random() / 2));
}

function greeted(greeting: Greeting): void {
  tries = 0;
  line.value = "online";
  const before = state.peek();
  update((known) => withGreeting(known, greeting));
  void refetchAll().then(() => tellGoneOn(before)).then(flushOutbox);
}

/** Who was gone for too long finds conversations in other hands: nothing of theirs vanishes in silence. */
function tellGoneOn(before: DeskState): void {
  const count = goneOn(before, state.peek());
  if (count) toast({ text: plural("me.gone_on", count) });
}

function heard(name: string, payload: unknown): void {
  const before = state.peek();
  update((known) => applyEvent(known, name, payload, Date.now()));
  announce(before, state.peek(), name, payload);
  settle(name);
}

function lost(): void {
  if (line.peek() === "online") line.value = "lost";
}

function listen(to: Socket): void {
  for (const name of EVENTS) to.on(name, (payload: unknown) => heard(name, payload));
  to.on("decision_made", decided);
  to.on("session_started", greeted);
  to.on("offer_ended", tellOfferEnded);
  to.on("conversation_assigned", tellHanded);
  to.on("floor_changed", floorChanged);
  to.on("session_ended", ({ reason }: { reason: EndReason }) => { disconnect(); endSession(reason); });
  to.on("server_draining", ({ reconnect_after }: { reconnect_after: number }) => { line.value = "draining"; again(Math.max(500, reconnect_after * 1000)); });
  to.on("disconnect", (reason) => { lost(); if (reason === "io server disconnect") again(); });
  to.on("connect_error", () => { if (line.peek() !== "connecting") lost(); if (!to.active) again(); });
}

const awake = (): void => { if (socket && !socket.connected) again(0); };

export function connect(): void {
  if (socket) return;
  line.value = "connecting";
  socket = io("/agent", { auth: (give) => void ticket(give), transports: ["websocket", "polling"], reconnectionDelayMax: SLOWEST, forceNew: true });
  useSocket(socket);
  listen(socket);
  addEventListener("online", awake);
}

export function disconnect(): void {
  clearTimeout(retry);
  removeEventListener("online", awake);
  socket?.removeAllListeners();
  socket?.disconnect();
  socket = null;
  useSocket(null);
  line.value = "connecting";
}
