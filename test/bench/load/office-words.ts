/** Phrases, subjects and names that office mail in Vietnam is made of. */
export const phrases = [
  'thực hiện công văn của Ủy ban nhân dân tỉnh',
  'đề nghị các phòng ban khẩn trương rà soát',
  'báo cáo kết quả trước ngày làm việc cuối tháng',
  'theo quy định của Luật Đất đai và các nghị định hướng dẫn',
  'kính gửi Giám đốc các sở, ban, ngành',
  'căn cứ Quyết định số',
  'về việc bổ sung dự toán ngân sách nhà nước',
  'phối hợp với Sở Kế hoạch và Đầu tư',
  'tăng cường công tác phòng cháy, chữa cháy rừng',
  'triển khai chuyển đổi số trong giải quyết thủ tục hành chính',
  'Hội đồng nhân dân huyện đã thông qua',
  'danh sách cán bộ, công chức dự tập huấn',
  'bảo đảm an toàn thông tin trên môi trường mạng',
  'nghiệm thu công trình thủy lợi xã',
  'giải phóng mặt bằng dự án đường tỉnh lộ',
  'hỗ trợ hộ nghèo và hộ cận nghèo',
  'tiếp công dân định kỳ tại trụ sở',
  'khắc phục hậu quả mưa lũ, sạt lở đất',
  'tuyển dụng viên chức ngành giáo dục',
  'kiểm kê tài sản công cuối năm',
  'lịch công tác tuần của lãnh đạo',
  'xin ý kiến góp ý dự thảo',
  'tổ chức lễ kỷ niệm và thi đua khen thưởng',
  'quản lý bảo vệ rừng đầu nguồn',
  'đính kèm biểu mẫu và phụ lục chi tiết',
  'thanh toán kinh phí đào tạo, bồi dưỡng',
  'tiêm chủng mở rộng cho trẻ em vùng cao',
  'trân trọng cảm ơn sự hợp tác của quý cơ quan',
  'mọi vướng mắc xin liên hệ văn thư',
  'yêu cầu giải trình bằng văn bản',
];

export const subjects = [
  'V/v triển khai kế hoạch',
  'Giấy mời họp giao ban',
  'Báo cáo tháng về thu ngân sách',
  'Thông báo lịch tiếp công dân',
  'Quyết định bổ nhiệm cán bộ',
  'Xin ý kiến dự thảo nghị quyết',
  'Tờ trình phê duyệt dự toán',
  'Công điện khẩn về phòng chống bão',
  'Danh sách dự tập huấn',
  'Đôn đốc giải ngân vốn đầu tư công',
];

export const names = [
  'Nguyễn Văn An',
  'Trần Thị Bích',
  'Lê Hoàng Cường',
  'Phạm Thúy Dung',
  'Hoàng Đức Em',
  'Nông Thị Hạnh',
  'Triệu Quốc Khánh',
];

/** In one message of `rareEvery`, and nowhere else. */
export const rarePhrase = 'mã tra cứu đặc biệt của hồ sơ lưu';
export const rareEvery = 2_000;
/** In nearly every text. */
export const commonWord = 'công';
/** In one subject of ten. */
export const subjectWord = 'kế hoạch';
