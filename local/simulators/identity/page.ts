import { badge, code, figures, Html, html, page, table } from '../kit/html.ts';
import type { People } from './people.ts';

const ROLES: Readonly<Record<string, string>> = {
  reception: 'Tiếp nhận',
  handler: 'Thụ lý',
  approver: 'Phê duyệt',
  administrator: 'Quản trị',
};

export function identityPage(issuer: string, audience: string, people: People): Html {
  return html`<section><h2>Dùng thử</h2><p class="note">Đăng nhập bằng một tài khoản mô phỏng và lấy mã truy cập để gọi API.</p>
    <p><a class="button" href="/sign-in">Đăng nhập</a></p>
    <dl class="facts"><dt>Issuer</dt><dd>${code(issuer)}</dd><dt>Audience</dt><dd>${code(audience)}</dd>
    <dt>Cấu hình</dt><dd><a href="/.well-known/openid-configuration">/.well-known/openid-configuration</a></dd></dl></section>
  ${figures([
    ['Công dân', people.citizens.length],
    ['Tổ chức', people.organisations.length],
    ['Cán bộ', people.officers.length],
    ['Hệ thống đối tác', people.clients.length],
  ])}
  ${table(
    'Công dân',
    ['Tài khoản', 'Họ và tên', 'Số định danh', 'Điện thoại', 'Thư điện tử'],
    people.citizens.map((c) => [code(c.personId), c.HoVaTen, code(c.SoDinhDanh), c.SoDienThoai, c.ThuDienTu]),
  )}
  ${table(
    'Tổ chức',
    ['Tài khoản', 'Tên', 'Mã số thuế', 'Người đại diện', 'Thư điện tử'],
    people.organisations.map((o) => [code(o.personId), o.TenDoanhNghiep, code(o.MaSoThue), o.HoVaTen, o.ThuDienTu]),
  )}
  ${table(
    'Cán bộ',
    ['Tài khoản', 'Họ và tên', 'Vai trò'],
    people.officers.map((o) => [code(o.personId), o.HoVaTen, roles(o)]),
  )}
  ${table(
    'Hệ thống đối tác',
    ['Mã', 'Tên', 'Đơn vị', 'Phạm vi'],
    people.clients.map((c) => [
      code(c.clientId),
      c.name,
      code(c.motcua_agency),
      c.scope.split(' ').map((s) => html`${badge(s)} `),
    ]),
  )}`;
}

const roles = (officer: People['officers'][number]): Html[] =>
  officer.motcua_roles.map((r) => html`${badge(`${ROLES[r.role]} · ${r.agencyId}`)} `);

const choice = (personId: string, name: string, detail: string | Html[]): Html =>
  html`<form method="post"><input type="hidden" name="personId" value="${personId}">
  <button><strong>${name}</strong><small>${detail}</small></button></form>`;

/** The account picker: this simulator asks for no password. */
export function pickerPage(people: People, problem?: string): string {
  return page(
    { title: 'Đăng nhập định danh điện tử', subtitle: 'Chọn một tài khoản mô phỏng; không cần mật khẩu' },
    problem !== undefined && html`<section>${badge(problem, 'bad')}</section>`,
    html`<section><h2>Công dân</h2><div class="people">${people.citizens.map((c) =>
      choice(c.personId, c.HoVaTen, `Số định danh ${c.SoDinhDanh}`),
    )}</div></section>
    <section><h2>Tổ chức</h2><div class="people">${people.organisations.map((o) =>
      choice(o.personId, o.TenDoanhNghiep, `Mã số thuế ${o.MaSoThue}`),
    )}</div></section>
    <section><h2>Cán bộ</h2><div class="people">${people.officers.map((o) =>
      choice(o.personId, o.HoVaTen, roles(o)),
    )}</div></section>`,
  );
}

/** Asks whether to sign out, by the form that the library prepared; without one it is done. */
export function signOutPage(form?: string): string {
  const asks = html`<section><h2>Bạn có muốn đăng xuất không?</h2>${new Html(form ?? '')}
    <p><button type="submit" form="op.logoutForm" name="logout" value="yes">Đăng xuất</button></p></section>`;
  const done = html`<section><h2>Bạn đã đăng xuất.</h2></section>`;
  const title = { title: 'Đăng nhập định danh điện tử', subtitle: 'Đăng xuất' };
  return page(title, form === undefined ? done : asks);
}

/** Shows an access token and its claims. */
export function tokenPage(token: string): string {
  const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  return page(
    { title: 'Đã đăng nhập', subtitle: 'Mã truy cập để gọi API của tỉnh' },
    html`<section><h2>Mã truy cập</h2><textarea readonly>${token}</textarea>
    <p class="note">Gửi trong tiêu đề ${code('Authorization: Bearer …')}</p></section>
    <section><h2>Nội dung</h2><pre>${JSON.stringify(claims, null, 2)}</pre></section>
    <p><a href="/sign-in">Đăng nhập tài khoản khác</a> · <a href="/">Trang chính</a></p>`,
  );
}
