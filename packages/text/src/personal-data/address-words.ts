/** How near a part of an address leads: to a door, to a small settlement, or to a street, a ward, or what is above it. */
export type AddressLevel = "DOOR" | "SETTLEMENT" | "STREET" | "WARD" | "ABOVE";

export interface AddressWord {
  readonly level: AddressLevel;
  /** As written with marks, word by word. */
  readonly words: readonly string[];
  /** The same without. */
  readonly flat: readonly string[];
  /** What follows must be a number ("ngõ 12"), or may be a name as well ("phường Thắng Tam"). */
  readonly follows: "number" | "name";
}

const WORDS: Readonly<Record<AddressLevel, { readonly number: readonly string[]; readonly name: readonly string[] }>> = {
  DOOR: { number: ["số nhà", "nhà số", "sn", "ngõ", "ngách", "hẻm", "kiệt", "căn hộ", "căn hộ số", "phòng trọ số"], name: [] },
  SETTLEMENT: {
    number: ["tổ", "tổ dân phố", "khu phố", "kp", "tdp", "khóm"],
    name: ["thôn", "ấp", "xóm", "buôn", "làng", "chung cư", "khu tập thể"],
  },
  STREET: { number: ["đường số"], name: ["đường", "phố", "đại lộ", "quốc lộ"] },
  WARD: { number: [], name: ["phường", "p", "xã", "thị trấn", "đặc khu"] },
  ABOVE: { number: [], name: ["quận", "q", "huyện", "thị xã", "thành phố", "tp", "tỉnh"] },
};

function flat(words: string): string[] {
  return words.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").split(" ");
}

const ALL: readonly AddressWord[] = (Object.keys(WORDS) as AddressLevel[]).flatMap((level) =>
  (["number", "name"] as const).flatMap((follows) =>
    WORDS[level][follows].map((words) => ({ level, follows, words: words.split(" "), flat: flat(words) })),
  ),
);

/** By first word without marks; the longest first, so that "tổ dân phố" is not read as "tổ". */
export const ADDRESS_WORDS: ReadonlyMap<string, readonly AddressWord[]> = Map.groupBy(
  ALL.toSorted((one, other) => other.words.length - one.words.length),
  ({ flat: [first = ""] }) => first,
);

/** "đường ống", "đường dây", "phố đi bộ": what follows makes it no street. */
export const NO_STREETS = new Set(
  "ong day loi sat truyen thuy bo han kinh dan huyet tho tranh cong ham mat bien xa vao di den ra hanh nay do kia thoat nuoc".split(" "),
);

/** Provinces and cities, of before and after the mergers of 2025; they close an address without a word of their own. */
export const PLACES = new Set(
  "ha noi,ho chi minh,hcm,tphcm,sai gon,sg,hn,hai phong,da nang,can tho,hue,vung tau,ba ria,ba ria vung tau,brvt,dong nai,bien hoa,binh duong,thu dau mot,thu duc,long an,tan an,tien giang,my tho,ben tre,tra vinh,vinh long,dong thap,cao lanh,an giang,long xuyen,kien giang,rach gia,phu quoc,hau giang,soc trang,bac lieu,ca mau,tay ninh,binh phuoc,dong xoai,binh thuan,phan thiet,ninh thuan,phan rang,khanh hoa,nha trang,cam ranh,phu yen,tuy hoa,binh dinh,quy nhon,quang ngai,quang nam,tam ky,hoi an,quang tri,dong ha,quang binh,dong hoi,ha tinh,nghe an,vinh,thanh hoa,nghi son,ninh binh,nam dinh,ha nam,phu ly,thai binh,hung yen,hai duong,bac ninh,bac giang,vinh phuc,phu tho,viet tri,thai nguyen,bac kan,cao bang,lang son,quang ninh,ha long,tuyen quang,ha giang,lao cai,yen bai,lai chau,dien bien,son la,hoa binh,kon tum,gia lai,pleiku,dak lak,buon ma thuot,dak nong,lam dong,da lat,bao loc,phu my,dung quat".split(
    ",",
  ),
);
