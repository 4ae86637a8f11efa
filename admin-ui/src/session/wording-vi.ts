/** What the pages of this room say; in English: wording-en.ts. */
export const sessionVi = {
  signIn: {
    title: 'Đăng nhập',
    lead: 'Quản trị thư điện tử công vụ',
    address: 'Địa chỉ thư công vụ',
    password: 'Mật khẩu',
    submit: 'Đăng nhập',
    forgotten: 'Quên mật khẩu? Quản trị của đơn vị đặt lại được.',
    expired: 'Phiên làm việc đã hết. Hãy đăng nhập lại để làm tiếp.',
    secondTitle: 'Bước hai',
    secondLead: 'Nhập mã 6 số trong ứng dụng xác thực trên điện thoại của bạn.',
    code: 'Mã 6 số',
    useRecovery: 'Không có điện thoại? Dùng mã dự phòng',
    useCode: 'Dùng mã trên điện thoại',
    recovery: 'Mã dự phòng',
    recoveryLead: 'Mỗi mã dự phòng dùng được một lần.',
    verify: 'Xác nhận',
    startAgain: 'Đăng nhập bằng tài khoản khác',
  },
  forced: {
    passwordTitle: 'Đặt mật khẩu mới',
    passwordLead: 'Mật khẩu này do người khác đặt cho bạn. Hãy đặt mật khẩu của riêng bạn để tiếp tục.',
    factorTitle: 'Thiết lập bước hai',
    factorLead: 'Người quản trị cần thêm một bước ngoài mật khẩu khi đăng nhập. Việc này chỉ làm một lần, mất khoảng một phút.',
  },
  passkey: {
    or: 'hoặc',
    use: 'Dùng khoá đăng nhập (passkey)',
    notGiven:
      'Chưa nhận được khoá đăng nhập: bạn đã bỏ qua, đã quá thời gian, thiết bị không có khoá của trang này, hoặc trình duyệt không tin chứng thư của trang.',
    isThere: 'Thiết bị này đã có khoá đăng nhập của bạn.',
    notHere: 'Trang này đang mở theo cách không dùng được khoá đăng nhập: hãy mở bằng tên máy chủ, hoặc dùng mã dự phòng.',
    secondLead: 'Mở khoá đăng nhập (passkey) của bạn bằng vân tay, khuôn mặt hoặc mã PIN của thiết bị.',
    useRecovery: 'Không có thiết bị? Dùng mã dự phòng',
    instead: 'Dùng khoá đăng nhập (passkey) thay cho mã',
    insteadLead:
      'Khoá đăng nhập nằm trong điện thoại, máy tính hoặc khoá bảo mật của bạn, mở bằng vân tay, khuôn mặt hoặc mã PIN. Có khoá thì đăng nhập không cần mật khẩu và mã.',
    insteadCode: 'Dùng mã trên điện thoại',
  },
  stepUp: {
    title: 'Xác nhận là bạn',
    lead: 'Việc này cần xác nhận lại trong 10 phút gần nhất.',
    password: 'Mật khẩu của bạn',
    code: 'Mã 6 số trên điện thoại',
    submit: 'Xác nhận',
  },
};
