// The emoji that people use with a shop, for both sides of a conversation. Data only.
export const EMOJIS = [...'😊😀😄😂🙂😉😍🥰😘😎🤔😅😢😭😡😱😴🤗🙏👍👎👌👏🙌💪👋🤝✌🎉🎁🎂❤💔🔥⭐✅❌❓❗📦🚚🏠📍📷📞📧⏰💰💳🛒👕👟☕🍵🌞🌧🌹🐱🐶']
