/** What the pages of this room say; in English: wording-en.ts. */
export const accountsVi = {
  accounts: {
    menu: 'Tài khoản',
    reason: 'Lý do, căn cứ',
    reasonHelp: 'Ghi vào nhật ký kiểm toán',
    acts: {
      lock: 'Khoá tài khoản',
      unlock: 'Mở khoá tài khoản',
      password: 'Đặt lại mật khẩu',
      quota: 'Đổi dung lượng hộp thư',
      hold: 'Lưu giữ theo yêu cầu pháp lý',
      release: 'Thôi lưu giữ',
      unlinkSso: 'Bỏ liên kết SSO',
    },
    questions: {
      lock: 'Không đăng nhập được ở bất cứ đâu, các phiên đang mở kết thúc trong vòng một giây. Thư vẫn đến.',
      unlock: 'Đăng nhập lại được ngay, kể cả khi bị chặn vì nhập sai mật khẩu nhiều lần.',
      password:
        'Mật khẩu hiện nay hết hiệu lực, mọi phiên kết thúc. Mật khẩu mới chỉ hiện một lần để bạn trao tận tay; người này phải đổi khi đăng nhập.',
      quota: 'Hộp thư chứa được nhiều nhất bao nhiêu. Có hiệu lực từ thư kế tiếp.',
      hold: 'Không thư nào trong hộp thư bị xoá hẳn cho đến khi thôi lưu giữ.',
      release: 'Từ nay thư có thể bị xoá theo thời hạn.',
      unlinkSso:
        'Các phiên đã mở qua SSO kết thúc. Tài khoản SSO nào sau đó đăng nhập bằng đúng địa chỉ thư này sẽ được liên kết lại, kể cả tài khoản SSO mới.',
    },
    gigabytes: 'Dung lượng (GB)',
    newPassword: 'Mật khẩu mới',
    newPasswordHelp: 'Trao tận tay. Mật khẩu này không hiện lại lần nữa.',
    done: 'Đã xong',
  },
};
