// What an idle visitor reads where an inbox has no words of its own. A test holds these to the server's.
import type { IdleTexts } from "../model";

export const USUAL_TEXTS: Record<string, IdleTexts> = {
  "en": {
    first: "Are you still there? Write whenever you are ready.",
    second: "We have not heard from you. If nothing is left to ask, this conversation ends by itself; write again and it goes on.",
  },
  "zh-CN": {
    first: "您还在吗？方便时请继续。",
    second: "一直没有收到您的消息。如果没有其他问题，对话会自动结束；您再写一句，就可以接着谈。",
  },
  "zh-TW": {
    first: "您還在嗎？方便時請繼續。",
    second: "一直沒有收到您的訊息。如果沒有其他問題，對話會自動結束；您再寫一句，就能接著談。",
  },
};
