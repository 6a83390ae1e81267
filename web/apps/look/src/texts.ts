import type { Tag } from './language';
import type { Theme } from './settings';

/** What is shared says itself. */
export interface LookTexts {
  language: string;
  theme: string;
  themes: Record<Theme, string>;
  close: string;
  copy: string;
  copied: string;
  copyByHand: string;
}

export const texts: Record<Tag, LookTexts> = {
  en: {
    language: 'Language',
    theme: 'Look',
    themes: { auto: 'As the system', light: 'Light', dark: 'Dark' },
    close: 'Close',
    copy: 'Copy',
    copied: 'Copied',
    copyByHand: 'Select it by hand',
  },
  zh: {
    language: '语言',
    theme: '外观',
    themes: { auto: '跟随系统', light: '浅色', dark: '深色' },
    close: '关闭',
    copy: '复制',
    copied: '已复制',
    copyByHand: '请手动选择',
  },
  ja: {
    language: '言語',
    theme: '表示',
    themes: { auto: 'システムに合わせる', light: 'ライト', dark: 'ダーク' },
    close: '閉じる',
    copy: 'コピー',
    copied: 'コピーしました',
    copyByHand: '手で選択してください',
  },
  ko: {
    language: '언어',
    theme: '화면',
    themes: { auto: '시스템 설정', light: '밝게', dark: '어둡게' },
    close: '닫기',
    copy: '복사',
    copied: '복사됨',
    copyByHand: '직접 선택하세요',
  },
};
