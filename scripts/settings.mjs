// @ts-check
// Every setting of Lắng Nghe, in one place: its default, what is accepted, and one line that explains it.
// start, dev, import and test read it; `npm start -- --help` prints it.
import { isIP } from "node:net";
import { join, resolve } from "node:path";
import { ROOT } from "./ground/paths.mjs";
import { Refusal } from "./ground/refusal.mjs";

/**
 * @typedef {object} Settings
 * @property {string} dataDir Absolute path of the data folder.
 * @property {string | null} databaseUrl An outside PostgreSQL, or null for the embedded one.
 * @property {Record<string, string>} nodes What api and workers are told when there are many: DATABASE_DIRECT_URL, DATABASE_READ_URLS, NATS_URL, DRAIN_MS, where set.
 * @property {number} apiPort
 * @property {number} consolePort
 * @property {number} portalPort
 * @property {string} host The address every program listens on.
 * @property {number} databasePort Where the embedded PostgreSQL listens.
 * @property {boolean} databasePortIsChosen True when a person set it: then no other port is tried.
 * @property {string} logLevel
 * @property {number} eventRetentionDays How long the log of events reaches back.
 * @property {string} backupDir Absolute path of the folder for backups.
 * @property {number} backupKeepDays
 * @property {number} trustedProxyHops How many proxies stand before the API.
 * @property {string} socketsPerCaller A number, or empty for the table of limits.
 * @property {string} consoleOrigin Where staff open the console, or empty for this machine; passkeys are bound to its host.
 * @property {string} secondFactor "ask" or "require".
 * @property {Record<string, string>} identityProvider What the api is told of the organization's identity provider: OIDC_ISSUER and the others, where set.
 */

/** @typedef {{ name: string, fallback: string, explain: string, accept: (value: string) => boolean, wants: string }} SettingRule */

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"];
const WANTS_PORT = "một số nguyên từ 1 đến 65535";

const NODE_SETTINGS = ["DATABASE_DIRECT_URL", "DATABASE_READ_URLS", "NATS_URL", "DRAIN_MS"];

const PROVIDER_SETTINGS = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME", "OIDC_GROUPS"];

