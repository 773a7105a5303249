/**
 * The words receipts are made of: 512 short Vietnamese words, so each word carries 9 bits.
 *
 * They are distinct even without diacritics and in lower case ("đèn" = "den"), so that a member may
 * type a receipt on any keyboard. The words and their order are frozen for ever: a word's place in
 * this list is its value, and receipts that people already hold would stop working if it moved.
 */
export const RECEIPT_WORDS: readonly string[] = Object.freeze(
  `
    ấm ăn ảnh áo ba bạc bài bàn bảng bánh bao bắp bát bay bé bến
    bếp biển biết biếu bình bò bọc bơi bóng bột búa bún bước búp bút cá
    cải cam cân cảng canh cáo cáp cát cau cây chả chai chăm chăn chanh cháo
    chậu chạy chè chén chèo chép chị chìa chiêng chiếu chín chợ chơi chọn chữ chúc
    chum chuối chuông chuột chuyền cỏ cốc còi cơm con cổng cột cua cún cuốc cười
    cuộn cừu đá đàn đào đạp đất dâu dây dế đệm đèn đẹp dệt đĩa điện
    diều đinh đỏ đọc đôi đón đồng dưa đun đuốc đuôi đường ếch em én gà
    gấc gạch gai gấm gánh gáo gặp gặt gấu ghế ghép ghi ghim giá giàn giặt
    giàu giày giếng gieo gió giỏi giọng giọt giường giúp gỗ gốc gối gốm góp gọt
    gùi gừng guốc gương hai hàng hành hát hàu hè hẻm hẹn heo hiên hình hồ
    hoa học hồng hộp hót huệ hương hươu kệ kem kèn kênh kẹo kẹp khách khăn
    khâu khay khế khen khéo khí khiêng kho khoai khoan khoang khói khóm khuấy khung khuôn
    khuy kiến kiềng kiệu kim kính lá lạc lái làm lan làng lắp lau lê len
    leo lều lịch liềm liễu lim lọ loa lộc lớp lúa lưng lược lưới lươn lướt
    lựu mai mắm màn măng mành mát màu mây mẹ mềm mèo mì mía miệng mít
    mơ mới món mưa mực mũi mừng muối muỗng mướp mượt na nai nấm nắng nắp
    nâu nem nến neo nếp ngắm ngan ngao ngày nghe nghêu nghĩ ngô ngoan ngọc ngói
    ngọn ngỗng ngọt ngựa người nguồn nhà nhạc nhài nhãn nhánh nhặt nhảy nhẹ nhện nhím
    nhìn nhịp nho nhôm nhựa nhung nhuộm nia nơ nóc nôi nón nóng nụ nứa núi
    nước nuôi nương nút ốc ổi ôm ong ớt phà phanh phao phễu phích phiếu phim
    phin phở phơi phòng phun phượng phút pin quả quán quạt quay quê quen quét quyển
    quýt rạ rắn răng rãnh rào ráp rau rây rễ rèm rèn reo rêu riềng rìu
    rổ rơm rồng rót ru rùa rừng ruốc ruộng sả sạc sách sân sáng sao sáp
    sắt sáu sẻ sen sếu sim sò sóc sỏi sớm sơn sông sứ sữa suối sườn
    sương súp tai tạnh táo tập tất tàu tay tem tên tép tết thả thác thạch
    thăm than tháng tháp thau thầy thẻ thêm theo thép thêu thìa thích thiếc thiệp thịt
    thỏ thóc thơm thôn thông thớt thư thùng thước thuyền tiệc tiền tiếng tiêu tim tin
    tổ toa tóc tỏi tôm trà trái trạm trăng tranh trâu tre treo triệu trời tròn
    trống trưa trúc trứng trường trượt truyện tủ tuần túi tươi tường tuyết ủng ước uống
    út vá vách vai ván vàng vành vào váy vé vẹt ví việc viết vịnh vịt
    vở voi vòng vợt vừa vui vun vườn vuông vượt xách xanh xào xây xe xem
    xẻng xếp xiếc xin xinh xô xoài xoay xôi xóm xoong xuân xúc xưởng yến yêu
  `
    .trim()
    .split(/\s+/),
);
