import type { Told } from './told.ts';

const onServer = {
  vi: 'Ai đổi được chỗ này thì vào được tài khoản của người khác: chỉ người vào được máy chủ mới đổi.',
  en: 'Who changes this can sign in as others: only who has the server changes it.',
};
const path = {
  vi: 'Là đường dẫn trên máy chủ: từ trang web không được chọn tệp để chương trình đọc hay ghi.',
  en: 'It is a path on the server: nobody chooses from the web which files the program reads or writes.',
};

/** Single sign-on by the province's identity provider (docs/operating.md). */
export const oidc = {
  issuer: {
    name: { vi: 'Nhà cung cấp danh tính (SSO)', en: 'Identity provider (SSO)' },
    help: {
      vi: 'Đăng nhập một lần của tỉnh theo OpenID Connect: một nút trên trang đăng nhập, bên cạnh mật khẩu (docs/operating.md). Ghi đúng như /.well-known/openid-configuration của bên đó. Đăng ký ở đó địa chỉ quay về https://<hostname>/admin/sso, và https://<hostname>/admin/ cho đăng xuất.',
      en: 'Single sign-on of the province by OpenID Connect: a button on the sign-in page, besides passwords (docs/operating.md). As its /.well-known/openid-configuration says it. Register there the address https://<hostname>/admin/sso to come back to, and https://<hostname>/admin/ for signing out.',
    },
    ...{ example: 'https://sso.backan.gov.vn/realms/tinh', onServer },
  },
  clientId: {
    name: { vi: 'Mã ứng dụng ở nhà cung cấp', en: 'Client at the provider' },
    help: { vi: 'client_id mà bên đó cấp.', en: 'The client_id that it gave.' },
    ...{ example: 'congthu', onServer },
  },
  clientSecret: {
    name: { vi: 'Khoá bí mật của ứng dụng', en: 'Secret of the client' },
    help: {
      vi: 'Không bao giờ được hiện ra. Nên để trong tệp (dưới đây) hay CONGTHU_WEB_OIDC_CLIENT_SECRET. Không có: ứng dụng công khai, chỉ PKCE.',
      en: 'Never shown. Better in a file (below) or in CONGTHU_WEB_OIDC_CLIENT_SECRET. Without one: a public client, PKCE alone.',
    },
    ...{ example: 'secret', isSecret: true, onServer },
  },
  clientSecretFile: {
    name: { vi: 'Tệp chứa khoá bí mật', en: 'File of the secret' },
    help: { vi: 'Chỉ chương trình đọc được. Thay cho khoá ở trên.', en: 'Which only the program can read. In place of the secret above.' },
    ...{ example: '/etc/congthu/oidc-secret', onServer: path },
  },
  labelVi: {
    name: { vi: 'Chữ trên nút, tiếng Việt', en: 'What stands on the button, in Vietnamese' },
    help: { vi: 'Trên trang đăng nhập.', en: 'On the sign-in page.' },
  },
  labelEn: {
    name: { vi: 'Chữ trên nút, tiếng Anh', en: 'What stands on the button, in English' },
    help: { vi: 'Khi trang bằng tiếng Anh.', en: 'Where the page is in English.' },
  },
  scopes: {
    name: { vi: 'Phạm vi (scope) hỏi', en: 'Scopes asked for' },
    help: { vi: 'Phải có openid.', en: 'openid is one of them.' },
    onServer,
  },
  accountClaim: {
    name: { vi: 'Trường (claim) cho biết địa chỉ', en: 'Claim with the address' },
    help: {
      vi: 'Địa chỉ thư ở đây của người đó, xem cho đến khi hai tài khoản đã liên kết. Với email, bên đó phải nói là đã xác minh (email_verified).',
      en: 'Their address here, looked at until the two accounts are linked. Of email the provider must say that it is verified (email_verified).',
    },
    onServer,
  },
  unverifiedEmail: {
    name: { vi: 'Nhận cả địa chỉ chưa xác minh', en: 'Take unverified addresses too' },
    help: {
      vi: 'Chỉ bật khi ở đó không ai tự chọn được địa chỉ của mình.',
      en: 'Only where nobody chooses their address there themselves.',
    },
    onServer,
  },
  factorAcr: {
    name: { vi: 'Giá trị acr là đã có bước hai', en: 'Values of acr with a second factor' },
    help: {
      vi: 'Bên đó trả về khi đã xác thực bước hai, và được tính là bước hai ở đây. Bỏ trống: hỏi bước hai của mình.',
      en: 'What it says when it has seen a second factor, which then counts as one here. None: our own is asked for.',
    },
    onServer,
  },
  factorAmr: {
    name: { vi: 'Giá trị amr là đã có bước hai', en: 'Values of amr with a second factor' },
    help: { vi: 'Như trên, theo amr (otp, hwk).', en: 'As above, by amr (otp, hwk).' },
    onServer,
  },
  signOutThere: {
    name: { vi: 'Đăng xuất cả ở nhà cung cấp', en: 'Sign out at the provider too' },
    help: { vi: 'Đăng xuất ở đây thì sang bên đó đăng xuất tiếp.', en: 'Whether signing out here goes on to sign out there.' },
  },
} as const satisfies Record<string, Told>;
