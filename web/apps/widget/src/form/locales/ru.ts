import type { FormWords } from '../words'

export const ru: FormWords = {
  agree: 'Согласен',
  choose: 'Выберите…',
  decline: 'Не сейчас',
  email: 'Эл. почта',
  failed: 'Не получилось отправить. Попробуйте ещё раз.',
  lead: 'Сначала, пожалуйста, расскажите:',
  name: 'Имя',
  needed: 'обязательно',
  phone: 'Телефон',
  policy: 'Подробнее',
  refuse: 'Не согласен',
  refused: 'Без согласия писать здесь нельзя. Согласиться можно и сейчас.',
  send: 'Отправить',
  wrong_email: 'Это не адрес почты.',
  wrong_needed: 'Здесь нужен ответ.',
  wrong_phone: 'Это не номер телефона.',
}
