import type { StatusCode } from './records.ts';

/** Permitted transitions between national statuses. No table is published: this is the glossary's reading. */
const NEXT: Readonly<Record<StatusCode, readonly StatusCode[]>> = {
  '1': ['2', '3', '5', '6', '7'],
  '2': ['4', '5', '6', '7', '8'],
  '3': [],
  '4': ['5', '6', '7', '8', '9'],
  '5': ['1', '2', '4', '7', '8'],
  '6': ['2', '4', '7', '8'],
  '7': ['4', '8', '10'],
  '8': ['4', '10'],
  '9': ['10'],
  '10': [],
};

export const STATUS_NAMES: Readonly<Record<StatusCode, string>> = {
  '1': 'Mới đăng ký',
  '2': 'Được tiếp nhận',
  '3': 'Không được tiếp nhận',
  '4': 'Đang xử lý',
  '5': 'Yêu cầu bổ sung giấy tờ',
  '6': 'Yêu cầu thực hiện nghĩa vụ tài chính',
  '7': 'Công dân yêu cầu rút hồ sơ',
  '8': 'Dừng xử lý',
  '9': 'Đã xử lý xong',
  '10': 'Đã trả kết quả',
};

/** Several rows under one status are usual: a dossier passes through steps while it is in processing. */
export const mayFollow = (from: StatusCode, to: StatusCode): boolean => from === to || NEXT[from].includes(to);
