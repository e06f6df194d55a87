// Commands to the server: one acknowledged question, one error type with the server's code.
import type { Socket } from "socket.io-client";
import { ApiError } from "../api";

const PATIENCE = 10_000;
let socket: Socket | null = null;

export function useSocket(one: Socket | null): void {
  socket = one;
}

interface Refusal { code: string; message: string; retry_after?: number }
type Ack<T> = ({ ok: true } & T) | { ok: false; error: Refusal };

/** Sends a command and waits for its acknowledgement. Without a connection it fails at once: the outbox keeps what must not be lost. */
export async function command<T = object>(name: string, payload: object): Promise<T> {
  if (!socket?.connected) throw new ApiError("no_connection", "No connection", 0);
  const ack = await answer<T>(socket, name, payload);
  if (ack.ok) return ack;
  throw new ApiError(ack.error.code, ack.error.message, 0, {}, ack.error.retry_after ?? null);
}

async function answer<T>(via: Socket, name: string, payload: object): Promise<Ack<T>> {
  try {
    return (await via.timeout(PATIENCE).emitWithAck(name, payload)) as Ack<T>;
  } catch {
    throw new ApiError("timeout", "No answer in time", 0);
  }
}

/** For hints that may be lost (typing, read marks): nobody is told when they are. */
export function hint(name: string, payload: object): void {
  void command(name, payload).catch(() => undefined);
}
