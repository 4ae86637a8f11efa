/** What the pages of this room say; in English: wording-en.ts. */
export const plansVi = {
  plans: {
    title: 'Kế hoạch',
    lead: 'Thay đổi về đơn vị và cán bộ: đã xem trước, chờ đến ngày, đã thực hiện.',
    states: { planned: 'Đang chờ', 'carried-out': 'Đã thực hiện', cancelled: 'Đã huỷ' },
    effectiveOn: 'Có hiệu lực',
    madeAt: 'Lập lúc',
    settledAt: 'Xong lúc',
    empty: 'Không có kế hoạch nào.',
    emptyHelp: 'Điều động, thôi công tác hay sắp xếp đơn vị cho một ngày sắp tới sẽ hiện ở đây.',
    refused: 'Lần gần nhất chưa thực hiện được',
    does: 'Kế hoạch này làm những gì',
    carryOut: 'Thực hiện ngay',
    carryOutQuestion: 'Thực hiện kế hoạch này ngay bây giờ?',
    cancelPlan: 'Huỷ kế hoạch',
    cancelQuestion: 'Huỷ kế hoạch này? Sẽ không có gì thay đổi vào ngày đã định.',
    remake: 'Lập lại theo hiện trạng',
    remakeHelp: 'Danh bạ đã thay đổi từ khi lập: lập lại cùng yêu cầu, theo danh bạ hôm nay.',
    cannot: 'Chỉ quản trị hệ thống thực hiện hoặc huỷ được kế hoạch.',
    kinds: { person: 'cán bộ', units: 'đơn vị' } as Readonly<Record<string, string>>,
    done: 'Đã xong',
  },
};