/** @type {readonly SettingRule[]} */
export const SETTING_RULES = [
  {
    name: "DATA_DIR",
    fallback: "./data",
    explain: "thư mục chứa dữ liệu, mật khẩu và nhật ký",
    accept: (value) => !value.includes("\0"),
    wants: "đường dẫn của một thư mục",
  },
  {
    name: "DATABASE_URL",
    fallback: "",
    explain: "PostgreSQL có sẵn (bản 15 trở lên); bỏ trống để dùng PostgreSQL đi kèm",
    accept: isPostgresUrl,
    wants: "địa chỉ dạng postgresql://tên:mật-khẩu@máy:5432/cơ-sở-dữ-liệu",
  },
  {
    name: "DATABASE_DIRECT_URL",
    fallback: "",
    explain: "cùng cơ sở dữ liệu, không qua PgBouncer; bỏ trống khi DATABASE_URL đã đi thẳng",
    accept: isPostgresUrl,
    wants: "địa chỉ dạng postgresql://tên:mật-khẩu@máy:5432/cơ-sở-dữ-liệu",
  },
  {
    name: "DATABASE_READ_URLS",
    fallback: "",
    explain: "các bản sao chỉ đọc của PostgreSQL, cách nhau bằng dấu phẩy",
    accept: (value) => value.split(",").every((part) => isPostgresUrl(part.trim())),
    wants: "một hoặc nhiều địa chỉ postgresql://…, cách nhau bằng dấu phẩy",
  },
  {
    name: "NATS_URL",
    fallback: "",
    explain: "cụm NATS đánh thức các máy với nhau, cách nhau bằng dấu phẩy; bỏ trống để dùng LISTEN/NOTIFY",
    accept: (value) => value.split(",").every((part) => isNatsUrl(part.trim())),
    wants: "một hoặc nhiều địa chỉ dạng nats://máy:4222, cách nhau bằng dấu phẩy",
  },
  {
    name: "DRAIN_MS",
    fallback: "0",
    explain: "khi dừng, đóng các kết nối trực tiếp rải đều trong chừng này mili giây; 5000 khi có nhiều máy",
    accept: (value) => /^\d{1,5}$/.test(value) && Number(value) <= 30_000,
    wants: "một số nguyên từ 0 đến 30000",
  },
  {
    name: "API_PORT",
    fallback: "4000",
    explain: "cổng của API",
    accept: isPort,
    wants: WANTS_PORT,
  },
  {
    name: "CONSOLE_PORT",
    fallback: "3000",
    explain: "cổng của trang làm việc dành cho cán bộ",
    accept: isPort,
    wants: WANTS_PORT,
  },
  {
    name: "PORTAL_PORT",
    fallback: "3001",
    explain: "cổng của trang dành cho đoàn viên",
    accept: isPort,
    wants: WANTS_PORT,
  },
  {
    name: "HOST",
    fallback: "127.0.0.1",
    explain: "địa chỉ mạng mà các chương trình lắng nghe; 0.0.0.0 là mọi địa chỉ của máy",
    accept: isHost,
    wants: "địa chỉ IP hoặc tên máy",
  },
  {
    name: "DATABASE_PORT",
    fallback: "4003",
    explain: "cổng của PostgreSQL đi kèm; không đặt thì cổng trống kế tiếp được chọn khi 4003 đã có chương trình khác dùng",
    accept: isPort,
    wants: WANTS_PORT,
  },
  {
    name: "LOG_LEVEL",
    fallback: "info",
    explain: `mức nhật ký: ${LOG_LEVELS.join(", ")}; debug in nhật ký ra cả màn hình`,
    accept: (value) => LOG_LEVELS.includes(value),
    wants: `một trong: ${LOG_LEVELS.join(", ")}`,
  },
  {
    name: "EVENT_RETENTION_DAYS",
    fallback: "90",
    explain: "số ngày giữ nhật ký sự kiện; máy theo dõi ngắt lâu hơn thế phải tải lại danh sách",
    accept: (value) => /^[1-9]\d{0,3}$/.test(value),
    wants: "một số nguyên từ 1 đến 9999",
  },
  {
    name: "BACKUP_DIR",
    fallback: "",
    explain: "thư mục chứa các bản sao lưu đã mã hóa; bỏ trống là backups trong thư mục dữ liệu, tốt hơn là một ổ đĩa khác",
    accept: (value) => !value.includes("\0"),
    wants: "đường dẫn của một thư mục",
  },
  {
    name: "BACKUP_KEEP_DAYS",
    fallback: "30",
    explain: "số ngày giữ một bản sao lưu; nội dung đã xóa còn nằm trong các bản cũ cho đến khi chúng bị xóa",
    accept: (value) => /^[1-9]\d{0,3}$/.test(value),
    wants: "một số nguyên từ 1 đến 9999",
  },
  {
    name: "SOCKETS_PER_CALLER",
    fallback: "",
    explain: "số kết nối trực tiếp cùng lúc của một tài khoản hay một khóa; bỏ trống là 10 cho cán bộ, 5 cho khóa",
    accept: (value) => /^[1-9]\d{0,4}$/.test(value),
    wants: "một số nguyên từ 1 đến 99999",
  },
  {
    name: "TRUSTED_PROXY_HOPS",
    fallback: "0",
    explain: "số máy chủ trung gian (proxy) đứng trước API; địa chỉ mạng của khóa API được xét theo đó",
    accept: (value) => /^\d$/.test(value),
    wants: "một số nguyên từ 0 đến 9",
  },
  {
    name: "CONSOLE_ORIGIN",
    fallback: "",
    explain: "địa chỉ cán bộ mở trang làm việc, khóa đăng nhập gắn với tên máy ở đó; bỏ trống là http://localhost cùng cổng của trang",
    accept: isOrigin,
    wants: "địa chỉ dạng https://lang-nghe.congdoan.example, không có đường dẫn",
  },
  {
    name: "SECOND_FACTOR",
    fallback: "ask",
    explain: "tài khoản chỉ có mật khẩu: ask nhắc thêm cách xác nhận, require bắt thêm rồi mới làm việc được",
    accept: (value) => ["ask", "require"].includes(value),
    wants: "một trong: ask, require",
  },
  {
    name: "OIDC_ISSUER",
    fallback: "",
    explain: "dịch vụ tài khoản chung của tổ chức (OpenID Connect); bỏ trống khi không có",
    accept: isIssuer,
    wants: "địa chỉ https://…, hoặc http:// trên chính máy này",
  },
  {
    name: "OIDC_CLIENT_ID",
    fallback: "",
    explain: "tên mà dịch vụ đó đặt cho Lắng Nghe",
    accept: isPlainText,
    wants: "một dòng chữ",
  },
  {
    name: "OIDC_CLIENT_SECRET",
    fallback: "",
    explain: "mật khẩu mà dịch vụ đó cấp cho Lắng Nghe",
    accept: isPlainText,
    wants: "một dòng chữ",
  },
  {
    name: "OIDC_NAME",
    fallback: "",
    explain: "tên dịch vụ đó trên trang đăng nhập; bỏ trống là tên máy của nó",
    accept: isPlainText,
    wants: "một dòng chữ",
  },
  {
    name: "OIDC_GROUPS",
    fallback: "",
    explain: 'nhóm nào được quyền gì: [{"group":"bien-tap","role":"EDITOR","unitCode":"TCT"}]',
    accept: isGroupRules,
    wants: 'một danh sách JSON như [{"group":"bien-tap","role":"EDITOR","unitCode":"TCT"}]',
  },
];

/**
 * Reads and validates every setting. An empty value counts as not set.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Settings}
 * @throws {Refusal} one sentence naming the setting and what it accepts
 */
