// Time zones by the city people say, in Chinese; everywhere else the zone's own name is the English city.
// Only cities that readers here are likely to look for; the rest stand under their Latin names.

const CITIES: Record<string, [string, string]> = {
  "Asia/Shanghai": ["上海", "上海"], "Asia/Urumqi": ["乌鲁木齐", "烏魯木齊"], "Asia/Hong_Kong": ["香港", "香港"], "Asia/Macau": ["澳门", "澳門"],
  "Asia/Taipei": ["台北", "台北"], "Asia/Tokyo": ["东京", "東京"], "Asia/Seoul": ["首尔", "首爾"], "Asia/Singapore": ["新加坡", "新加坡"],
  "Asia/Kuala_Lumpur": ["吉隆坡", "吉隆坡"], "Asia/Bangkok": ["曼谷", "曼谷"], "Asia/Ho_Chi_Minh": ["胡志明市", "胡志明市"], "Asia/Saigon": ["胡志明市", "胡志明市"],
  "Asia/Manila": ["马尼拉", "馬尼拉"], "Asia/Jakarta": ["雅加达", "雅加達"], "Asia/Kolkata": ["加尔各答", "加爾各答"], "Asia/Calcutta": ["加尔各答", "加爾各答"],
  "Asia/Dubai": ["迪拜", "杜拜"], "Asia/Riyadh": ["利雅得", "利雅德"], "Asia/Jerusalem": ["耶路撒冷", "耶路撒冷"], "Europe/Istanbul": ["伊斯坦布尔", "伊斯坦堡"],
  "Europe/Moscow": ["莫斯科", "莫斯科"], "Europe/London": ["伦敦", "倫敦"], "Europe/Berlin": ["柏林", "柏林"], "Europe/Paris": ["巴黎", "巴黎"],
  "Europe/Madrid": ["马德里", "馬德里"], "Europe/Rome": ["罗马", "羅馬"], "Europe/Amsterdam": ["阿姆斯特丹", "阿姆斯特丹"], "Europe/Zurich": ["苏黎世", "蘇黎世"],
  "Europe/Vienna": ["维也纳", "維也納"], "Europe/Warsaw": ["华沙", "華沙"], "Europe/Stockholm": ["斯德哥尔摩", "斯德哥爾摩"], "Europe/Lisbon": ["里斯本", "里斯本"],
  "Africa/Cairo": ["开罗", "開羅"], "Africa/Johannesburg": ["约翰内斯堡", "約翰尼斯堡"], "Africa/Lagos": ["拉各斯", "拉哥斯"], "Africa/Nairobi": ["内罗毕", "奈洛比"],
  "America/New_York": ["纽约", "紐約"], "America/Chicago": ["芝加哥", "芝加哥"], "America/Denver": ["丹佛", "丹佛"], "America/Los_Angeles": ["洛杉矶", "洛杉磯"],
  "America/Toronto": ["多伦多", "多倫多"], "America/Vancouver": ["温哥华", "溫哥華"], "America/Mexico_City": ["墨西哥城", "墨西哥城"], "America/Sao_Paulo": ["圣保罗", "聖保羅"],
  "America/Buenos_Aires": ["布宜诺斯艾利斯", "布宜諾斯艾利斯"], "America/Argentina/Buenos_Aires": ["布宜诺斯艾利斯", "布宜諾斯艾利斯"],
  "Australia/Sydney": ["悉尼", "雪梨"], "Australia/Melbourne": ["墨尔本", "墨爾本"], "Australia/Perth": ["珀斯", "伯斯"], "Pacific/Auckland": ["奥克兰", "奧克蘭"], "Pacific/Honolulu": ["檀香山", "檀香山"],
};

export function cityName(zone: string, locale: string): string {
  const known = CITIES[zone];
  if (known && locale === "zh-CN") return known[0];
  if (known && locale === "zh-TW") return known[1];
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}
