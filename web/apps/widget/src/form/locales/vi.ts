import type { FormWords } from '../words'

export const vi: FormWords = {
  agree: 'Tôi đồng ý',
  choose: 'Chọn…',
  decline: 'Để sau',
  email: 'E-mail',
  failed: 'Chưa gửi được. Hãy thử lại.',
  lead: 'Trước hết, xin cho chúng tôi biết:',
  name: 'Tên',
  needed: 'bắt buộc',
  phone: 'Điện thoại',
  policy: 'Xem thêm',
  refuse: 'Tôi không đồng ý',
  refused: 'Nếu không đồng ý, bạn không thể nhắn tin ở đây. Bạn vẫn có thể đồng ý.',
  send: 'Gửi',
  wrong_email: 'Đây không phải địa chỉ e-mail.',
  wrong_needed: 'Cần trả lời mục này.',
  wrong_phone: 'Đây không phải số điện thoại.',
}