export function readSettings(environment) {
  /** @param {string} name */
  const read = (name) => readOne(ruleOf(name), environment);
  /** @type {Settings} */
  const settings = {
    dataDir: resolve(ROOT, read("DATA_DIR")),
    databaseUrl: read("DATABASE_URL") || null,
    nodes: Object.fromEntries(NODE_SETTINGS.flatMap((name) => (read(name) === ruleOf(name).fallback ? [] : [[name, read(name)]]))),
    apiPort: Number(read("API_PORT")),
    consolePort: Number(read("CONSOLE_PORT")),
    portalPort: Number(read("PORTAL_PORT")),
    host: read("HOST"),
    databasePort: Number(read("DATABASE_PORT")),
    databasePortIsChosen: Boolean(environment.DATABASE_PORT?.trim()),
    logLevel: read("LOG_LEVEL"),
    eventRetentionDays: Number(read("EVENT_RETENTION_DAYS")),
    backupDir: read("BACKUP_DIR") ? resolve(ROOT, read("BACKUP_DIR")) : join(resolve(ROOT, read("DATA_DIR")), "backups"),
    backupKeepDays: Number(read("BACKUP_KEEP_DAYS")),
    socketsPerCaller: read("SOCKETS_PER_CALLER"),
    trustedProxyHops: Number(read("TRUSTED_PROXY_HOPS")),
    consoleOrigin: read("CONSOLE_ORIGIN"),
    secondFactor: read("SECOND_FACTOR"),
    identityProvider: Object.fromEntries(PROVIDER_SETTINGS.filter((name) => read(name) !== "").map((name) => [name, read(name)])),
  };
  refuseSharedPorts(settings);
  return settings;
}

/** The text of `npm start -- --help`. */
export function describeSettings() {
  const lines = SETTING_RULES.map((rule) => `  ${rule.name.padEnd(20)} ${(rule.fallback || "(trống)").padEnd(10)} ${rule.explain}`);
  return ["Các thiết đặt, đọc từ biến môi trường (tên, mặc định, ý nghĩa):", ...lines].join("\n");
}

/** @param {string} name */
function ruleOf(name) {
  const rule = SETTING_RULES.find((candidate) => candidate.name === name);
  if (!rule) throw new Error(`no rule for setting ${name}`);
  return rule;
}

/**
 * @param {SettingRule} rule
 * @param {NodeJS.ProcessEnv} environment
 */
function readOne(rule, environment) {
  const value = environment[rule.name]?.trim();
  if (!value) return rule.fallback;
  if (rule.accept(value)) return value;
  // An address may carry a password: it is never repeated on the screen.
  const shown = /URL|SECRET/.test(rule.name) ? "" : ` "${value}"`;
  throw new Refusal(`Thiết đặt ${rule.name}${shown} không dùng được: cần ${rule.wants}.`);
}

/** @param {Settings} settings */
function refuseSharedPorts(settings) {
  const ports = new Map();
  for (const [name, port] of namedPorts(settings)) {
    const other = ports.get(port);
    if (other) {
      throw new Refusal(`${other} và ${name} cùng là cổng ${port}: hãy đặt ${name} thành một cổng khác.`);
    }
    ports.set(port, name);
  }
}

/**
 * @param {Settings} settings
 * @returns {[string, number][]}
 */
function namedPorts(settings) {
  /** @type {[string, number][]} */
  const ports = [
    ["API_PORT", settings.apiPort],
    ["CONSOLE_PORT", settings.consolePort],
    ["PORTAL_PORT", settings.portalPort],
  ];
  const usesDatabasePort = settings.databasePortIsChosen && !settings.databaseUrl;
  return usesDatabasePort ? [...ports, ["DATABASE_PORT", settings.databasePort]] : ports;
}

/** @param {string} value */
function isPort(value) {
  return /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65535;
}

/** @param {string} value */
function isHost(value) {
  if (isIP(value)) return true;
  return /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(value) && !/^[\d.]+$/.test(value);
}

/** @param {string} value */
function isOrigin(value) {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) && new URL(value).origin === value && !isIP(new URL(value).hostname);
}

/** @param {string} value */
function isIssuer(value) {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === "https:" || (protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(hostname));
}

/** @param {string} value */
function isPlainText(value) {
  return !/[\0\r\n]/.test(value);
}

const ROLES = ["COLLABORATOR", "MODERATOR", "CASE_HANDLER", "EDITOR", "APPROVER", "ANALYST", "LEADER", "ADMINISTRATOR"];

/** @param {string} value */
function isGroupRules(value) {
  try {
    const rules = JSON.parse(value);
    return Array.isArray(rules) && rules.every(({ group, role, unitCode }) => group && unitCode && ROLES.includes(role));
  } catch {
    return false;
  }
}

/** @param {string} value */
function isNatsUrl(value) {
  return URL.canParse(value) && /^(nats|tls):$/.test(new URL(value).protocol);
}

/** @param {string} value */
function isPostgresUrl(value) {
  if (!URL.canParse(value)) return false;
  const { protocol, pathname } = new URL(value);
  return (protocol === "postgres:" || protocol === "postgresql:") && pathname.length > 1;
}
