// What people here choose first and guessers try first, folded as the policy folds: no marks, lower case, letters and digits only.
const words = `
matkhau matkhaumoi matkhaucu matma khongbiet khongco khongcopass khongcomatkhau quenmatkhau quenroi quenmatroi doimatkhau macdinh mkmoi
anhyeuem emyeuanh yeuem yeuanh anhnhoem emnhoanh anhyeuemnhieu yeuemnhieu yeuemmaimai maiyeuem mainhoem yeumaimai tinhyeu tinhban
toiyeuban toiyeuvietnam yeuvietnam vietnam vietnamoi vietnamvodich hanoi hanoiyeudau saigon hochiminh danang haiphong cantho hue
backan bacninh thaibinh nghean ninhbinh dongthap langson caobang thainguyen tuyenquang quangninh namdinh hanam hungyen thanhhoa
congthu congvan vanthu vanphong ubnd ubndtinh hdnd sothongtin sotttt conganxa uybannhandan phongban coquan donvi lanhdao giamdoc
nguoidung nhanvien chuyenvien canbo congchuc vienchuc quantri quantrivien thukyso vanban hethong mangnoibo
hanhphuc giadinh giadinhtoi concung concuatoi meyeu bomeyeu boiyeu chongyeu voyeu baobinh congchua hoangtu thienthan
motnguoi mothaiba mothaibabon mothaibabonnam hoahong hoahuongduong hoacomay bongda bongdavietnam xinchao chaoban camon
matkhauchung matkhaumail thudientu hopthu hopthudientu khongchoai bimat tuyetmat
password passw0rd passwords pass passwort p4ssword pa55word mypassword newpassword changeme changeit letmein welcome welcometo
login access master admin administrator adminadmin root superuser sysadmin user test testing testtest guest default demo secret
iloveyou ilovey0u loveyou lovelove sunshine princess monkey dragon shadow superman batman football baseball basketball soccer
starwars pokemon naruto michael jordan ashley jessica daniel charlie qwerty qwertyuiop qwert qwertz azerty asdfgh asdfghjkl zxcvbnm
zxcvbn qazwsx qazwsxedc 1q2w3e 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc zaq12wsx q1w2e3r4 q1w2e3r4t5 a1b2c3d4 abcd1234 abc12345
abcabc abcdef abcdefg abcdefgh abc123 aa123456 a123456 a1234567 a12345678 a123456789 qwe123 qwe123456 asd123 asd123456 zxc123
123456 1234567 12345678 123456789 1234567890 0123456789 012345678 01234567 987654321 87654321 0987654321 9876543210 123123 123123123
12341234 1234512345 123321 123654789 147258369 159357 147852369 741852963 963852741 789456123 456789 111222 112233 11223344 1122334455
102030 10203040 1020304050 131313 121212 12121212 101010 10101010 202020 20202020 696969 5201314 520520 13579 135792468 246813579
1357924680 2468013579 19001560 0912345678 0987654321 0123456780 113114115 30041975 02091945 19051890 27071947 22121944 20111982
computer internet google facebook zalo yahoo hotmail gmail samsung iphone android windows microsoft apple laptop server email outlook
freedom whatever trustno1 hello hello123 helloworld killer hunter ranger buster tigger ginger pepper cookie banana cheese chocolate
`;

export const commonPasswords: ReadonlySet<string> = new Set(words.split(/\s+/).filter((word) => word !== ''));
