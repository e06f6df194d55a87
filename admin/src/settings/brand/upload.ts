// Sends the logo as it is, with progress (fetch cannot tell how far an upload is), and takes it away.
import { signal } from "@preact/signals";
import { api, ApiError } from "../../api";
import type { Inbox } from "../model";
import { replaceInbox } from "../store";

export const uploaded = signal<number | null>(null);

interface Answer { ok: boolean; inbox?: Inbox; error?: { code: string; message: string } }

function read(request: XMLHttpRequest): Answer {
  try {
    return JSON.parse(request.responseText) as Answer;
  } catch {
    return { ok: false };
  }
}

function logoFault(request: XMLHttpRequest): ApiError {
  const error = read(request).error ?? { code: "server_error", message: "" };
  return new ApiError(error.code, error.message, request.status, { logo: error });
}

export function putLogo(inboxId: string, file: File): Promise<void> {
  const request = new XMLHttpRequest();
  request.open("PUT", `/api/inboxes/${inboxId}/logo`);
  request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
  uploaded.value = 0;
  request.upload.onprogress = (event) => { uploaded.value = event.lengthComputable ? event.loaded / event.total : null; };
  return new Promise<void>((resolve, reject) => {
    request.onload = () => {
      const fresh = read(request).inbox;
      if (request.status === 200 && fresh) { replaceInbox(fresh); resolve(); } else reject(logoFault(request));
    };
    request.onerror = () => reject(new ApiError("no_connection", "No connection", 0));
    request.send(file);
  }).finally(() => { uploaded.value = null; });
}

export async function removeLogo(inboxId: string): Promise<void> {
  replaceInbox((await api<{ inbox: Inbox }>("DELETE", `/api/inboxes/${inboxId}/logo`)).inbox);
}
